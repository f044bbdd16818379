"""One name, two spellings in one story: names unknown to the vocabulary are compared with those that share a skeleton
or lack one letter.

Only names that nobody else carries are compared: two words that clean news knows are two names. The spelling that the
gazetteer has, else the commoner one, else the first one wins. The cost is linear: candidates meet in buckets (skeleton,
and the name with each letter left out).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.names import edit_distance_at_most_one, is_variant, skeleton, without_accents
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import paired

RULE = Rule(
    id="inconsistent-name",
    mqm="terminology/inconsistent-use-of-terminology",
    severity=Severity.MAJOR,
    summary="One name is spelt in two ways in the same story.",
    why=(
        "Engines spell a foreign name anew in every sentence, and lose or change a letter; readers take it for two"
        " people or places."
    ),
    whole=True,
    examples=(
        Bad(
            "General Mostafa Qasemi arrived on Friday. Aides of Qasemi said he was hopeful. Later ⟦Kasimi→Qasemi⟧ left."
        ),
        Bad("Crews reached Lomnava at dawn. In Lomnava the bridge held. By noon ⟦Lomnav→Lomnava⟧ was quiet."),
        Bad("Ayşe Koç resigned. Mr. ⟦Koc→Koç⟧ was calm. Aides of Koç left."),
        Bad("Hnatenko was held. ⟦Gnatenko→Hnatenko⟧ denied it, and Hnatenko will appeal."),
        Bad("Mykola Hnatenko was held. ⟦Nikolai Gnatenko→Mykola Hnatenko⟧ denied it."),
        Bad("Yusuf al-Bahr was held. The court fined ⟦Yousef Al-Bahr→Yusuf al-Bahr⟧ on Friday."),
        Bad("Mahmud al-Jabir left. The court fined ⟦Mahmoud El-Jaber→Mahmud al-Jabir⟧ on Friday."),
        Bad("Oleksiy Marchenko was sworn in. ⟦Aleksei→Oleksiy⟧ Marchenko is an economist."),
        Bad("Hnatenko was held. ⟦Gnatenko→Hnatenko⟧ left. It was dark. Her dog has a namesake. Hnatenko left."),
        Good("Ahmed Karimi and Mahmoud Karimi are brothers."),
        Bad("Mahmud Darvesh was held in May. In June ⟦Mahmoud Darwesh→Mahmud Darvesh⟧ was tried."),
        Good("The striker Ekdal and his cousin Ekdahl play for one club."),
        Good("Hnatenko was held. Hnatenko left. He was taken for Gnatenko, a namesake who deals in fish."),
        Good("They play on six GameBoys. The band is called Gameboyzz."),
        Good("Karim al-Dosri and Amina al-Dosri left."),
        Good("Sergei Orlov, the baker, is no kin of Sergey Orlov, the minister."),
        Good("Ivan Petrov met Anna Petrova. Petrova smiled."),
        Good("Reza Qasemi and his cousin Rosa Kasimi arrived. Reza Qasemi spoke."),
    ),
    limits=(
        "Compares single words; two people of nearly one name are taken for two only when their first names or titles"
        " differ."
    ),
    names=True,
)

_NAME = Pattern(r"(?<![\w'’@#/.-])[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = lazy(r"['’](?:s|re|ve|ll|d|m|t)?$")
_ENDINGS = tuple("s es n an ian ese ish i is ic er ers a o in ina na ev ova eva aya skaya ns ans ians u e".split())
_LOST = ("a", "o", "u", "e", "h")
_SLAVIC = ("ov", "ev", "in", "yn", "sk")
# before an -a they make a woman's name, else a Latin one: Petrova, Martina
_SURNAMES = ("ov", "ev", "in", "yn", "sk", "n", "r")
_TITLES = frozenset(
    "mr mrs ms dr sir lord lady president minister general colonel captain major judge king queen sheikh professor"
    " senator mayor".split()
)
_AFTER = lazy(r" ([A-ZÀ-Þ][^\W\d_]{2,})")
_BEFORE = lazy(r"([^\W\d_][\w'’.-]*)\s+$")


def detect(doc: Document, resources: Resources) -> Findings:
    told = _told_apart(doc)
    yield from _full_names(doc, told)
    yield from _given_names(doc, told)
    vocabulary = resources.model("vocabulary")
    places = _unknown_names(doc, vocabulary)
    if len(places) < 2:
        return
    known = resources.derived(
        "gazetteer words", lambda them: {word for row in them.table("regions") for word in row["name"].split()}
    )
    counts = Counter({word: len(spans) for word, spans in places.items()})
    order = {word: number for number, word in enumerate(places)}
    full = {word for word, spans in places.items() if any(_has_first_name(doc.text, span.start) for span in spans)}
    pairs = [
        (rare, usual)
        for rare, usual in sorted(_pairs(list(places), counts, order, known, full))
        if _may_be_one(doc, places[rare], places[usual], vocabulary, is_place=usual in known)
    ]
    for rare, usual in _to_one_form(pairs, known, counts):
        # of two forms as frequent as each other editors kept the first 30 times, the other 5 times, neither 15 times
        sure = usual in known or counts[usual] >= max(2, 2 * counts[rare])
        if any(_TOGETHER.fullmatch(between) for between in _between(doc, places[rare], places[usual])):
            continue  # “Ekdal and his cousin Ekdahl”: two people
        if any(is_variant(doc.text, span.start) for span in places[rare]):
            continue  # “the name is also written Tschaikowsky”
        if _are_two(told, *places[rare], *places[usual]):
            continue
        for span in places[rare]:
            message = f"“{rare}” is spelt “{usual}” elsewhere in the story."
            confidence = 0.85 if counts[usual] > counts[rare] else 0.75
            beside = (places[usual][0],)
            whole, new = _with_first_name(doc, span, places[usual], usual)
            yield RULE.correction(whole, new, message, confidence, 0.85 if sure else 0.6, related=beside)


_TOGETHER = lazy(
    r"(?:,? (?:and|or|met|meets|beat|beats|with|against|versus|married|told|asked|thanked) (?:(?:his|her|the|an?|their)"
    r" )?(?:[a-z-]+ ){0,2}(?:[A-Z][\w’'-]+ ){0,2}|, )"
)


def _between(doc: Document, ones: list[Span], others: list[Span]) -> Iterator[str]:
    """What stands between a place of the one name and the next of the other."""
    for one in ones:
        for other in others:
            first, second = sorted((one, other), key=lambda span: span.start)
            if second.start - first.end < _NEAR:
                yield doc.text[first.end : second.start]


_NEAR = 60  # code points between two names in one clause


def _told_apart(doc: Document) -> list[Span]:
    """Where the story says that two bear nearly one name: the sentence that says so, and the one before it."""
    found = []
    for match in _TWO.finditer(doc.text):
        said = doc.sentence_at(match.start())
        before = doc.sentence_at(said.start - 1) if said.start else said
        found.append(Span(before.start, said.end))
    return found


def _are_two(told: list[Span], *places: Span) -> bool:
    return any(one.overlaps(place) for one in told for place in places)


# the story knows that two bear nearly one name
_TWO = lazy(
    r"(?i)\bnamesakes?\b|\bno (?:kin|relation|relative)\b|\b(?:not|un|nor) ?(?:be )?(?:a )?(?:related|relation|relative"
    r"|kin) (?:to|of)\b|\bnot to be confused with\b|\b(?:shares?|shared|of|with) the same (?:sur)?name\b"
    r"|\b(?:mistaken|confused) (?:for|with) (?:a|the|his|her|another|[A-Z])"
)
# “Oleksiy Marchenko” and “Aleksei Marchenko”: the given name in two languages or spellings
_GIVEN_NAME = Pattern(r"(?<![\w’'-])(?P<given>[A-Z][a-z]{2,}) (?P<family>[A-Z][^\W\d_]{3,})(?![\w-])")


def _given_names(doc: Document, told: list[Span]) -> Findings:
    """A family name with two spellings of one given name; those of brothers are two names."""
    groups = paired("inconsistent-name: given names")
    places: defaultdict[tuple[str, str], defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for match in doc.matches(_GIVEN_NAME):
        if group := groups.get(match["given"]):
            places[match["family"], group][match["given"]].append(Span(*match.span("given")))
    for (family, _), forms in places.items():
        usual = max(forms, key=lambda form: (len(forms[form]), -forms[form][0].start))
        for form, spans in forms.items():
            for span in spans if form != usual and not _are_two(told, *spans, *forms[usual]) else ():
                if is_variant(doc.text, span.start):
                    continue
                message = f"“{form} {family}” is “{usual} {family}” elsewhere in the story."
                yield RULE.correction(span, usual, message, 0.82, 0.75, related=(forms[usual][0],))


def _unknown_names(doc: Document, vocabulary: Vocabulary) -> dict[str, list[Span]]:
    """Where names stand that are no words, by the name without its possessive ending.

    Short names that differ by a letter are two, and are left out, unless it is an accent or a doubled letter.
    """
    places: defaultdict[str, list[Span]] = defaultdict(list)
    names: dict[str, str] = {}  # as it stands, to the name; "" where it is none to compare
    for match in doc.matches(_NAME):
        form = match[0]
        if (word := names.get(form)) is None:
            word = _POSSESSIVE.sub("", form)
            if (
                len(word) < 3
                or word.isupper()
                or vocabulary.count(word)
                or _is_made_of_words(word, vocabulary)
                or _BRAND.match(word)
            ):
                word = ""
            names[form] = word
        if word:
            places[word].append(Span(match.start(), match.start() + len(word)))
    accented = {without_accents(word) for word in places if not word.isascii()}
    doubled = {single for word in places if (single := _DOUBLE.sub(r"\1", word)) != word}
    return {
        word: spans
        for word, spans in places.items()
        if len(word) >= 5 or without_accents(word) in accented or (len(word) == 4 and word in doubled)
    }


_FULL = Pattern(
    r"(?<![\w'’-])(?P<first>[A-Z][a-z]{3,}) (?P<article>(?:[Aa]l|[Ee]l|[Uu]l)-)(?P<last>[A-Z][a-z]{2,})(?![\w-])"
)


def _full_names(doc: Document, told: list[Span]) -> Findings:
    """“Yusuf al-Bahr” and “Yousef Al-Bahr”: given name and surname by the sound of their consonants, the article
    left out of account.
    """
    seen: dict[tuple[str, str], str] = {}
    places: dict[str, list[Span]] = defaultdict(list)
    for match in doc.matches(_FULL):
        places[match[0]].append(Span(*match.span()))
    usual = sorted(places, key=lambda form: (-len(places[form]), places[form][0]))
    for form in usual:
        first, last = form.split(" ", 1)
        end = last.split("-", 1)[1]
        key = _consonants(first), _consonants(end)
        if len(key[1]) < _CONSONANTS:
            key = key[0], skeleton(end)
        chosen = seen.setdefault(key, form)
        if _are_two(told, *places[form], *places[chosen]):
            continue
        if chosen != form and (chosen.split(" ")[0] != first or chosen.lower().rsplit("-", 1)[1] != end.lower()):
            sure = len(places[chosen]) >= max(2, 2 * len(places[form]))
            for span in places[form]:
                message = f"“{form}” is spelt “{chosen}” elsewhere in the story."
                beside = (places[chosen][0],)
                yield RULE.correction(span, chosen, message, 0.8, 0.85 if sure else 0.6, related=beside)


_CONSONANTS = 3  # of a surname that tell one from another


def _consonants(name: str) -> str:
    return re.sub(r"[aeiouy]", "", skeleton(name.lower()))


def _to_one_form(pairs: list[tuple[str, str]], known: set[str], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Each spelling with the one that its whole group goes by: the gazetteer's, else the commonest."""
    preferred = {usual for _, usual in pairs} - {rare for rare, _ in pairs}
    group: dict[str, set[str]] = {}
    for rare, usual in pairs:
        members = group.get(rare, {rare}) | group.get(usual, {usual})
        for member in members:
            group[member] = members
    for form, members in sorted(group.items()):
        chosen = min(members, key=lambda name: (name not in known, -counts[name], name not in preferred, name))
        if form != chosen:
            yield form, chosen


_BRAND = lazy(r"(?!Mac)[A-Z][a-z]{2,}[A-Z]")  # GameBoys and Gameboyzz are two things


def _is_made_of_words(word: str, vocabulary: Vocabulary) -> bool:
    return "-" in word and all(part.lower() in vocabulary for part in word.split("-"))


_FIRST_NAME = lazy(r"[A-ZÀ-Þ][^\W\d_]+ $")
_Z = lazy(r"t[sz]")
_DOUBLE = lazy(r"([a-z])\1")


def _has_first_name(text: str, start: int) -> bool:
    return _FIRST_NAME.search(text, max(0, start - 20), start) is not None


def _pairs(
    names: list[str], counts: Counter[str], order: dict[str, int], known: set[str], full: set[str]
) -> Iterator[tuple[str, str]]:
    """(rarer spelling, usual spelling) of names that look like one."""
    buckets: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        low = name.lower()
        keys = {
            "=" + skeleton(low),
            "z" + skeleton(_Z.sub("z", low)),
            *(low[:at] + low[at + 1 :] for at in range(1, len(low))),
            low,
        }
        for key in keys:
            buckets[key].append(name)
    seen: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for one in bucket[:20] if len(bucket) > 1 else ():
            for other in bucket[:20]:
                usual, rare = sorted(
                    (one, other),
                    key=lambda name: (name not in known, -counts[name], name.isascii(), name not in full, order[name]),
                )
                if one != other and (rare, usual) not in seen:
                    seen.add((rare, usual))
                    if _look_like_one(
                        rare,
                        usual,
                        surely=counts[rare] == 1 and (counts[usual] > 1 or (usual in full and rare not in full)),
                    ):
                        yield rare, usual


def _look_like_one(one: str, other: str, *, surely: bool) -> bool:
    """`surely`: one spelling stands once against several of the other, so that a lost -a is no second person."""
    a, b = one.lower(), other.lower()
    if a.replace("’", "'") == b.replace("’", "'"):
        return False  # the apostrophe is typography
    if without_accents(a) == without_accents(b):
        return a != b
    if a == b or (a[0] != b[0] and skeleton(a)[:1] != skeleton(b)[:1]):
        return False
    short, long = sorted((a, b), key=len)
    if long == short + "s":
        return False  # several of them
    if (
        long.startswith(short)
        and long[len(short) :] in _LOST
        and not short.endswith(_SLAVIC if surely and short == a else _SURNAMES)
    ):
        return len(short) >= 5  # an engine has cut the last letter
    if surely and len(short) >= 4 and _DOUBLE.sub(r"\1", a) == _DOUBLE.sub(r"\1", b):
        return True
    if any(
        a.endswith(x) and b.endswith(y) and a[: len(a) - len(x)] == b[: len(b) - len(y)]
        for x in _ENDINGS
        for y in _ENDINGS
    ):
        return False
    if ("z" in a) != ("z" in b) and skeleton(_Z.sub("z", a)) == skeleton(_Z.sub("z", b)):
        return min(len(a), len(b)) >= 5  # Schwartz by way of another alphabet: Shvarts
    if a.replace("-", "") == b.replace("-", "") or skeleton(a) == skeleton(b):
        return min(len(a), len(b)) >= 5
    return min(len(a), len(b)) >= 6 and edit_distance_at_most_one(a, b)


def _with_first_name(doc: Document, span: Span, usual: list[Span], name: str) -> tuple[Span, str]:
    """The place of a name and what to write there: with its given name, where that is another form of the usual one's,
    as “Alexander” of “Oleksandr”.
    """
    before = _GIVEN.search(doc.text, max(0, span.start - 20), span.start)
    others = (_GIVEN.search(doc.text, max(0, one.start - 20), one.start) for one in usual)
    other = next((found[1] for found in others if found), "")
    if before is None or not other or before[1] == other:
        return span, name
    forms = {_EASTERN.get(form.lower(), form.lower()) for form in (before[1], other)}
    alike = len(forms) == 1 or (
        before[1][0] == other[0] and len(other) >= _LONG_GIVEN and _consonants(before[1]) == _consonants(other)
    )
    return (Span(before.start(1), span.end), f"{other} {name}") if alike else (span, name)


_LONG_GIVEN = 5  # letters of a given name whose consonants tell it from others


_GIVEN = lazy(r"(?<![\w’'-])([A-ZÀ-Þ][^\W\d_]{2,}) $")
_KIND = lazy(r" (County|City|District|Town|Township|Village|Province|Prefecture|Lake|River|Island|Community)\b")

# Ukrainian given names and the Russian or English forms that engines write for them
_EASTERN = {
    "oleksandr": "alexander", "aleksandr": "alexander", "vladimir": "volodymyr", "nikolai": "mykola",
    "andrei": "andriy", "andrey": "andriy", "sergei": "serhiy", "sergey": "serhiy", "dmitry": "dmytro",
    "elena": "olena", "ekaterina": "kateryna", "mikhail": "mykhailo", "pavel": "pavlo", "igor": "ihor",
    "oleg": "oleh", "vasily": "vasyl", "evgeny": "yevhen", "alexei": "oleksiy",
}  # fmt: skip


def _may_be_one(doc: Document, rare: list[Span], usual: list[Span], vocabulary: Vocabulary, *, is_place: bool) -> bool:
    """False where the two have different first names or titles before them or other surnames, where one is a county
    and the other a city, and where the usual one `is_place` and the other a person's name.
    """

    def firsts(spans: list[Span]) -> set[str]:
        found = set()
        for span in spans:
            before = _BEFORE.search(doc.text, max(0, span.start - 30), span.start)
            if (
                before
                and before[1][0].isupper()
                and not before[1].endswith(".")
                and before[1].lower().rstrip(".") not in _TITLES
                and vocabulary.capital(before[1]) > 60
                and len(before[1]) > 2
            ):
                found.add(_EASTERN.get(before[1].lower(), before[1].lower()))
        return found

    def lasts(spans: list[Span]) -> set[str]:
        """The first sounds of surnames behind a given name."""
        behind = [_AFTER.match(doc.text, span.end) for span in spans]
        return {skeleton(name[1].lower())[:2] for name in behind if name}

    kinds, others = (
        {kind[1] for span in spans if (kind := _KIND.match(doc.text, span.end))} for spans in (rare, usual)
    )
    if kinds and others and kinds.isdisjoint(others):
        return False
    if is_place and all(_has_first_name(doc.text, span.start) for span in rare):
        return any(_has_first_name(doc.text, span.start) for span in usual)
    if (here := lasts(rare)) and (there := lasts(usual)) and here.isdisjoint(there):
        return False
    one, other = firsts(rare), firsts(usual)
    alike = {skeleton(name) for name in one} & {skeleton(name) for name in other}
    return not one or not other or bool(alike)
