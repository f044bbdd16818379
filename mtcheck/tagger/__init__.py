"""The bundled model: reads English and says of each word how likely it is wrong.

Begin with `words.py`, then `labels.py`, `runtime.py`.
"""
