"""Worries about a child, and every decision to share or not to share what is known of a family.

Carries F21, F22, A2, A3, A9 and A10. Nothing about a child leaves the house but through the gate of this room: seven
answers, the family's permission or one of the two grounds of the policy, and what exactly goes to whom.
"""
