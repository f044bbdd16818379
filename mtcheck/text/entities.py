from mtcheck.text.words import either

"""HTML entities that were left in text or broken by a translator: `decoded` gives the character, `ENTITY` finds them in
every state of decay.
"""

# Names that no English word shares, so that they are an entity without their ampersand or semicolon, too.
_TYPOGRAPHIC = either("entities: typographic")
_COMMON = f"{_TYPOGRAPHIC}|amp|lt|gt|shy|copy|reg|trade|euro|pound|yen|deg|middot|bull|times"

ENTITY = (
    r"[&＆] ?(?:[aA][mM][pP] ?[;；] ?)*(?:# ?[xX]? ?[0-9A-Fa-f]{2,6} ?[;；]|# ?\d{2,5}(?![\d;])"
    rf"|(?i:{_COMMON}) ?[;；]|(?:{_TYPOGRAPHIC}|NBSP)(?![\w;=])|(?:rsquo|apos)(?=s\b)|[A-Za-z]{{2,8}}\d?;)"
    rf"|\band (?:(?:{_TYPOGRAPHIC}) ?[;；]|# ?\d{{2,5}} ?[;；])"
    rf"|(?<![\w&#/=])(?:(?:{_TYPOGRAPHIC}|NBSP|QUOT|amp) ?[;；]|# ?(?:160|39|34|38|8\d{{3}}|x27|x20\d\d) ?[;；])"
)
_WORDS = frozenset(
    "and or not sub sup sum int part real image prod forall exist empty prop cap cup sim there cent sect para".split()
)  # entity names that follow "&" in text of their own
SPACES = frozenset("\u00a0\u202f\u2009\u2002\u2003\u2007\u2008\u200a\u205f ")
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def decoded(entity: str) -> str | None:
    """The character of an entity in whatever state, None where it is none after all."""
    from html.entities import name2codepoint

    body = entity.replace(" ", "").replace("；", ";").replace("＆", "&").rstrip(";")
    if (
        body[:3].lower() == "and"
        and body[3:]
        and not body.startswith("&")
        and (body[3] == "#" or body[3:].lower() in name2codepoint)
    ):
        body = body[3:]
    while body.lower().startswith(("&", "amp;")):
        body = body[1:] if body.startswith("&") else body[4:]
    if body.startswith("#"):
        hexadecimal = body[1:2] in "xX"
        try:
            code = int(body[2:], 16) if hexadecimal else int(body[1:])
        except ValueError:
            return None
        if not 32 <= code < 0x110000 or 0xD800 <= code < 0xE000:
            return None
        return bytes([code]).decode("cp1252", "ignore") or None if 128 <= code < 160 else chr(code)
    if " " not in entity and body in name2codepoint:
        return None if body in _WORDS else chr(name2codepoint[body])
    low = body.lower()
    if low == "apos":
        return "'"
    return chr(name2codepoint[low]) if low in name2codepoint and low not in _WORDS else None
