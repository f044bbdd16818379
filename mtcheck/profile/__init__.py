"""What a user asks for: rules by name (`catalog`), a `Config` (`config`), settings of models and reviewers."""
