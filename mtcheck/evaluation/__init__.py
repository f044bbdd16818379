"""`mtcheck evaluate`: human judgements in every common format held against what mtcheck finds.

Begin with `samples.py` (what a unit of data is). `formats/` reads files into samples, `judge.py` holds findings against
one, `examine.py` makes a record of each, `run.py` does so for many on all cores, `figures.py` and `summary.py` turn
records into figures with their intervals, and `terminal.py` and `page.py` show them.
"""
