"""The outbox: a fixed sentence for each person, by e-mail, paper, text or call, until it is known to have arrived.

Nothing confidential is ever inside (EXPERIENCE 6): what there is to say stands in Hometime, behind the sign-in.
"""
