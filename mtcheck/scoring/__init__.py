"""What a story is worth, and what mtcheck is worth.

`quality` and `readability` rate a story. The rest compares findings and repairs with what people did, in small pure
functions: `characters`, `spans`, `words` and `alignment` hold one text against its judgement, `counts`, `ranking`,
`reliability`, `gleu` and `corpus` make figures of the sums, and `bootstrap` says how far a figure can be trusted. numpy
and sacrebleu come with `pip install mtcheck[evaluate]` and are imported when used.
"""
