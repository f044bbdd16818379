"""Error categories of other schemes as families of rules."""

_FAMILIES = {
    name: family
    for family, names in {
        "accuracy": "accuracy, mistranslation, omission, addition, untranslated text, non translation",
        "linguistic": "fluency, linguistic conventions, linguistic, grammar, punctuation, spelling, register",
        "markup": "character encoding, design and markup, markup, fluency/character encoding",
        "terminology": "terminology",
        "style": "style, audience appropriateness",
        "locale": "locale, locale convention, locale conventions",
    }.items()
    for name in names.split(", ")
}


def family(category: str) -> str:
    """The family of an MQM category ("Fluency/Punctuation", "Style"), or nothing for one that none looks for."""
    name = category.strip().lower().replace("-", " ")
    return _FAMILIES.get(name) or _FAMILIES.get(name.split("/")[0].strip().rstrip("!"), "")


def severity(word: str) -> str:
    """neutral, minor, major or critical for the words that annotation schemes use; "" for another."""
    name = word.strip().lower()
    return {"no-error": "", "no error": ""}.get(name, name if name in ("neutral", "minor", "major", "critical") else "")
