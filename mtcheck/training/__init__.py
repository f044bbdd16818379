"""Makes the bundled model from data, and a newsroom's own from its corrections.

Needs the extra `train`; nothing here is imported at run time.
"""
