"""Which complement a verb, noun or adjective takes, and which one of another language stands in its place.

A row of `lexicons/valency.tsv` is an entry of a valency dictionary with the wrong frame beside the right one;
`docs/lexicons.md` has the format. `Valencies` finds rows in a text by their word and the word that follows it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from mtcheck.text.clauses import is_only_verb
from mtcheck.text.closed_classes import (
    ARTICLES,
    BE,
    DO,
    FINITE_BE,
    HAVE,
    MODALS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECTS,
    WEEKDAYS,
)
from mtcheck.text.grammar import ABOUT_FIGURE, base_of, may_be_base
from mtcheck.text.inflection import verb_forms, verb_tags
from mtcheck.text.lazy import lazy
from mtcheck.text.valency_rows import (
    ANY,
    DETERMINER,
    DETERMINERS,
    ENDING,
    ENDS,
    LAST,
    NAMED,
    OBJECTS,
    PERSON,
    PIECES,
    Valency,
    forms,
    proposal,
)
from mtcheck.text.vocabulary import ADJECTIVE, ING, NOUN, PARTICIPLE, PAST, PLURAL, Vocabulary
from mtcheck.text.words import either, listed

Index = dict[str, dict[str, list[int]]]  # form of a word, the word behind it (ANY: whatever it is), rows

_SENTENCE_END = lazy(r"[.!?][”\"]?\s|\n")
_ADVERBS = frozenset("not also already still never now then even only just yet always often again".split())
_VERBAL = SUBJECTS | MODALS | DO | HAVE | RELATIVES | {"to", "cannot", "not"}
_ACTIVE = SUBJECTS | HAVE | {"who", "which"}
_PASSIVE = (
    BE
    | {"get", "got", "gets", "getting"}
    | frozenset(
        "remain remains remained stay stays stayed feel feels felt seem seems seemed become becomes became".split()
    )
)
_CONTRACTED = ("n't", "n’t", "'ll", "’ll", "'d", "’d", "'ve", "’ve")
# Behind a noun of time no object begins: “they waited the whole day”.
_TIMES = listed("valency: times") | frozenset(map(str.lower, (*MONTHS, *WEEKDAYS)))
_PLACES = listed("valency: places")
# What begins an adverbial and no complement: “insisted in London”, “responded on Twitter”, “satisfied for 100 years”.
_PLACING = frozenset("in on at for by of".split())
_PLACED = lazy(
    r" (?:(?:the )?\d|[A-Z]|course\b"
    r"|(?:(?:the|an?|his|her|their|its|this|that|all|some|any|every|each|many|several|both|two|three) )?"
    r"(?:(?:social|very|new|first|last|next|same|other|recent|past) )?"
    rf"(?:{'|'.join(sorted(_TIMES | _PLACES))})\b)"
)
_DATING = frozenset("new last next same this first recent past".split())
_AGENT = lazy(rf" (?:{PERSON}\b|[A-Z])")
_COMPANY = lazy(  # “accused with her husband of fraud”
    rf"(?<=\bwith|..\bby) (?:(?:his|her|its|their|my|our)(?: (?!(?:{ENDS})\b)[\w’'-]+){{1,3}}|{PERSON}|{NAMED})"
)
# “lives to a large extent on”, “replied on his blog to two gardeners”
_DEGREE = lazy(
    r" (?:an? (?:[a-z]+ )?(?:extent|degree)|(?:an?|the|his|her|its|their) (?:[\w’'-]+ ){0,2}"
    r"(?:page|account|site|website|stories|channel|feed|blog|app|network|networks))\b"
)
_FIGURE = lazy(r"[\w.,]*(?: [\w’'-]+)?")
_WORD = rf"(?:(?!(?:{ENDS})\b)[\w’'-]+ )?"
# At an event something happens: “paid tribute at the funeral”. It is a complement where the right word is “in”.
_AT_EVENT = lazy(rf"at (?:(?:{DETERMINER}) {_WORD})?(?:{either('valency: events')})s?\b")
_SITED = lazy(rf"(?:at|in|on|from) (?:(?:{DETERMINER}) {_WORD})?(?:{either('valency: sites')})\b")
_SINCE = lazy(  # “in charge from Monday”, “limited on match days”
    rf"(?:at|by|for|from|in|on) (?:(?:the|this|that|next|last) )?{_WORD}"
    rf"(?:{'|'.join((*MONTHS, *WEEKDAYS))}|{either('valency: times')}"
    r"|dates?|holidays?|deadline|grounds|reasons|purposes)\b"
)
_ARTICLE_AND_WORD = {" the ": " the (?:[a-z-]+ )?", " a ": " an? (?:[a-z-]+ )?"}  # “to a large extent”
_IDIOM = lazy(
    rf"(?:{re.sub(r' (?:the|a) ', lambda said: _ARTICLE_AND_WORD[said[0]], either('valency: adverbials'))})\b"
)
_FURTHER, _FURTHER_ON = 7, frozenset("against from into on to with".split())
_PLACES_FIRST = frozenset("at before by for in on".split())  # “listened on headphones to the verdict”
# Nouns and adjectives that look like forms of verbs: “promised in writing”, “likely in coming weeks”.
_NOUNS_IN_ING = frozenset("writing training passing".split())
_ADJECTIVES_IN_ING = frozenset(
    "coming rising existing falling following growing remaining leading increasing changing declining".split()
)
_NEAR = 4  # words behind a frame among which its nouns are looked for


def index(rows: Sequence[Mapping[str, str]]) -> Index:
    """Where to look for the rows; plain values, which can be kept."""
    found: Index = {}
    for number, row in enumerate(rows):
        valency = Valency.from_row(row)
        for form in forms(valency.word, valency.part):
            for link in valency.links():
                found.setdefault(form, {}).setdefault(link, []).append(number)
    return found


class Hit(NamedTuple):
    """A wrong frame, from its word to before what may stay; `proposal` is None where nobody can tell."""

    valency: Valency
    start: int
    end: int
    proposal: str | None


class Valencies:
    """The rows of the lexicon, with where to look for them."""

    def __init__(self, rows: Sequence[Mapping[str, str]], found: Mapping[str, Mapping[str, list[int]]]) -> None:
        self._rows, self._index = rows, found
        self._made: dict[int, Valency] = {}
        self._heads: dict[str, list[str]] = {}  # the first word of each form: “take” of “take part”
        for form in found:
            self._heads.setdefault(form.partition(" ")[0], []).append(form)

    def hits(
        self, text: str, low: str, words: frozenset[str], start: int, end: int, vocabulary: Vocabulary
    ) -> Iterator[Hit]:
        """Wrong frames in a range of the text, of which `low` is in lower case and whose words are `words`."""
        for head in self._heads.keys() & words:
            for form in self._heads[head]:
                links = self._index[form]
                if ANY not in links and links.keys().isdisjoint(words):
                    continue
                at = low.find(form + " ", start, end)
                while at >= 0:
                    if at == start or not (low[at - 1].isalnum() or low[at - 1] in "’'-"):
                        yield from self._at(text, low, at, form, links, vocabulary)
                    at = low.find(form + " ", at + 1, end)

    def _at(
        self, text: str, low: str, at: int, form: str, links: Mapping[str, list[int]], vocabulary: Vocabulary
    ) -> Iterator[Hit]:
        behind = at + len(form)
        following = _word(low, behind + 1)
        for number in (*links.get(following, ()), *(links.get(ANY, ()) if following not in links else ())):
            valency = self._made.get(number)
            if valency is None:
                valency = self._made[number] = Valency.from_row(self._rows[number])
            match = valency.frame.match(text, behind if valency.opens else behind + 1 + len(following))
            if match is None:
                continue
            before = _words_before(text, at)
            if before and text[at].isupper():
                continue  # a part of a name: “the Bureau of Investigation for”
            if (
                _is_clean(valency, match, vocabulary)
                and _guarded(valency, before, text, low, match.end(), vocabulary)
                and _in_voice(valency, form, before, text, at, vocabulary)
            ):
                right = proposal(valency, text[at:behind], match, vocabulary)
                yield Hit(valency, at, match.end(), right)


def _word(low: str, at: int) -> str:
    end = at
    while end < len(low) and low[end].isalpha():
        end += 1
    return low[at:end]


def _words_before(text: str, at: int) -> list[str]:
    """The three words before a place, the nearest last; what stands before a mark does not count."""
    before = text[max(0, at - 50) : at]
    cut = max(before.rfind(mark) for mark in '\n.;:!?()“”"')
    return before[cut + 1 :].split()[-3:]


def _is_clean(valency: Valency, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    """Whether the verbs of the frame are verbs."""
    groups = match.groupdict()
    base, doing = groups.get("do"), groups.get("doing")
    if base == "be" and valency.part == "va" and valency.right.startswith("<"):
        return False  # what the law allows to be said
    if base and base not in ("be", "have", "do") and not _is_infinitive_of(base, match, vocabulary):
        return False
    if doing in _NOUNS_IN_ING or (
        doing in _ADJECTIVES_IN_ING and vocabulary.is_noun(_word(match.string, match.end() + 1))
    ):
        return False
    return not doing or (vocabulary.mostly(doing, ING) and bool(base_of(doing, vocabulary)))


def _is_infinitive_of(base: str, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    """Whether a verb has the base form; also one that is an adjective as a rule, before its object: “free the crew”,
    “asked from him to lower rents”.
    """
    if may_be_base(base, vocabulary):
        return True
    behind = _word(match.string.lower(), match.end("do") + 1)
    objected = behind in DETERMINERS | OBJECTS or ("object" in match.groupdict() and vocabulary.is_noun(behind))
    return objected and vocabulary.mostly(verb_forms(base)["past"][0], PAST, PARTICIPLE)


def _guarded(valency: Valency, before: list[str], text: str, low: str, end: int, vocabulary: Vocabulary) -> bool:
    """Whether nothing near the frame says that it is good English."""
    clause = _SENTENCE_END.split(low[end : end + 80])[0]
    after = re.findall(r"[\w’'-]+", clause)
    at = end - (text[end - 1 : end] == " ")  # behind the last word of the frame
    last = text[text.rfind(" ", 0, at) + 1 : at]
    if _is_adverbial(valency, text, at, last) or _is_of_another_clause(valency, text, end):
        return False
    if (valency.wrong in LAST or last in ("the", "this")) and not _TIMES.isdisjoint(after[:3]):
        return False
    lows = {word.lower() for word in before}
    wanted = _wanted(valency)
    if _is_right_further_on(valency, text, at, after, wanted):
        return False
    if last not in PREPOSITIONS and valency.wrong.endswith(last) and vocabulary.is_noun(last):
        following = _word(clause, 1)
        if clause.startswith(f" {following}") and vocabulary.is_noun(following):
            return False  # “bad in football boots”
    for guard in valency.guards:
        if guard == "^" and before:
            return False
        if guard[0] == "!" and guard[1:] in after[:3]:
            return False
        if guard[0] == "^" and guard[1:] in lows:
            return False
    if last == "to" and valency.part in "na" and _is_infinitive(after, wanted, vocabulary):
        return False
    return not wanted or _heads(wanted, after[: _NEAR + 1], clause, vocabulary)


_SUBJECT_THERE = lazy(  # “he had apologised the matter should rest”
    rf" ?(?:(?:{DETERMINER}) (?:(?!(?:{ENDS})\b)[\w’'-]+ ){{1,3}}|(?:he|she|it|they|we) )"
    rf"(?:{'|'.join(sorted(MODALS | (FINITE_BE - {'be'})))}|had|has|have)\b"
)


def _is_of_another_clause(valency: Valency, text: str, end: int) -> bool:
    """Whether what would be the object is the subject of the next clause."""
    return valency.wrong in LAST and _SUBJECT_THERE.match(text, end) is not None


def _is_infinitive(after: list[str], wanted: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a verb with its object follows the “to” of a noun: “a protest to end violence”."""
    if len(after) < 2 or after[0] in DETERMINERS | PREPOSITIONS:
        return False
    if after[1] in DETERMINERS | OBJECTS:
        return True
    return after[0] not in wanted and may_be_base(after[0], vocabulary) and vocabulary.is_noun(after[1])


def _heads(wanted: list[str], after: list[str], clause: str, vocabulary: Vocabulary) -> bool:
    """Whether one of the wanted nouns stands there and does more than to describe the next: “in a murder trial”."""
    for said, following in zip(after[:_NEAR], [*after[1:], ""], strict=False):
        if said in wanted or said.removesuffix("s") in wanted:
            beside = following.isalpha() and f"{said} {following}" in clause
            unknown = not vocabulary.tags(following) and following not in ENDING | DETERMINERS
            if not beside or not (unknown or vocabulary.is_noun(following)):
                return True
    return False


def _is_adverbial(valency: Valency, text: str, at: int, last: str) -> bool:
    """Whether the preposition before `at`, the end of the frame, begins a phrase of place, time or manner."""
    start = at - len(last)
    if last in ("about", "over", "around") and ABOUT_FIGURE.match(text, start):
        return True
    if is_idiom(text, start):
        return True
    wanted = _wanted(valency)
    if "@" not in valency.guards and not valency.right.startswith("in"):
        said = [pattern.match(text, start) for pattern in (_AT_EVENT, _SITED, _SINCE)]
        if any(match and _singular(match[0]).isdisjoint(wanted) for match in said):
            return True
    if last not in _PLACING:
        return False
    if last == "by" and valency.part == "vp" and _AGENT.match(text, at):
        return True
    placed = _PLACED.match(text, at)
    if placed is None:
        return False
    figure = _FIGURE.match(text, placed.end()) if placed[0][-1].isdigit() else None
    phrase = _singular(placed[0] + (figure[0] if figure else ""))
    # “sentenced at 12 years”, but “sentenced in the new year”
    return phrase.isdisjoint(wanted) or not phrase.isdisjoint(_DATING)


def _singular(phrase: str) -> set[str]:
    """The words of a phrase, each without an “s” at its end."""
    return {word.lower().removesuffix("s") for word in phrase.split()}


def is_idiom(text: str, start: int) -> bool:
    """Whether a fixed adverbial begins there: “at length”, “to a large extent”, “on the advice”."""
    return _IDIOM.match(text, start) is not None


def _wanted(valency: Valency) -> list[str]:
    return [guard for guard in valency.guards if guard[0] not in "!^@"]


def _is_right_further_on(valency: Valency, text: str, at: int, after: list[str], near: list[str]) -> bool:
    """Whether the right preposition stands before the words that ask for it: “sentenced on Friday to life”."""
    right = valency.right.split()
    word = right[-2] if len(right) > 1 and right[-1] in PIECES else right[-1] if right else ""
    if word not in PREPOSITIONS:
        return False
    if near:
        first = next(
            (at for at, said in enumerate(after) if said in near or said.removesuffix("s") in near), len(after)
        )
        return word in after[:first]
    degree = _DEGREE.match(text, at)
    if degree is not None and text.startswith(f" {word} ", degree.end()):
        return True
    company = _COMPANY.match(text, at)
    if company is not None and text.startswith(f" {word} ", company.end()):
        return True
    if word not in _FURTHER_ON or text[text.rfind(" ", 0, at) + 1 : at] not in _PLACES_FIRST:
        return False
    phrase = re.split(r"[.,;:!?()“”\n]", text[at : at + 80])[0].split()[:_FURTHER]
    follows = [next_ for said, next_ in pairwise(phrase) if said == word]
    return any(
        next_ in DETERMINERS | OBJECTS or next_[0].isupper() or next_.endswith(("s", "ing")) for next_ in follows
    )


def _in_voice(valency: Valency, form: str, before: list[str], text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether the word is used as the part of speech, and in the voice, of the row."""
    part = valency.part
    near = [word.lower() for word in before]
    last = near[-1] if near else ""
    if part == "a":
        return True
    if part == "n":
        return last not in _VERBAL - HAVE
    core = near[-2] if len(near) > 1 and (last in _ADVERBS or last.endswith("ly")) else last
    passive = core in _PASSIVE or core[:-3] in _PASSIVE or core.endswith(("'s", "’s", "'re", "’re", "'m", "’m"))
    if part == "vp":
        return passive
    base = valency.word.partition(" ")[0]
    tags = verb_tags(form.partition(" ")[0], base)
    past = "past" in tags or "participle" in tags
    if "ing" in tags:
        described = core in DETERMINERS or core.endswith(("'s", "’s")) or vocabulary.may_be(core, ADJECTIVE)
        return not described and not vocabulary.may_be(form, ADJECTIVE)
    if past and "base" not in tags:
        if part == "va":
            active = core in _ACTIVE or core.endswith(_CONTRACTED)
            return (active and core[:-3] not in _PASSIVE) or (not passive and is_only_verb(text, at, vocabulary))
        return core not in DETERMINERS
    if part == "va" or vocabulary.may_be(form, NOUN, PLURAL) or vocabulary.may_be(base, NOUN):
        if (core in _VERBAL - HAVE or core.endswith(_CONTRACTED)) and "base" in tags:
            return core not in DO or last != core  # not “could do damage to”
        if "s" in tags:
            many = vocabulary.mostly(form, PLURAL)
            subject = (before[-1:] and before[-1].istitle()) or vocabulary.mostly(core, NOUN)
            return not many and bool(subject) and (last == core or vocabulary.mostly(core, NOUN))
        return "base" in tags and vocabulary.mostly(core, PLURAL)
    return core not in ARTICLES
