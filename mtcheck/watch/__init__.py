"""Watches feeds: polls them, checks every new or changed item once, and parts each feed into a clean one and a
quarantine.

Begin with `rounds.py`, which takes one feed through one round. `feeds.py` cuts a feed into items and puts it together
again, `verdicts.py` decides about an item, `store.py` keeps the state over `database.py` and `schema.py`, `outputs.py`
writes the files, `watcher.py` goes round and round.
"""
