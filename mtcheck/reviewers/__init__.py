"""Whoever looks at a report after the rules: `review.py` says what a reviewer is, `local/` runs models of the user,
`endpoint/` asks a language model.
"""
