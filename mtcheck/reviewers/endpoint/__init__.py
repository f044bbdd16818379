"""A language model that looks at flagged sentences, over any OpenAI-compatible endpoint. `asked.reviewer` makes one of
a profile's `[reviewer]` table.

Begin with `protocol.py` (what is asked and what an answer must look like), then `anchor.py` (what is believed of it),
then `client.py` (how it is asked).
"""
