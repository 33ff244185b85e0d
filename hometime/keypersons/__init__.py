"""What a key person does with a family: talks and what was agreed, the progress check at two, private words, things from home.

Carries F7, F8, F9, F15, P7 and P12. A talk, a check or a word is a record; who of the family sees it is narrowed once
more here, by the bond of today (`records.audiences.seen_while_bound`).
"""
