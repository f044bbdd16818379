"""MQM Core 2 error types in the words of other standards: `its` gives the issue type of ITS 2.0 (8.17)."""

_ITS = {
    "accuracy": "mistranslation",
    "accuracy/addition": "addition",
    "accuracy/omission": "omission",
    "accuracy/untranslated": "untranslated",
    "audience-appropriateness": "locale-specific-content",
    "audience-appropriateness/register": "register",
    "design-and-markup": "formatting",
    "design-and-markup/markup-tag": "markup",
    "design-and-markup/truncation-text-expansion": "length",
    "linguistic-conventions": "grammar",
    "linguistic-conventions/character-encoding": "characters",
    "linguistic-conventions/punctuation": "typographical",
    "linguistic-conventions/spelling": "misspelling",
    "linguistic-conventions/textual-conventions": "inconsistency",
    "linguistic-conventions/unintelligible": "uncategorized",
    "linguistic-conventions/whitespace": "whitespace",
    "locale-conventions": "locale-violation",
    "style": "style",
    "terminology": "terminology",
    "terminology/inconsistent-use-of-terminology": "inconsistency",
}


def its(mqm: str) -> str:
    """The ITS 2.0 issue type of an MQM type (`dimension/type`), else of its dimension, else "other"."""
    return _ITS.get(mqm) or _ITS.get(mqm.partition("/")[0], "other")
