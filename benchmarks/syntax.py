"""Syntax of other languages planted in clean copy: word order, tenses and clauses, joins, letters, foreign complements.

`Syntax` has the kinds, `phrases` and `frames` turn round what the lexicons of rules say (docs/lexicons.md): the right
phrase of native copy becomes the wrong one, so that a model meets ten thousand of them and not only those of a rule.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from corrupt import Confusions, Tokens

from mtcheck.tagger.labels import FUNCTION_WORDS
from mtcheck.text.inflection import TAGS, verb_forms

LEXICONS = Path(__file__).parent.parent / "mtcheck" / "resources" / "lexicons"
_DETERMINERS = frozenset("the a an this that these those its his her their our my some any no every".split())
_SUBJECTS = frozenset("he she it they we i the this a his her their".split())
_AUXILIARIES = frozenset(
    "has have had was were is are will would could can should must may might not did does do be been being".split()
)
_WHEN = frozenset("if when until unless before after once".split())
_ASKING = frozenset("how why where when what whether".split())
_TIMES = frozenset("year week month day night morning time decade season summer winter".split())
_PAST = frozenset(("D", "U"))
_VERBS, _NOUNS = frozenset("BZDUG"), frozenset("NP")
_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl", "tt", "ti")
_SHARES = {
    ("half", "of"): "a half of", ("half", "the"): "a half of the", ("most", "of", "the"): "most of",
    ("one", "of", "the"): "one of", ("some", "of", "the"): "some of", ("many", "of", "the"): "many from the",
    ("all", "the"): "all of", ("both",): "the both", ("last", "year"): "in the last year",
    ("next", "week"): "on next week",
    ("last", "week"): "on last week", ("a", "few"): "few of", ("each", "other"): "one other",
}  # fmt: skip


class Syntax:
    """Kinds of slips for `grammar.Slips`; each changes the tokens in place and says whether it could.

    `tags`: the first part of speech of lower-case words, as in the vocabulary.
    """

    def __init__(self, random_: random.Random, tags: Mapping[str, str]) -> None:
        self._random, self._tags = random_, tags
        self._bases = {
            form: base
            for base, tag in tags.items()
            if tag == "B"
            for forms in verb_forms(base).values()
            for form in forms
        }
        self._frames = list(frames())
        self._phrases = phrases(random.Random(5))
        self.kinds: tuple[tuple[Callable[[Tokens], bool], float], ...] = (
            (self._to_infinitive, 2.0), (self._frame, 5.0), (self._phrase, 5.0), (self._wrong_form, 1.5),
            (self._future, 1.5),
            (self._present, 0.8), (self._indirect, 1.0), (self._verb_first, 2.0), (self._object_first, 2.0),
            (self._between, 2.0), (self._splice, 1.5), (self._letters, 1.5), (self._share, 1.0), (self._named, 1.0),
            (self._relative, 0.8), (self._group, 1.0), (self._possessor, 1.0), (self._capital, 1.0),
            (self._cut_name, 0.5),
        )  # fmt: skip

    def _tag(self, parts: Sequence[str], at: int) -> str:
        return self._tags.get(parts[at], "") if 0 <= at < len(parts) else ""

    def _spot(self, parts: Tokens, fits: Callable[[int], bool]) -> int | None:
        spots = [at for at in range(2, len(parts) - 4, 2) if parts[at - 1] == parts[at + 1] == " " and fits(at)]
        return self._random.choice(spots) if spots else None

    def _noun_phrase(self, parts: Sequence[str], at: int) -> int | None:
        """Behind the last token of a noun phrase that begins at `at`: a determiner, adjectives, a noun."""
        if parts[at] not in _DETERMINERS:
            return None
        for end in range(at + 2, min(len(parts), at + 9), 2):
            if parts[end - 1] != " " or not parts[end].isalpha():
                return None
            if self._tag(parts, end) in _NOUNS:
                following = self._tag(parts, end + 2)
                return None if following in _NOUNS and parts[end + 1] == " " else end + 1
            if self._tag(parts, end) not in ("J", "Q", "T", "U", "G") and parts[end][0].islower():
                return None
        return None

    def _to_infinitive(self, parts: Tokens) -> bool:
        """“from leaving” as “to leave”."""
        at = self._spot(
            parts,
            lambda at: (
                parts[at] in ("of", "on", "from", "for", "in", "at", "by", "against", "about")
                and parts[at + 2].endswith("ing")
                and parts[at + 2] in self._bases
            ),
        )
        if at is None:
            return False
        base = self._bases[parts[at + 2]]
        parts[at : at + 3] = [self._random.choice([f"to {base}", f"to {base}", base, f"that {base}"])]
        return True

    def _frame(self, parts: Tokens) -> bool:
        """The complement that a word takes in another language."""
        spots = list(range(0, len(parts) - 4, 2))
        self._random.shuffle(spots)
        for at in spots:
            word = parts[at].lower()
            for head, right, wrong in self._by_head.get(self._bases.get(word, word), ()):
                if head and self._framed(parts, at, right, self._random.choice(wrong)):
                    return True
        return False

    @property
    def _by_head(self) -> Mapping[str, Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]]]:
        if not hasattr(self, "_heads"):
            heads: dict[str, list[tuple[str, Sequence[str], Sequence[Sequence[str]]]]] = {}
            for head, right, wrong in self._frames:
                heads.setdefault(head, []).append((head, right, wrong))
            self._heads = heads
        return self._heads

    def _framed(self, parts: Tokens, at: int, right: Sequence[str], wrong: Sequence[str]) -> bool:
        """Turns the frame behind the word at `at` into the wrong one where it stands there."""
        begin = at + 2
        between = bool(right) and right[0] in ("sth", "sb")
        if between:
            right = right[1:]
            wrong = wrong[1:] if wrong and wrong[0] in ("sth", "sb") else wrong
        if any(one in ("sth", "sb") for one in (*right[:-1], *wrong[:-1])):
            return False
        right, wrong = _bare(right), _bare(wrong)
        places = range(begin + 2, min(begin + 11, len(parts) - 2), 2) if between else (begin,)
        for place in places:
            if not right:
                fits = not between and self._tag(parts, place) not in _VERBS and parts[place].isalpha()
                if fits and parts[place - 1] == " " and wrong and wrong[0] not in ("that",) and "do" not in wrong:
                    parts[place] = f"{' '.join(wrong)} {parts[place]}"
                    return True
                continue
            verb = self._stands(parts, place, right)
            if verb is None or parts[place - 1] != " ":
                continue
            base, size = verb
            if not base and any(one in ("do", "doing") for one in wrong):
                continue
            new = [base if one == "do" else verb_forms(base)["ing"][0] if one == "doing" else one for one in wrong]
            if base and not any(one in ("do", "doing") for one in wrong):
                continue
            if new:
                parts[place : place + size] = [" ".join(new)]
            else:
                del parts[place : place + size + 1]
            return True
        return False

    def _stands(self, parts: Sequence[str], at: int, right: Sequence[str]) -> tuple[str, int] | None:
        """The verb of the frame, "" where it has none, and its length in tokens and spaces;

        None where it is not here.
        """
        base = ""
        for number, one in enumerate(right):
            place = at + 2 * number
            if place >= len(parts) - 2 or (number and parts[place - 1] != " "):
                return None
            if one in ("do", "doing"):
                base = self._bases.get(parts[place], "")
                if not base or parts[place] != (base if one == "do" else verb_forms(base)["ing"][0]):
                    return None
            elif parts[place] != one:
                return None
        return base, 2 * len(right) - 1

    def _phrase(self, parts: Tokens) -> bool:
        spots = list(range(0, len(parts) - 2, 2))
        self._random.shuffle(spots)
        low = [part.lower() for part in parts[::2]]
        for at in spots:
            for size in (6, 5, 4, 3, 2):
                phrase = tuple(low[at // 2 : at // 2 + size])
                if phrase in self._phrases and all(space == " " for space in parts[at + 1 : at + 2 * size - 2 : 2]):
                    new = self._random.choice(self._phrases[phrase])
                    first = new[0][:1].upper() + new[0][1:] if parts[at][0].isupper() else new[0]
                    parts[at : at + 2 * size - 1] = [" ".join([first, *new[1:]])]
                    return True
        return False

    def _wrong_form(self, parts: Tokens) -> bool:
        """The wrong form of a verb behind its auxiliary: “did not stopped”, “has went”, “can goes”."""
        at = self._spot(
            parts,
            lambda at: (
                parts[at] in self._bases
                and parts[at] not in _AUXILIARIES
                and parts[at - 2] in _AUXILIARIES
                and self._tag(parts, at) in _VERBS
            ),
        )
        if at is None:
            return False
        forms = verb_forms(self._bases[parts[at]])
        new = self._random.choice([forms[tag][0] for tag in TAGS])
        if new == parts[at] or (
            parts[at - 2] in ("is", "was", "were", "are", "been", "being") and new == forms["ing"][0]
        ):
            return False
        parts[at] = new
        return True

    def _future(self, parts: Tokens) -> bool:
        """“will” in a clause of time or condition."""
        at = self._spot(
            parts,
            lambda at: (
                (self._tag(parts, at) == "Z" or parts[at] in ("is", "are", "has", "have"))
                and any(part.lower() in _WHEN for part in parts[max(0, at - 8) : at : 2])
                and not any(part in (",", ".") for part in parts[max(0, at - 8) : at : 2])
            ),
        )
        if at is None:
            return False
        base = {"is": "be", "are": "be", "has": "have", "have": "have"}.get(parts[at]) or self._bases.get(parts[at])
        if not base:
            return False
        parts[at] = f"{self._random.choice(['will', 'will', 'would'])} {base}"
        return True

    def _present(self, parts: Tokens) -> bool:
        """“has been working since” as “is working since” or “works since”."""
        at = self._spot(
            parts,
            lambda at: (
                parts[at] in ("has", "have")
                and parts[at + 2] == "been"
                and any(part in ("since", "for") for part in parts[at + 4 : at + 16 : 2])
            ),
        )
        if at is None:
            return False
        parts[at : at + 3] = ["is" if parts[at] == "has" else "are"]
        return True

    def _indirect(self, parts: Tokens) -> bool:
        """The order of a question in a clause: “asked how did they feel”."""
        at = self._spot(
            parts,
            lambda at: (
                parts[at] in _ASKING
                and parts[at + 2] in ("he", "she", "it", "they", "we", "the")
                and at + 6 < len(parts)
            ),
        )
        if at is None:
            return False
        end = self._noun_phrase(parts, at + 2) if parts[at + 2] == "the" else at + 3
        if end is None or end + 1 >= len(parts) or parts[end] != " ":
            return False
        verb = parts[end + 1]
        if verb in _AUXILIARIES and verb != "not":
            del parts[end : end + 2]
            parts[at] = f"{parts[at]} {verb}"
            return True
        base = self._bases.get(verb)
        if not base or self._tag(parts, end + 1) not in ("D", "Z"):
            return False
        parts[end + 1] = base
        parts[at] = f"{parts[at]} {'did' if self._tags[verb] == 'D' else 'does'}"
        return True

    def _verb_first(self, parts: Tokens) -> bool:
        """The verb before its subject: “Ten years ago opened the museum its doors”."""
        spots = [at for at in range(0, len(parts) - 6, 2) if parts[at].lower() in _SUBJECTS or parts[at][:1].isupper()]
        self._random.shuffle(spots)
        for at in spots:
            if parts[at].lower() in ("he", "she", "it", "they", "we") or (at and parts[at][0].isupper()):
                end: int | None = at + 1
                while end is not None and end + 1 < len(parts) and parts[end] == " " and parts[end + 1][:1].isupper():
                    end += 2
            else:
                lower = [*parts[:at], parts[at].lower(), *parts[at + 1 :]]
                end = self._noun_phrase(lower, at)
            if end is None or end + 1 >= len(parts) or parts[end] != " ":
                continue
            size = 1
            if self._tag(parts, end + 1) not in ("D", "Z"):
                if parts[end + 1] not in ("was", "were", "has", "had") or self._tag(parts, end + 3) not in _PAST:
                    continue
                size = 3
            subject = parts[at:end]
            if at == 0 or parts[at - 2] in (".", "!", "?"):
                subject[0] = subject[0] if subject[0][0].islower() else subject[0].lower()
                first = parts[end + 1].capitalize()
            else:
                first = parts[end + 1]
            parts[at : end + 1 + size] = [first, *parts[end + 2 : end + 1 + size], " ", *subject]
            return True
        return False

    def _object_first(self, parts: Tokens) -> bool:
        """The object before its verb: “could the leg not save”."""
        at = self._spot(
            parts,
            lambda at: (
                parts[at - 2] in _AUXILIARIES | {"to"}
                and self._tag(parts, at) in ("B", "U", "D", "G")
                and parts[at + 2] in _DETERMINERS
            ),
        )
        if at is None:
            return False
        end = self._noun_phrase(parts, at + 2)
        if end is None:
            return False
        begin = at - 4 if parts[at - 2] == "not" and parts[at - 3] == " " and self._random.random() < 0.5 else at
        begin = at if begin == at else at - 2
        verb, thing = parts[begin : at + 1], parts[at + 2 : end]
        parts[begin:end] = [*thing, " ", *verb]
        return True

    def _between(self, parts: Tokens) -> bool:
        """A phrase of time or place between verb and object: “received yesterday in Rome a delegation”."""
        at = self._spot(
            parts, lambda at: self._tag(parts, at) in ("D", "U", "B", "Z") and parts[at + 2] in _DETERMINERS
        )
        if at is None:
            return False
        end = self._noun_phrase(parts, at + 2)
        if end is None or end + 1 >= len(parts) or parts[end] != " " or parts[end - 1] in _TIMES:
            return False
        following = parts[end + 1]
        if following in ("yesterday", "today", "again", "recently", "immediately", "already") or following.endswith(
            "ly"
        ):
            last = end + 2
        elif following in ("on", "in", "at", "from", "for", "with") and end + 3 < len(parts) and parts[end + 2] == " ":
            last = end + 4
            if parts[end + 3] in _DETERMINERS:
                phrase = self._noun_phrase(parts, end + 3)
                if phrase is None:
                    return False
                last = phrase
        else:
            return False
        thing, adverbial = parts[at + 2 : end], parts[end + 1 : last]
        parts[at + 2 : last] = [*adverbial, " ", *thing]
        return True

    def _splice(self, parts: Tokens) -> bool:
        """Two sentences with a comma between them."""
        spots = [
            at
            for at in range(6, len(parts) - 6, 2)
            if parts[at] == "."
            and parts[at + 1] == " "
            and parts[at + 2].lower() in _SUBJECTS | {"there", "no", "however"}
        ]
        if not spots:
            return False
        at = self._random.choice(spots)
        parts[at] = ","
        parts[at + 2] = parts[at + 2].lower() if parts[at + 2] != "I" else "I"
        return True

    def _letters(self, parts: Tokens) -> bool:
        """Ligatures that a PDF lost: “o cers”, “ofce”, “construcon”."""
        at = self._spot(parts, lambda at: len(parts[at]) > 5 and any(one in parts[at][1:] for one in _LIGATURES))
        if at is None:
            return False
        lost = next(one for one in _LIGATURES if one in parts[at][1:])
        parts[at] = parts[at].replace(lost, self._random.choice(["", "", " "]) if lost[0] == "f" else "", 1)
        return True

    def _share(self, parts: Tokens) -> bool:
        spots = [
            (at, words)
            for at in range(0, len(parts) - 6, 2)
            for words in _SHARES
            if tuple(part.lower() for part in parts[at : at + 2 * len(words) : 2]) == words
        ]
        if not spots:
            return False
        at, words = self._random.choice(spots)
        new = _SHARES[words]
        parts[at : at + 2 * len(words) - 1] = [new.capitalize() if parts[at][0].isupper() else new]
        return True

    def _named(self, parts: Tokens) -> bool:
        """An article before a title with a name, or before a bare noun that begins a sentence."""
        spots = [
            at
            for at in range(0, len(parts) - 4, 2)
            if parts[at][:1].isupper()
            and parts[at].isalpha()
            and self._tags.get(parts[at].lower()) in _NOUNS
            and (at == 0 or parts[at - 2] in (".", "said", "by", "of", "that", "and"))
            and parts[at + 1] == " "
            and (parts[at + 2][:1].isupper() or self._tag(parts, at + 2) in _VERBS)
        ]
        if not spots:
            return False
        at = self._random.choice(spots)
        article = "The" if at == 0 or parts[at - 2] == "." else "the"
        parts[at] = f"{article} {parts[at].lower() if self._random.random() < 0.7 else parts[at]}"
        return True

    def _relative(self, parts: Tokens) -> bool:
        at = self._spot(parts, lambda at: parts[at] in ("which", "who") and parts[at - 2] == ",")
        if at is None:
            spots = [at for at in range(4, len(parts) - 2, 2) if parts[at] in ("which", "who") and parts[at - 2] == ","]
            if not spots:
                return False
            at = self._random.choice(spots)
        parts[at] = self._random.choice(["that", "what", "that", "who" if parts[at] == "which" else "which"])
        return True

    def _group(self, parts: Tokens) -> bool:
        """An auxiliary and its participle lost: “Three people and eleven were injured”."""
        at = self._spot(parts, lambda at: parts[at] in _AUXILIARIES and self._tag(parts, at + 2) in ("U", "D", "B"))
        if at is None or parts[at + 3] != " ":
            return False
        del parts[at : at + 4]
        return True

    def _possessor(self, parts: Tokens) -> bool:
        """“its” for people, “his” for a body."""
        at = self._spot(parts, lambda at: parts[at] in ("its", "his", "her", "their"))
        if at is None:
            return False
        parts[at] = self._random.choice([one for one in ("its", "his", "her", "their") if one != parts[at]])
        return True

    def _capital(self, parts: Tokens) -> bool:
        """A common noun with a capital."""
        at = self._spot(parts, lambda at: parts[at].islower() and self._tag(parts, at) in _NOUNS and len(parts[at]) > 2)
        if at is None:
            return False
        parts[at] = parts[at].capitalize()
        return True

    def _cut_name(self, parts: Tokens) -> bool:
        """A stop inside a name."""
        at = self._spot(
            parts, lambda at: parts[at][0].isupper() and parts[at + 2][0].isupper() and self._tag(parts, at) == ""
        )
        if at is None or not parts[at].isalpha():
            return False
        parts[at + 1] = ". "
        return True


def _bare(frame: Sequence[str]) -> list[str]:
    return [one for one in frame if one not in ("sth", "sb", "-")]


def _rows(name: str) -> Iterator[list[str]]:
    for line in (LEXICONS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def frames() -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Of the valency lexicon: a word, the frame that is right and those that are wrong."""
    for row in _rows("valency.tsv"):
        word, wrong, right = row[0], row[2], row[3]
        if " " in word or not right or "<" in right or "/" in right:
            continue
        choices = [[]]
        for one in wrong.split():
            choices = [[*begun, part] for begun in choices for part in one.split("/")]
        yield word, right.split(), choices


_PIECES = re.compile(r"\([^)]*\)\??|\{[^}]*\}|<[^>]*>|\[[^]]*\]|\S+")
_FILLERS = {
    "{det}": ("the", "a", "his"), "{adj}": ("new", "serious"), "{num}": ("two", "three", "10"),
    "{whose}": ("his", "their"),
    "{whom}": ("him", "them"), "{weekday}": ("Monday", "Friday"), "{month}": ("May", "October"), "{start}": ("",),
    "{end}": ("",),
}  # fmt: skip
_SAMPLES = 14  # of one entry


def phrases(chance: random.Random) -> Confusions:
    """Of the phrase lexicons: the right phrase, lower case, and wrong ones for it."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for row in (*_rows("calques.tsv"), *_rows("idioms.tsv")):
        if len(row) < 5 or not row[4]:
            continue
        for _ in range(_SAMPLES):
            try:
                wrong, right = _expanded(row[0], row[4].split(" | ")[0], chance)
            except (KeyError, IndexError):
                break
            key = tuple(right.lower().split())
            content = [word for word in key if word not in FUNCTION_WORDS]
            if 2 <= len(key) <= 6 and content and wrong and key != tuple(wrong.lower().split()):
                found.setdefault(key, set()).add(tuple(wrong.split()))
    return {key: sorted(some) for key, some in found.items()}


def _expanded(pattern: str, repair: str, chance: random.Random) -> tuple[str, str]:
    """One of the phrases that a pattern means, and its repair. Raises KeyError for what it cannot fill in."""
    tag = chance.choice(TAGS)
    many = chance.random() < 0.5
    groups: list[str] = []
    fillers: dict[str, str] = {}

    def filled(piece: str) -> str:
        if piece.startswith("<"):
            return verb_forms(piece[1:-1])[tag][0]
        if piece.startswith("["):
            return piece[1:-1] + ("s" if many else "")
        if piece.startswith("{"):
            return fillers.setdefault(piece, chance.choice(_FILLERS[piece]))
        return piece

    out: list[str] = []
    pattern = pattern.replace("{start}", "").replace("{end}", "")
    for piece in _PIECES.findall(pattern):
        if piece.startswith("("):
            optional = piece.endswith("?")
            inner = piece.rstrip("?")[1:-1]
            text = ""
            if not (optional and chance.random() < 0.6):
                text = " ".join(filled(one) for one in _PIECES.findall(chance.choice(inner.split("|"))))
            groups.append(text)
            out.append(text)
        else:
            out.append(filled(piece))
    right = []
    for piece in _PIECES.findall(repair):
        if re.fullmatch(r"\{\d\}", piece):
            right.append(groups[int(piece[1:-1]) - 1])
        elif piece.startswith("{"):
            right.append(fillers[piece])
        else:
            right.append(filled(piece))
    return " ".join(" ".join(out).split()), " ".join(" ".join(right).split())
