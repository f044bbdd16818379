"""Who is spoken of, over a whole story; `people` is the way in, shared by the rules on pronouns and speakers."""

import bisect
from collections import defaultdict

from mtcheck.core import Document, Resources
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.persons import KINDS, TITLES, WOMAN_ENDINGS, Mention, mentions
from mtcheck.text.scanner import parts
from mtcheck.text.vocabulary import ADJECTIVE, Vocabulary
from mtcheck.text.words import listed

_ROLE_NAME = lazy(r"(?: (?:of|in|at|for|to) [\w ]{1,25})?,? ")
_NAME_ROLE = lazy(r",? (?:\d+, )?(?:who is |who was )?(?:a|an|the|its|their|his|her) (?:[\w-]+ ){0,3}|, ")
_SAID = frozenset(
    "said says told added asked recalled explained wrote insisted continued warned denied announced argued"
    " claimed who".split()
)
_PLACE_WORDS = frozenset(
    "Mount Port Rio San Santa Fort Lake River Cape New Los Las El La Le Saint St Great Upper Lower Central East West"
    " North South Old".split()
)
_OF_NO_PERSON = lazy(  # what stands before a place, a body or a work; as whole words, for “that” ends in “at”
    r"\b(?:in|at|near|across|through|between|outside|inside|around|throughout|towards|journal|magazine|newspaper|book"
    r"|film"
    r"|ship|company|firm|club|band|agency|group|network|(?:village|town|city) of) $"
)
_THE = lazy(r"\bthe $")
_BODIES = listed("people: bodies")
_NAMED_AFTER = tuple(
    f" {word}"
    for word in "Bay Island Islands Hospital Airport Station University College Street Square Bridge School Museum"
    " Foundation Prize Trophy Cup Stadium Institute Theatre".split()
)


def people(doc: Document, resources: Resources) -> list[Mention]:
    """Single persons in order, outside quoted speech for pronouns and nouns; names have the gender that the whole story
    gives them.
    """
    return list(doc.once("people", lambda: _people(doc, resources.derived("given-names", _given), resources)))


def _given(resources: Resources) -> dict[str, str]:
    """The gender of each listed given name, with and without its accents."""
    found: dict[str, str] = {}
    for row in resources.table("given_names"):
        for name in row["names"].split():
            found[name] = row["gender"]
            if not name.isascii():
                found.setdefault(without_accents(name), row["gender"])
    return found


def is_given_name(name: str, resources: Resources) -> bool:
    """Whether a name, its accents left out of account, is listed as a given one."""
    given: dict[str, str] = resources.derived("given-names", _given)
    return without_accents(name) in given


def given_names(resources: Resources) -> frozenset[str]:
    """Listed given names, without their accents."""
    found: frozenset[str] = resources.derived("given names", _plain_names)
    return found


def _plain_names(resources: Resources) -> frozenset[str]:
    return frozenset(without_accents(name) for row in resources.table("given_names") for name in row["names"].split())


def has_somebody(doc: Document, resources: Resources, start: int, end: int) -> bool:
    """Whether somebody surely stands in this range: what `people` would keep whatever the rest of the story says.

    Far cheaper than `people`.
    """
    given = resources.derived("given-names", _given)
    return any(
        (
            bool(mention.gender) and not doc.text[mention.start : mention.end].endswith(_NAMED_AFTER)
            if mention.kind == "name"
            else not doc.in_quotation(mention.start)
        )
        for mention in mentions(doc.text, start, end, given)
    )


def has_both_genders(doc: Document, resources: Resources) -> bool:
    """Whether women and men can be in the story at all; without both, no pronoun can be of the wrong one."""
    if _HE.search(doc.text) and _SHE.search(doc.text):
        return True
    given = resources.derived("given-names", _given)
    words: set[str] = set()
    for _, part in parts(doc.text):
        words.update(_WORD.findall(part))
    genders = {given[word] for word in words & given.keys()}
    genders.update(KINDS[word][1] for word in set(map(str.lower, words)) & KINDS.keys())
    genders.update(TITLES[word] for word in words & TITLES.keys() if word.lower() not in KINDS)
    if "f" not in genders and any(word.endswith(_HER_ENDINGS) for word in words):
        genders.add("f")
    if any(not word.isascii() for word in words):
        genders.update(given.get(without_accents(word), "") for word in words if not word.isascii())
    return {"f", "m"} <= genders


_HER_ENDINGS = (*WOMAN_ENDINGS, *"ovna evna ivna yvna ichna Begum Khatun Khatoon Bibi Kaur Kumari Khanum".split())
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HE, _SHE = (
    lazy(rf"(?<![^\W\d_])(?<![^\W\d_]-)(?:{words})(?![^\W\d_])(?!-[^\W\d_])")
    for words in ("[Hh]e|[Hh]is|[Hh]im", "[Ss]he|[Hh]er")
)


def sentence_numbers(doc: Document, found: list[Mention]) -> list[int]:
    """The number of each mention's sentence, counted over the story."""
    starts = [sentence.start for within in doc.sentences for sentence in within]
    return [bisect.bisect_right(starts, mention.start) - 1 for mention in found]


def _people(doc: Document, given: dict[str, str], resources: Resources) -> list[Mention]:
    genders: defaultdict[str, set[str]] = defaultdict(set)
    raw, no_persons = _gathered(doc, given, genders, resources)
    shared = _shared_surnames(doc, raw)
    for mention, after in zip(raw, raw[1:], strict=False):
        if mention.kind == "name" and mention.key not in genders and _says_of_self(doc, mention, after):
            genders[mention.key].add(after.gender)
    found: list[Mention] = []
    for mention in raw:
        if mention.kind == "name" and mention.key in no_persons:
            continue
        before = found[-1] if found else None
        gap = doc.text[before.end : mention.start] if before is not None and mention.start - before.end < 40 else "."
        if before is not None and before.kind == "noun" and mention.kind == "name" and _ROLE_NAME.fullmatch(gap):
            if before.gender:
                genders[mention.key].add(before.gender)  # “the actress Nilay Aksu”
            found.pop()
        elif (
            before is not None
            and before.kind == "name"
            and mention.kind == "noun"
            and not mention.gender
            and _NAME_ROLE.fullmatch(gap)
        ):
            continue  # “Maria Teixeira, a lawyer”
        found.append(mention)
    return [
        (
            mention._replace(gender=next(iter(genders[mention.key])) if len(genders[mention.key]) == 1 else "")
            if mention.kind == "name" and mention.key in genders and mention.key not in shared
            else mention
        )
        for mention in found
    ]


def _shared_surnames(doc: Document, raw: list[Mention]) -> set[str]:
    """Surnames of two people with different given names, as a couple's: what is known of one tells nothing of the
    other.
    """
    first: dict[str, str] = {}
    shared: set[str] = set()
    for mention in raw:
        words = doc.text[mention.start : mention.end].split() if mention.kind == "name" else []
        named = len(words) > 1 and words[0].rstrip(".") not in TITLES and words[-1] == mention.key
        if named and first.setdefault(mention.key, words[-2]) != words[-2]:
            shared.add(mention.key)
    return shared


def _says_of_self(doc: Document, mention: Mention, after: Mention) -> bool:
    """“Klaudia Brenn, who bakes bread, said she”: the speaker is who is spoken of."""
    gap = doc.text[mention.end : after.start]
    speaks = len(gap) < 90 and "." not in gap and gap.endswith(("said ", "said that "))
    return speaks and doc.text[after.start : after.end] in ("he", "she")


def _gathered(
    doc: Document, given: dict[str, str], genders: defaultdict[str, set[str]], resources: Resources
) -> tuple[list[Mention], set[str]]:
    """Mentions outside quoted speech, and the names among them that are towns, bodies or words.

    `genders` learns what titles and given names say.
    """
    vocabulary: Vocabulary = resources.model("vocabulary")
    raw: list[Mention] = []
    places: set[str] = set(
        resources.derived(
            "place-names",
            lambda _: frozenset(
                row["name"] for name in ("regions", "country_articles") for row in resources.table(name)
            ),
        )
    )
    full: set[str] = set()  # surnames that stand behind a given name or before a verb of speech
    for segment in doc.segments:
        for mention in mentions(doc.text, segment.span.start, segment.span.end, given):
            if mention.kind != "name":
                if not doc.in_quotation(mention.start):
                    raw.append(mention)
                continue
            if mention.gender and doc.text[mention.start : mention.end].endswith(_NAMED_AFTER):
                continue  # Princess Charlotte Bay, the Anna Berg Foundation
            if doc.before(mention.start, 9).endswith((" in ", " near ", " around ", " outside ")):
                first = doc.text[mention.start : mention.end].split(" ")
                if len(first) == 1 or first[1].startswith(("al-", "el-", "as-", "ash-")):
                    places.add(mention.key)
                    continue  # a town of that name
            if not mention.gender and _is_no_person(doc, mention, vocabulary):
                places.add(mention.key)
                continue
            if " " in doc.text[mention.start : mention.end] or mention.gender or _speaks(doc, mention):
                full.add(mention.key)
            raw.append(mention)
    surnames = {mention.key for mention in raw if mention.kind == "name" and " " in _said(doc, mention)}
    raw = [
        # “Arnold was praised. Andrea Arnold …”: a surname that is a given name, too
        mention._replace(gender="") if mention.key in surnames and _said(doc, mention) == mention.key else mention
        for mention in raw
    ]
    for mention in raw:
        if mention.kind == "name" and mention.gender:
            genders[mention.key].add(mention.gender)
    return raw, places - full


def _said(doc: Document, mention: Mention) -> str:
    return doc.text[mention.start : mention.end]


def _speaks(doc: Document, mention: Mention) -> bool:
    after = doc.after(mention.end, 14).split()
    before = doc.before(mention.start, 8).split()
    return bool(after and after[0].strip(",") in _SAID) or bool(before and before[-1] in _SAID)


def _is_no_person(doc: Document, mention: Mention, vocabulary: Vocabulary) -> bool:
    """Whether a capitalised phrase without gender is a place, a body, an abbreviation or an ordinary word."""
    phrase = doc.text[mention.start : mention.end]
    known = _BY_WORDS.get(phrase)
    if known is None:
        if len(_BY_WORDS) > _MOST:
            _BY_WORDS.clear()
        words = phrase.split()
        body = (
            any(word.lower().strip(".'’s") in _BODIES for word in words)
            or all(word.isupper() for word in words)
            or words[0] in _PLACE_WORDS
        )
        ordinary = all(word in vocabulary and vocabulary.capital(word) < 60 for word in words) or (
            len(words) == 1 and vocabulary.mostly(words[0], ADJECTIVE)
        )
        known = _BY_WORDS[phrase] = (body, ordinary, len(words) == 1)
    body, ordinary, single = known
    if body or ordinary:
        return True
    before = doc.before(mention.start, 14).lower()
    return _OF_NO_PERSON.search(before) is not None or (single and _THE.search(before) is not None)


# what the words of a phrase tell: part of a body's name, ordinary words, one word
_BY_WORDS: dict[str, tuple[bool, bool, bool]] = {}
_MOST = 20_000
