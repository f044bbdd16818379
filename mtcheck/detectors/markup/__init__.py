"""Markup, placeholders and the remains of scrapers and pipelines."""
