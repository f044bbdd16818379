"""What a user asks for: rules by name (`catalog`), one frozen `Config` (`config`), settings of models and of a
reviewer.
"""
