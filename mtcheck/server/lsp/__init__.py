"""The language server: findings as diagnostics of code editors, repairs as their quick fixes.

`server.run` is the way in.
"""
