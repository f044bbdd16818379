"""Family and given name in both orders in one story: “Tanabe Haruto won; Haruto Tanabe thanked voters”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.people import given_names
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import AUXILIARIES
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import PAST, PRESENT, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="name-order",
    mqm="terminology/inconsistent-use-of-terminology",
    summary="Family name and given name change places within a story.",
    why=(
        "Chinese, Japanese, Korean and Hungarian names begin with the family; engines turn some mentions round and"
        " leave others."
    ),
    examples=(
        Bad("Tanabe Haruto won the seat. ⟦Haruto Tanabe→Tanabe Haruto⟧ thanked voters."),
        Bad("Talks with Kovacs Bela failed. ⟦Bela Kovacs→Kovacs Bela⟧ left. Kovacs Bela had hoped."),
        Bad("Sato Keiko came. ⟦Keiko Sato→Sato Keiko⟧ left."),
        Bad("Kobayashi Ren won. ⟦Ren Kobayashi→Kobayashi Ren⟧ thanked her coach."),
        Bad("The minister, Wang Lihua, opened the fair. Mr ⟦Lihua→Wang⟧ said exports had doubled."),
        Bad("President Kim Min-jae spoke. Mr ⟦Min-jae→Kim⟧ left at noon."),
        Good("Kim Taylor sang. Mr Taylor left. Lee Hale and Mr Hale are one."),
        Good("Tanabe Haruto won the seat. Tanabe thanked voters."),
        Good("James Thomas met Thomas James."),
        Good("Jeffrey Ross Tanabe spoke. Tanabe Ross left."),
        Good("The Hong Kong and Kong Hong clubs met."),
    ),
    names=True,
)

_PAIR = Pattern(r"(?<![\w'’-])([A-Z][a-z]+(?:-[a-z]+)?) ([A-Z][a-z]+(?:-[a-z]+)?)(?![\w-])(?! [A-Z])")

# Families of China and Korea; copy of their agencies keeps them first
_FIRST = listed("name-order: families first")
# Given names there: two syllables of pinyin, or two with a hyphen
# An optional initial, then a final: the long ones before those that they begin with
_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]ang|iong|[aeio]ng|ia[no]|ua[in]|[ae]i|ao|ou|[aeiu]n|i[aeu]|u[aoie]"
    r"|[aoeiu])"
)
_PINYIN = lazy(rf"(?i:{_SYLLABLE}){{2}}$")
_TITLED = Pattern(r"\b(?P<title>Mr|Ms|Mrs|Miss|Dr)\.? (?P<given>[A-Z][a-z]+(?:-[a-z]+)?)(?![\w-])(?! [A-Z])")
# “Mayor Kovacs, Ilona opened”: the name as a register has it
_REGISTER = Pattern(
    r"(?P<title>(?:(?:The |Former |Deputy |Prime |Foreign |Interior |Health |Finance )?(?i:mayor|minister|president"
    r"|governor|senator|judge|professor|captain|general|colonel|bishop|chancellor|director|coach|inspector|chief|secretary"
    r"|spokesman|spokeswoman|prosecutor|ambassador|commissioner|deputy|actor|actress|singer|writer)|Dr|Mr|Mrs|Ms"
    r"|Prof)\.? )?(?P<name>(?P<family>[A-Z][\w’-]+), (?P<given>[A-Z][\w’-]+)) (?=(?P<verb>[a-z]+)\b(?!,))"
)
_FAMILIES = listed("name-order: families")  # that nobody in the West has for a given name


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    places: dict[tuple[str, str], list[Span]] = {}
    found = [(match, (match[1], match[2])) for match in doc.matches(_PAIR)]
    pairs = {pair for _, pair in found}
    for match, pair in found:
        if (pair[1], pair[0]) not in pairs:
            continue
        before = doc.before(match.start(), 24).split(" ")[-2:-1]
        if before and before[0][:1].isupper() and before[0][-1:].isalpha() and vocabulary.capital(before[0]) > 50:
            continue  # part of a longer name
        # both words of common names can be first or family name: James Thomas and Thomas James are two people
        rare = min(vocabulary.count(pair[0]), vocabulary.count(pair[1])) == 0
        if (rare or not _FAMILIES.isdisjoint(pair)) and pair[0] != pair[1]:
            places.setdefault(pair, []).append(Span(*match.span()))
    yield from _by_given_names(doc, pairs, vocabulary)
    given = given_names(resources)
    yield from _titled_by_given(doc, pairs, given)
    for match in at_sentence_starts(doc, _REGISTER):
        family, name, verb = match["family"], match["given"], match["verb"]
        if (
            name in given
            and family not in given
            and (match["title"] or (not vocabulary.count(family) and not family.endswith("ly")))
            and doc.segment_at(match.start()).kind != "table"
            and (verb in AUXILIARIES or vocabulary.mostly(verb, PAST, PRESENT))
        ):
            message = f"The given name comes first: {name} {family}."
            yield RULE.correction(Span(*match.span("name")), f"{name} {family}", message, 0.86, 0.84)
    for pair, spans in places.items():
        other = (pair[1], pair[0])
        if other not in places:
            continue
        if (-len(spans), spans[0]) < (-len(places[other]), places[other][0]):
            continue  # this order is the usual one
        for span in spans:
            usual = " ".join(other)
            message = f"“{' '.join(pair)}” is “{usual}” elsewhere in the story."
            yield RULE.correction(span, usual, message, 0.8, related=(places[other][0],))


_TITLES = frozenset("Mr Ms Mrs Miss Dr".split())


def _titled_by_given(doc: Document, pairs: set[tuple[str, str]], given: frozenset[str]) -> Findings:
    """“Henrik Solberg … Mr. Henrik”: the title of a name that the story gives in full stands before the family."""
    for match in doc.matches(_TITLED):
        name = match["given"]
        families = {family for first, family in pairs if first == name}
        also_family = any(name == last and first not in _TITLES for first, last in pairs)
        if name in given and len(families) == 1 and not also_family:
            (family,) = families
            if family not in given:
                message = f"In “{name} {family}” the family name is “{family}”."
                yield RULE.correction(Span(*match.span("given")), family, message, 0.82, 0.8)


def _by_given_names(doc: Document, pairs: set[tuple[str, str]], vocabulary: Vocabulary) -> Findings:
    """“Wang Lihua … Mr Lihua”: the family is Wang."""
    families: dict[str, set[str]] = {}
    for one, other in pairs:
        if one in _FIRST and (
            "-" in other or (other not in _FIRST and not vocabulary.count(other.lower()) and _PINYIN.match(other))
        ):
            families.setdefault(other, set()).add(one)
    said = {one for one, _ in pairs}
    for match in doc.matches(_TITLED) if families else ():
        given = match["given"]
        found = families.get(given, set())
        if len(found) == 1 and given not in said:
            (family,) = found
            message = f"In “{family} {given}” the family name is “{family}”."
            yield RULE.correction(Span(*match.span("given")), family, message, 0.85, 0.82)
