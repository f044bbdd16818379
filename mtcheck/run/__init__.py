"""A run: stories in, reports out.

Begin with `session.py`, which puts the parts together, then `engine.py`, which runs the detectors, then `stream.py`.
"""
