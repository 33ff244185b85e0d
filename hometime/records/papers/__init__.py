"""Papers that people hand in: looked at in a limited child process, shown as safe copies, sealed as they came.

`preparing.prepare` turns an upload into safe copies or a plain refusal; `vault` keeps the original and the copies
encrypted, each apart. Nothing here knows Django. (TRUST 29 to 32.)
"""
