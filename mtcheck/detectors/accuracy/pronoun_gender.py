"""A pronoun whose only possible antecedents are of the other gender.

Two ways: all people near are surely of the other gender; or the pronoun stands where English puts the speaker (“Anna
Berg, 52, who himself”, “Anna Berg said he”, “…,” said Anna Berg. He added), and no person of the pronoun's gender has
been near, named or not.
"""

from collections.abc import Sequence

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.people import has_both_genders, people, sentence_numbers
from mtcheck.cues.resumed_subject import RESUMED
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.inflection import match_case
from mtcheck.text.lazy import lazy
from mtcheck.text.persons import Mention
from mtcheck.text.vocabulary import ADJECTIVE, ING, NOUN, NUMBER, PARTICIPLE, PLURAL, UNKNOWN, Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="pronoun-gender",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="A pronoun does not fit the person it refers to.",
    why=(
        "Turkish, Persian, Finnish, Chinese and Indonesian have one pronoun for he and she; Romance possessives follow"
        " the thing owned."
    ),
    whole=True,
    examples=(
        Bad("The fall had changed ⟦his→her⟧ life as a mother."),
        Good("The film shows his role as a nun."),
        Bad("Ms. Lindqvist opened the clinic, and ⟦he→she⟧ thanked the donors."),
        Bad("The actress Nilay Aksu said ⟦his→her⟧ role was small."),
        Bad("Mr. Oyelaran greeted reporters with ⟦her→his⟧ wife at the gate."),
        Bad("Klaudia Brenn, who bakes bread, said she had flour for a week. “After that we close,” ⟦he→she⟧ said."),
        Bad("The sprinter Ayla Deren broke ⟦his→her⟧ own record in Lomna, and she will run again in May."),
        Good("Mr. Oyelaran met Ms. Lindqvist, and she thanked him."),
        Good("The king spoke first. Ms. Lindqvist opened the clinic, and he thanked the donors."),
        Good(
            "Karen Oduya admitted fraud. She left the firm in May. It closed. It had 40 workers. It made bricks. They"
            " were red. Prosecuting, Peter Vale told the court that Oduya had made 40 payments to her own accounts."
        ),
        Good("The mayor of the town, Elena Varga, he declared that the bridge was safe."),
        Good("Her father was a baker. Ms. Lindqvist said his bread was famous."),
    ),
    limits=(
        "Gender is taken from titles, nouns for people, given names that belong to one gender in nearly all countries,"
        " and other pronouns."
    ),
)

_NEAR = Pattern(r"(?<![\w’'-])(?:[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]er|[Hh]imself|[Hh]erself)(?![\w])")
_OF_TWO = ("arms", "side", "behalf", "honour", "honor", "memory", "lap", "grave", "funeral", "bedside")
_OTHER = {
    "he": "she",
    "him": "her",
    "his": "her",
    "himself": "herself",
    "she": "he",
    "hers": "his",
    "herself": "himself",
}
_OPPOSITE = {"m": "f", "f": "m"}
_WINDOW = 4  # sentences before the pronoun in which nobody of its gender, or of none, may stand


# “The sprinter Ayla Deren broke his own record, and she will …”: “own” and “and she” both mean the one subject.
_OWN_THEN = Pattern(
    r"(?<![\w’'-])(?P<own>his|her) own (?:[^\W\d_][\w’'-]* ){1,8}?[^\W\d_][\w’'-]*,? (?:and|but) (?P<then>he|she)"
    r" (?:is|was|has|had|will|would|also|now|then|said|wants|hopes|plans)\b"
)
_HIS = {"he": "his", "she": "her"}


def _own(doc: Document, resources: Resources) -> Findings:
    """The two pronouns of one sentence with one person in it who is no pronoun."""
    for match in doc.matches(_OWN_THEN):
        own, then, start = match["own"], match["then"], doc.sentence_at(match.start()).start
        if own == _HIS[then] or doc.in_quotation(match.start()):
            continue
        there = [one for one in people(doc, resources) if start <= one.start < match.start("then")]
        if sum(one.kind != "pronoun" for one in there) == 1 and sum(one.kind == "pronoun" for one in there) == 1:
            right = f"“{own}” and “{then}” mean one person."
            yield RULE.correction(Span(*match.span("own")), _HIS[then], right, 0.8, 0.78)


# “His life as a mother”: the word behind “as a” says who is meant.
_AS_A = Pattern(
    r"(?<![\w’'-])(?P<own>his|her) (?:(?:own|new|whole|entire|daily|previous) )?"
    r"(?:life|career|years|time|experience|duties|days|position|job|fate) as an? (?:[a-z]+ )?(?:"
    r"(?P<female>mother|wife|housewife|widow|grandmother|daughter|actress|queen|princess|nun|midwife|businesswoman"
    r"|spokeswoman|schoolgirl|ballerina|waitress)"
    r"|(?P<male>father|husband|widower|grandfather|son|king|prince|monk|businessman|spokesman|schoolboy))\b(?!"
    r" (?:figure|of))"
)


def _as_a(doc: Document) -> Findings:
    for match in doc.matches(_AS_A):
        right = "her" if match["female"] else "his"
        if match["own"] != right:
            said = f"“{match['own']}” does not fit “{match['female'] or match['male']}”."
            yield RULE.correction(Span(*match.span("own")), right, said, 0.84, 0.84)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _own(doc, resources)
    yield from _as_a(doc)
    if not any(True for _ in doc.matches(_NEAR)) or not has_both_genders(doc, resources):
        return
    vocabulary: Vocabulary = resources.model("vocabulary")
    found = people(doc, resources)
    places = sentence_numbers(doc, found)
    resumed = {match.start("pronoun") + 1 for match in at_sentence_starts(doc, RESUMED)}  # doubled-subject's
    for index, mention in enumerate(found):
        if mention.kind != "pronoun" or mention.start in resumed or doc.is_masked(mention.start, mention.end):
            continue
        if doc.after(mention.end, 7) in (" or she", " or her", "/she an"[:7]) or doc.before(mention.start, 3) == "or ":
            continue
        if doc.after(mention.end, 9).strip(" ").startswith(_OF_TWO):
            continue  # “Gina died in his arms”
        if _after_demand(doc, mention) or _is_another(doc, found[index - 1] if index else None, mention, vocabulary):
            continue
        rival = _rival(doc, found, places, index) or _speaker(doc, found, places, index)
        if rival is None or (rival.kind == "noun" and doc.before(rival.start, 3).lower() == "my "):
            continue  # whoever says “my husband” may be the one
        if _speaks_of(doc, rival, mention):
            continue
        word = doc.text[mention.start : mention.end]
        fixed = _turn(doc, mention, word, vocabulary)
        span = Span(mention.start, mention.end)
        name = doc.text[rival.start : rival.end]
        found[index] = mention._replace(gender=rival.gender)
        message = f"“{word}” does not fit “{name}”, and nobody else is near."
        yield RULE.correction(span, fixed, message, 0.82, 0.8, related=(Span(rival.start, rival.end),))


_DEMAND = lazy(
    r"\b(?:demand|insist|suggest|propos|recommend|request|ask|order|urg|mov|requir|advis|prefer|agree|direct)"
    r"(?:s|es|e|ed|d|ing)? (?:that )?$"
)
_BASE_BEHIND = lazy(r" (?:not )?(?:be|[a-z]+(?<![sd])(?<!ing))\b(?<!would)(?<!should)(?<!will)(?<!might)")


def _after_demand(doc: Document, mention: Mention) -> bool:
    """Whether someone demands that another do something: “insisted that she be heard”."""
    lead = doc.text[max(0, mention.start - 24) : mention.start]
    return bool(
        doc.text[mention.start : mention.end] in ("he", "she")
        and _DEMAND.search(lead)
        and _BASE_BEHIND.match(doc.text, mention.end)
    )


_ACTS_ON = lazy(r"(?: [a-z]+){1,3} ")
_RELATIVE = lazy(r" (?:who |whom |that )?")  # “the man she loved”
_ASKED = lazy(r"\b(?:what|which|how) [a-z]+ $")


def _is_another(doc: Document, last: Mention | None, mention: Mention, vocabulary: Vocabulary) -> bool:
    """Whether grammar makes the pronoun someone other than its subject: “he told her”, “what colour her eyes were”."""
    text = doc.text
    word = text[mention.start : mention.end].lower()
    if word in ("his", "her") and _ASKED.search(text, max(0, mention.start - 30), mention.start):
        return True
    if (
        last is not None
        and last.kind == "noun"
        and word in ("he", "she")
        and _RELATIVE.fullmatch(text[last.end : mention.start])
    ):
        return True
    if last is None or word not in ("her", "him") or last.kind != "pronoun" or last.gender == mention.gender:
        return False
    return (
        text[last.start : last.end].lower() in ("he", "she")
        and _ACTS_ON.fullmatch(text, last.end, mention.start) is not None
        and (word == "him" or _turn(doc, mention, word, vocabulary) == "him")
    )


_SPEAKER = lazy(r"(?<![\w’'-])(?P<name>[A-Z][\w’'-]+) (?:said|says|claimed|added|insisted|told \w+) (?:that )?$")


def _speaks_of(doc: Document, rival: Mention, pronoun: Mention) -> bool:
    """Whether somebody else speaks: of the rival in a quotation (“Well done, Peter,” she said), or by a name that tells
    no gender (“Eerdal said he”).
    """
    if doc.in_quotation(rival.start) and not doc.in_quotation(pronoun.start):
        return True
    speaker = _SPEAKER.search(doc.text, max(rival.end, pronoun.start - 60), pronoun.start)
    return speaker is not None and speaker.start("name") >= rival.end


def _rival(doc: Document, found: Sequence[Mention], places: Sequence[int], index: int) -> Mention | None:
    """The nearest person before the pronoun, if all near ones are surely of the other gender."""
    pronoun, here = found[index], places[index]
    following = found[index + 1] if index + 1 < len(found) else None
    near: Mention | None = None
    if (
        following is not None
        and following.kind == "pronoun"
        and following.gender != pronoun.gender
        and places[index + 1] == here
    ):
        return None  # “he spoke to her”: two people
    sandwiched = (
        following is not None
        and following.kind == "pronoun"
        and following.gender == _OPPOSITE[pronoun.gender]
        and places[index + 1] - here <= 1
        and index > 0
        and found[index - 1].gender == following.gender
        and found[index - 1].kind == "name"
        and places[index - 1] == here
    )
    for at in range(index - 1, max(-1, index - 40), -1):
        mention, distance = found[at], here - places[at]
        if distance > _WINDOW:
            break
        if sandwiched and distance and mention.gender != pronoun.gender:
            continue
        if mention.gender != _OPPOSITE[pronoun.gender]:
            return None
        if near is None and mention.kind != "pronoun" and distance <= 2:
            near = mention
    if near is None or (near.kind == "noun" and doc.segment_index(near.start) != doc.segment_index(pronoun.start)):
        return None
    if doc.segment_index(near.start) != doc.segment_index(pronoun.start) and _OTHERS.search(
        doc.text, near.end, pronoun.start
    ):
        return None  # somebody else may have been named in the meantime
    if (
        following is not None
        and following.gender != near.gender
        and following.kind != "pronoun"
        and 1 < following.start - pronoun.end < 60
    ):
        return None
    return near


_OTHERS = lazy(  # places, papers and journals are nobody
    r"(?<![\w’'-])(?<!\bin )(?<!\bat )(?<!\bfrom )(?<!\bnear )(?<!journal )(?<!magazine )(?<!newspaper )"
    r"[A-ZÀ-Þ][^\W\d_]+ [A-ZÀ-Þ][^\W\d_]+"
)
_SAID = either("pronoun-gender: said")
_BESIDE = (
    r"(?:,? \(?\d{1,3}\)?(?:,| years old,)?|,? (?:of|from|for|at|in) [^.;:!?\"“”\n,]{2,60}|, [^.;:!?\"“”\n]{2,110}?,?)?"
)
_QUOTED = r"[«“\"][^«»“”\"\n]{3,240}[»”\"]"
_ADVERB = r"(?:[a-z]+ly |also |then |later |further |reportedly )?"
_WHO = lazy(rf"{_BESIDE},? (?:who|and) {_ADVERB}$")
_SAID_THAT = lazy(
    rf"{_BESIDE},? (?:(?:[a-z]+ed|told|said|says|has|had)\b[^.;:!?\"“”«»\n]{{0,90}}(?: {_QUOTED})?,? (?:and|but) )?"
    rf"(?:has |had |have )?{_ADVERB}(?:{_SAID})(?: (?:on )?[A-Z][a-z]+day)?(?: (?:the )?(?:[A-Z]?[\w-]+ ){{0,3}}?"
    r"(?:[A-Z][\w-]+|reporters|journalists|radio|television|TV|newspaper|agency))?(?: that)? $"
)
_SPOKE_BEFORE = lazy(rf"\b(?:{_SAID}) (?:(?:its|the|his|her|their) (?:[a-z-]+ ){{0,5}}[a-z]+,? )?$")
_SPOKE_AFTER = lazy(
    rf"{_BESIDE},? (?:[a-z]+ly |also |then |later |has |had )?"
    rf"(?:{_SAID}|called|described|demanded|rejected|criticised|criticized|welcomed|praised|condemned|urged|asked)\b"
)
_OWN = lazy(r" [a-z]+ (?:[^.,;:\"“”\n]{0,40} )?and $")
_OPENS = frozenset("He She His Her".split())
_SPEAKER_WINDOW = 2  # sentences before the pronoun in which nobody of its gender may stand


def _speaker(doc: Document, found: Sequence[Mention], places: Sequence[int], index: int) -> Mention | None:
    """The woman or man just before the pronoun who is the only one that its place in the sentence allows."""
    pronoun, here, text = found[index], places[index], doc.text
    word = text[pronoun.start : pronoun.end]
    at = index - 1
    own = word in ("his", "her") and at > 0 and found[at].kind == "pronoun" and found[at].gender != pronoun.gender
    if own:
        if (
            places[at] != here
            or text[found[at].start : found[at].end] not in ("his", "her")
            or not _OWN.fullmatch(text, found[at].end, pronoun.start)
        ):
            return None
        at -= 1
    while at > max(0, index - 3) and found[at].kind == "name" and not found[at].gender and places[at] == places[at - 1]:
        at -= 1  # “told the Lomna Post”
    if at < 0:
        return None
    rival = found[at]
    gap = text[rival.end : pronoun.start]
    if rival.kind != "name" or rival.gender != _OPPOSITE[pronoun.gender] or here - places[at] > 1 or len(gap) > 360:
        return None
    if not own and not _is_meant(doc, pronoun, rival):
        return None
    if word.endswith("self"):
        return rival
    for other in range(at - 1, -1, -1):
        if here - places[other] > _SPEAKER_WINDOW:
            break
        if found[other].gender == pronoun.gender:
            return None
    return rival


def _is_meant(doc: Document, pronoun: Mention, rival: Mention) -> bool:
    """Whether the words between them let the pronoun mean nobody else: “said that she”, “who himself”, “said. He”."""
    text = doc.text
    word, gap = text[pronoun.start : pronoun.end], text[rival.end : pronoun.start]
    if word.endswith("self"):
        return _WHO.fullmatch(gap) is not None
    if word in ("he", "she"):
        return _SAID_THAT.fullmatch(gap) is not None
    if (
        word not in _OPENS
        or doc.sentence_at(pronoun.start).start < pronoun.start - 1
        or doc.in_quotation(pronoun.start)
    ):
        return False
    spoke = _SPOKE_BEFORE.search(text, max(0, rival.start - 70), rival.start) or _SPOKE_AFTER.match(gap)
    return spoke is not None


def _turn(doc: Document, mention: Mention, word: str, vocabulary: Vocabulary) -> str:
    low = word.lower()
    if low == "her":
        following = doc.after(mention.end, 30).split()
        owns = (
            bool(following)
            and doc.after(mention.end, 1) == " "
            and vocabulary.mostly(following[0].strip(".,;:"), NOUN, PLURAL, ADJECTIVE, PARTICIPLE, NUMBER, ING, UNKNOWN)
        )
        return match_case("his" if owns else "him", word)
    return match_case(_OTHER[low], word)
