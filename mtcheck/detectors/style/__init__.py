"""Unidiomatic and awkward wording."""
