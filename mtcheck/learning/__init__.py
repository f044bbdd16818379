"""What editors' decisions say about a profile.

`proposals.py` finds what to change, `effect.py` says how it would be on decisions held out.
"""
