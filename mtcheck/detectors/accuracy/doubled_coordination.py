"""“X and X”, modifiers and a third member included.

What English doubles on purpose is listed, a capitalised pair is taken for a name.
"""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.claims import Claims
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, ADVERB, BASE, ING, MODAL, NAME, NOUN, PARTICIPLE, PAST, PLURAL, PRESENT
from mtcheck.text.words import listed

RULE = Rule(
    id="doubled-coordination",
    mqm="accuracy/addition",
    severity=Severity.MAJOR,
    summary="Two members of a list are the same word.",
    why="The source had two synonyms and the engine knew one English word for both.",
    examples=(
        Bad("Foreign ⟦trucks and trucks→trucks⟧ left the depot."),
        Bad("The army took ⟦weapons and weapons→weapons⟧ from the depot."),
        Bad("He thanked the ⟦doctors as well as doctors→doctors⟧ of the clinic."),
        Bad("They brought ⟦blankets, ropes and blankets→blankets and ropes⟧."),
        Good("The road went up and down and up again, for days and nights and days."),
        Good("The storm grew stronger and stronger."),
        Good("“It rings and rings,” she said."),
        Good("There are friends and friends, he said."),
    ),
    limits="The second word may have been another one in the source, which only the source can tell.",
)

_BOTH = Pattern(r"(?<![\w'’-])both ([a-z]{4,}) and \1(?![\w'’-])")
_LAST = Pattern(
    r" (?P<link>and|or|as well as) (?P<lead>(?:the|a|an|his|her|its|their|new|old|young|other|local|foreign|many|some"
    r"|more) )?(?P<word>[a-z]{4,})(?![\w'’-])"
)
_TRIPLE = lazy(r"(?<![\w'’-])([a-z]{4,}), ((?:[a-z]+, ){0,3}[a-z]{3,}),?$")
_ROUND = Pattern(r" (?P<link>and|or) (?P<middle>(?:the )?[a-z]{3,}) (?:and|or) (?P<word>[a-z]{4,})(?![\w'’-])")
_CAPITALS = Pattern(r"(?<=[a-z,] )([A-Z][a-z]{4,}) (?:and|as well as) \1(?![\w'’-])(?! [A-Z])")
# What English doubles for emphasis, distance or degree.
_EMPHATIC = listed("doubled-coordination: emphatic")
_SUBJECT = lazy(r"(?:^|[\s\"“‘'])(?:it|he|she|who)(?: just| only| simply)? $")
_PARTICIPLES = ("ed", "en", "lt", "de", "wn", "ght")
_ADVERB = lazy(r"ly \w+ $")
_KINDS = ("there are ", "there is ", "there’s ", "there's ")  # "there are friends and friends"
# what the second alone may take
_OWN = frozenset("against of that which who in on for from with to by at under about whose related".split())
_SPELLINGS = (
    ("our", "or"),
    ("re", "er"),
    ("ise", "ize"),
    ("gramme", "gram"),
    ("ence", "ense"),
    ("llery", "lry"),
)


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    vocabulary = resources.model("vocabulary")
    for places in (_both, _round, _last, _capitals):
        for start, end, word, text, sure in places(doc, resources):
            if taken.take(start, end):
                # of two adjectives the other was as often another one
                vague = vocabulary.mostly(word.lower(), ADJECTIVE)
                message = f"“{word}” appears twice in one list."
                # two that are chosen from are two things: of none of these lists editors kept one member alone
                fixed = None if " or " in doc.text[start:end] else text
                yield RULE.correction(Span(start, end), fixed, message, sure, 0.85 if vague else sure)


_Place = tuple[int, int, str, str, float]  # start, end, the word, what should stand there, how sure that is


def _both(doc: Document, resources: Resources) -> Iterator[_Place]:
    """Reforms and reforms."""
    for match in doc.matches(_BOTH):
        if not _is_emphatic(doc, match[1], match.start(), resources):
            yield (*match.span(), match[1], match[1], 0.9)


def _round(doc: Document, resources: Resources) -> Iterator[_Place]:
    """Reforms, laws and reforms."""
    for match in doc.matches(_ROUND):
        word, start = match["word"], match.start() - len(match["word"])
        if (
            match["middle"] != word
            and doc.text.endswith(f" {word}", 0, match.start())
            and _goes_round(doc, match, resources)
        ):
            yield start, match.end(), word, word, 0.85


def _last(doc: Document, resources: Resources) -> Iterator[_Place]:
    """The last of a list is the one before it, with or without an article, or spelt another way."""
    for match in doc.matches(_LAST):
        word, lead, before, end = match["word"], match["lead"] or "", doc.before(match.start(), 90), match.end()
        if before.endswith(lead + word) and not before[: -len(lead + word)][-1:].strip(' (“"'):
            start = match.start() - len(lead + word)
            if _is_emphatic(doc, word, start, resources) or (lead and _has_own(doc, end, resources)):
                continue
            own = _has_own(doc, end, resources) or _MAKING.match(doc.text, end)
            if not lead and doc.before(start, 2) == ", " and own:
                continue  # prizes for picture, song and song mixing
            if lead or not _is_shared(doc, start, end, word, resources):
                yield start, end, word, lead + word, 0.88 if lead else 0.93
        elif lead:
            start = match.start() - len(word)
            if (
                lead == "the "
                and before.lower().endswith("the " + word)
                and not _is_emphatic(doc, word, start - 4, resources)
                and not _has_own(doc, end, resources)
            ):
                yield start, end, word, word, 0.85
        elif f"{word}, " in before and (triple := _TRIPLE.search(before)) and triple[1] == word:
            start, rest = match.start() - len(triple[0]), [word, *triple[2].split(", ")]
            if _is_compound(doc, end, resources):
                continue  # software, cameras and software updates
            if all(_is_thing(one, resources) for one in rest) and not _is_emphatic(doc, word, start, resources):
                yield start, end, word, f"{', '.join(rest[:-1])} {match['link']} {rest[-1]}", 0.9
        elif twin := _spelt_otherwise(before, word):
            yield match.start() - len(twin), end, twin, twin, 0.9


_MAKING = lazy(r" [a-z]{3,}ing\b")


def _spelt_otherwise(before: str, word: str) -> str:
    """The word before it where it is the same, in British or American spelling; else nothing."""
    if len(word) < 6 or not before[-1:].islower():
        return ""
    twin = before.rpartition(" ")[2]
    return twin if twin != word and _same_but_spelt(twin, word) else ""


def _capitals(doc: Document, resources: Resources) -> Iterator[_Place]:
    """Ministers and Ministers."""
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_CAPITALS):
        word = match[1]
        if vocabulary.count(word) >= 20 and vocabulary.mostly(word, ADJECTIVE, PLURAL):
            yield (*match.span(), word, word, 0.85)


def _is_compound(doc: Document, end: int, resources: Resources) -> bool:
    """Whether a noun that the second only describes follows."""
    after = re.match(r" (?P<noun>[a-z]+)\b", doc.after(end, 20))
    return after is not None and resources.model("vocabulary").mostly(after["noun"], NOUN, PLURAL)


def _has_own(doc: Document, end: int, resources: Resources) -> bool:
    """Whether the second has a clause or a complement to itself."""
    after = re.match(r"['’]s\b| (?P<noun>[a-z]+)\b", doc.after(end, 20))
    compound = after and (not after["noun"] or resources.model("vocabulary").mostly(after["noun"], NOUN, PLURAL))
    return bool(compound) or _clause_follows(doc, end, resources) or _own_company(doc, end)


def _is_emphatic(doc: Document, word: str, start: int, resources: Resources) -> bool:
    """Whether English may double the word here: degree, distance, "friends and friends", verbs that go on."""
    vocabulary = resources.model("vocabulary")
    tags = vocabulary.tags(word)
    if word in _EMPHATIC or word.endswith("ing") or (word.endswith("er") and tags[:1] != NOUN):
        return True
    lead = doc.before(start, 12).lower()
    if word.endswith("s") and _SUBJECT.search(lead):
        return True  # "it rings and rings"
    if lead.endswith((*_KINDS, "between ", "among ")):
        return True
    return tags[:1] in (PAST, BASE, ING, ADVERB, PRESENT, MODAL, PARTICIPLE, "") and not (
        NOUN in tags or PLURAL in tags
    )


def _goes_round(doc: Document, match: "re.Match[str]", resources: Resources) -> bool:
    """“supporters and fans and supporters”: the members are of one kind, none repeated on purpose."""
    vocabulary = resources.model("vocabulary")
    word, middle = match["word"], match["middle"].split()[-1]
    kinds = {vocabulary.tags(word)[:1], vocabulary.tags(middle)[:1]}
    alike = kinds <= {PAST, PARTICIPLE, ADJECTIVE} or kinds <= {NOUN, PLURAL}
    return alike and _EMPHATIC.isdisjoint((word, middle)) and not doc.in_quotation(match.start())


def _is_shared(doc: Document, start: int, end: int, word: str, resources: Resources) -> bool:
    """Whether each of the two has company of its own: "war crimes and crimes against humanity"."""
    vocabulary = resources.model("vocabulary")
    before = re.findall(r"[^\W\d_][\w’'-]*|[.,;:!?()]", doc.before(start, 30))[-1:]
    after = re.match(r" ([^\W\d_][\w’'-]*)(?: ([^\W\d_][\w’'-]*))?", doc.after(end, 40))
    following = after[1].lower() if after else ""
    behind = after[2].lower() if after and after[2] else ""
    if following == "based" or (
        vocabulary.tags(following)[:1] == ADJECTIVE and vocabulary.mostly(behind, NOUN, PLURAL)
    ):
        return True  # “research or research based on books”, “military and military industrial units”
    lead = re.search(r"\b(?:[Aa]n?) (?:[\w’'-]+ )?$", doc.before(start, 30))
    if (
        lead
        and not word.endswith("s")
        and following in ("who", "which", "that", "of", "in", "for", "from")
        and vocabulary.mostly(word, NOUN)
    ):
        return False  # "an art detective and detective who": one person
    modified = (
        bool(before)
        and before[0][-1:].isalpha()
        and before[0].islower()
        and (
            vocabulary.mostly(before[0], NOUN, ADJECTIVE, NAME)
            or "-" in before[0]
            or (before[0].endswith(_PARTICIPLES) and _ADVERB.search(doc.text, max(0, start - 40), start) is not None)
        )
    )
    if modified and following in _OWN:
        return True
    if following in ("not", "general", "alike", "related"):
        return True
    article = bool(before) and before[0].lower() in ("a", "an")
    return (
        not article and not word.endswith("s") and vocabulary.mostly(following, NOUN, PLURAL) and following[-2:] != "ed"
    )


def _own_company(doc: Document, end: int) -> bool:
    """Whether something that belongs to the second copy alone follows it: "the town and the town of the others"."""
    after = re.match(r" ([a-z]+)", doc.after(end, 20))
    return after is not None and after[1] in _OWN


def _clause_follows(doc: Document, end: int, resources: Resources) -> bool:
    """Whether the second copy is the subject of a clause: "they sell the port and the port has no ships"."""
    after = re.match(r" ([a-z][\w’'-]*)", doc.after(end, 30))
    return after is not None and resources.model("vocabulary").mostly(after[1], PRESENT, PAST, MODAL, BASE)


def _is_thing(word: str, resources: Resources) -> bool:
    return resources.model("vocabulary").mostly(word, NOUN, PLURAL, ADJECTIVE)


def _same_but_spelt(one: str, other: str) -> bool:
    """Whether two words are one word in British and American spelling."""
    if abs(len(one) - len(other)) > 2 or one[:3] != other[:3]:
        return False
    return any(
        one.replace(british, american) == other or other.replace(british, american) == one
        for british, american in _SPELLINGS
    ) or (one.replace("ll", "l") == other.replace("ll", "l"))
