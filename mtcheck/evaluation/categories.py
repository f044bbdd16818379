"""Error categories of other schemes as families of rules."""

_FAMILIES = {
    "accuracy": "accuracy",
    "mistranslation": "accuracy",
    "omission": "accuracy",
    "addition": "accuracy",
    "untranslated text": "accuracy",
    "non-translation": "accuracy",
    "non-translation!": "accuracy",
    "fluency": "linguistic",
    "linguistic-conventions": "linguistic",
    "linguistic conventions": "linguistic",
    "linguistic": "linguistic",
    "grammar": "linguistic",
    "punctuation": "linguistic",
    "spelling": "linguistic",
    "register": "linguistic",
    "character encoding": "markup",
    "design-and-markup": "markup",
    "design and markup": "markup",
    "markup": "markup",
    "terminology": "terminology",
    "style": "style",
    "audience-appropriateness": "style",
    "locale": "locale",
    "locale convention": "locale",
    "locale conventions": "locale",
    "locale-conventions": "locale",
}
_EXACT = {"fluency/character encoding": "markup"}


def family(category: str) -> str:
    """The family of an MQM category ("Fluency/Punctuation", "Style"), or nothing for one that none looks for."""
    name = category.strip().lower()
    return _EXACT.get(name) or _FAMILIES.get(name.split("/")[0].strip(), "")


def severity(word: str) -> str:
    """neutral, minor, major or critical for the words that annotation schemes use; "" for another."""
    name = word.strip().lower()
    return {"no-error": "", "no error": ""}.get(name, name if name in ("neutral", "minor", "major", "critical") else "")
