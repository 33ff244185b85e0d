"""What adults allow for a child: medicine, emergency treatment, outings, photographs; given, refused, taken back, never asked.

Carries F23 to F26. A ledger: an answer is written once and never changed, and what may be done is read from the latest
answers of those who hold the power to consent.
"""
