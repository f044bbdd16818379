"""People in running text: pronouns, titled and plain names, and nouns for one person, in order.

`mentions` is the way in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents

FEMALE = frozenset(
    "actress aunt baroness bride businesswoman chairwoman congresswoman councilwoman countess daughter duchess girl"
    " girlfriend goddess governess grandmother heroine hostess housewife landlady lady madam mistress mother mum niece"
    " nun policewoman princess queen saleswoman schoolgirl sister sportswoman spokeswoman stepmother waitress widow"
    " wife woman midwife mother-in-law granddaughter policewomen ballerina empress heiress abbess alderwoman"
    " camerawoman servicewoman stuntwoman".split()
)
MALE = frozenset(
    "boy boyfriend brother chairman congressman councilman count duke emperor father father-in-law gentleman"
    " grandfather grandson husband king landlord monk nephew policeman priest prince salesman schoolboy son spokesman"
    " stepfather uncle widower man businessman fisherman fireman cardinal archbishop pope imam".split()
)
# Nouns for one person of either gender.
PERSON = frozenset(
    "activist actor adviser advisor ambassador analyst applicant architect artist athlete attorney author baby baker"
    " boss candidate captain carer chair chairperson chancellor chief child citizen clerk climber coach colleague"
    " colonel columnist commander commissioner composer conductor consultant councillor counsel critic customer deputy"
    " designer developer diplomat director doctor driver economist editor employee engineer entrepreneur envoy"
    " executive expert farmer fighter filmmaker founder friend general goalkeeper governor guard guest guide head"
    " historian host hunter inspector interpreter inventor investigator journalist judge lawmaker lawyer leader"
    " lecturer lieutenant magistrate major manager mayor medic member merchant minister musician neighbour neighbor"
    " novelist nurse officer official operator opponent organiser organizer owner painter parent partner passenger"
    " patient performer photographer physician pilot player poet politician premier president presenter prisoner"
    " producer professor prosecutor pupil relative reporter representative researcher resident retiree rider runner"
    " sailor scientist secretary senator sergeant shopkeeper singer soldier source speaker spokesperson striker student"
    " successor suspect swimmer teacher teenager tourist trader trainer translator treasurer veteran victim visitor"
    " volunteer witness worker writer youth pensioner defendant plaintiff survivor defender midfielder keeper rival"
    " champion winner hero buyer seller recruit consumer user reader viewer lover fan believer teammate classmate"
    " flatmate roommate lodger tenant client contestant author thief robber killer gunman attacker assailant offender"
    " caller speaker borrower lender landowner tycoon billionaire millionaire star celebrity model dancer pianist"
    " violinist guitarist rapper comedian chef cook waiter butcher fisher shepherd peasant labourer builder plumber"
    " electrician mechanic technician engineer nominee appointee trustee referee umpire opponent skipper sprinter"
    " cyclist boxer wrestler golfer batsman bowler puncher kid toddler newborn infant teen adult person individual"
    " somebody patriarch bishop rabbi cleric preacher sheikh anyone someone everyone".split()
)
TITLES = {
    "Mr": "m", "Mrs": "f", "Ms": "f", "Miss": "f", "Sir": "m", "Lady": "f", "Dame": "f", "Lord": "m", "Madame": "f",
    "King": "m", "Queen": "f", "Prince": "m",
    "Princess": "f", "Baroness": "f", "Datin": "f", "Pope": "m", "Mme": "f", "Frau": "f", "Herr": "m", "Señora": "f",
    "Señor": "m", "Signora": "f", "Spokeswoman": "f",
    "Congresswoman": "f", "Chairwoman": "f", "Actress": "f", "Monsieur": "m", "Imam": "m", "Archbishop": "m",
    "Cardinal": "m",
}  # fmt: skip
PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
KINDS = {
    **dict.fromkeys(PERSON, ("noun", "")),
    **dict.fromkeys(MALE, ("noun", "m")),
    **dict.fromkeys(FEMALE, ("noun", "f")),
    **{word: ("pronoun", gender) for word, gender in PRONOUNS.items()},
}
_CAPITALISED = r"[^\W\d_a-z][\w-]*(?:['’]\w+)?"
_NAME = lazy(
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Mme)\.? |[A-Z]\. )?{_CAPITALISED}(?:"
    rf" (?:(?:al|el|bin|ben|de|da|do|dos|van|von|der|den|di|la|le|du|y|ap)[ -])*(?:[A-Z]\.|{_CAPITALISED}))*"
)
_NOT_NAMES = frozenset(
    "The A An This That These Those He She It They We I You His Her Its Their Our My In On At By For From With After"
    " Before When While If As But And So Yet Or There Here What Who Why How Where No Not Now Then Also However"
    " Meanwhile According Earlier Later Once Since Although Though Because Despite During Under Over One Two Three Four"
    " Five Many Most Some Several Police Officials Monday Tuesday Wednesday Thursday Friday Saturday Sunday January"
    " February March April May June July August September October November December Mr Mrs Ms Dr President Minister"
    " Prime General Captain Colonel Professor Judge Chief Chancellor King Queen".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One person in the text. `gender`: "m", "f" or "" where nothing tells; `key`: surname for names, else "";

    `kind`: pronoun, name or noun.
    """

    start: int
    end: int
    kind: str
    gender: str
    key: str = ""


@cache
def _words() -> "re.Pattern[str]":
    """Capitalised words, and those that can be a person: a trie, so that all other words are passed over without a step
    of Python.
    """
    return re.compile(rf"\b(?:[^\W\d_a-z][\w-]*|(?:{_trie(sorted(KINDS))})(?![\w-]))")


def _trie(words: list[str]) -> str:
    """A pattern for exactly these words, branching letter by letter."""
    branches = []
    for letter, group in groupby((word for word in words if word), key=lambda word: word[0]):
        tails = [word[1:] for word in group]
        branches.append(re.escape(letter) + _trie(tails))
    body = "|".join(branches)
    if len(branches) > 1:
        body = f"(?:{body})"
    return f"(?:{body})?" if branches and "" in words else body


def mentions(text: str, start: int, end: int, given: Mapping[str, str]) -> Iterator[Mention]:
    """Every mention of a single person in `text[start:end]`; a capitalised phrase that may be anything else counts as a
    name without gender.
    """
    at = start
    seen = _memo(given)
    for match in _words().finditer(text, start, end):
        if match.start() < at:
            continue
        word, begin, at = match[0], match.start(), match.end()
        if word[0].islower():
            kind = KINDS.get(word)
            if kind is not None:
                yield Mention(begin, at, kind[0], kind[1])
            continue
        low = word.lower()
        kind = KINDS.get(low)
        if kind is not None and kind[0] == "pronoun":
            yield Mention(begin, at, *kind)
            continue
        if word in _NOT_NAMES and word not in TITLES:
            continue
        name = _NAME.match(text, begin, end)
        if name is None:
            continue
        phrase = name[0]
        known = seen.get(phrase)
        if known is None:
            known = seen[phrase] = _read(phrase, given)
        length, sort, gender, key = known
        at = begin + length
        yield Mention(begin, at, sort, gender, key)


_SEEN: tuple[Mapping[str, str], dict[str, tuple[int, str, str, str]]] = ({}, {})
_MOST = 20_000  # phrases that are kept


def _memo(given: Mapping[str, str]) -> dict[str, tuple[int, str, str, str]]:
    """What earlier phrases were found to be, under the same given names."""
    global _SEEN
    if _SEEN[0] is not given or len(_SEEN[1]) > _MOST:
        _SEEN = (given, {})
    return _SEEN[1]


def _read(phrase: str, given: Mapping[str, str]) -> tuple[int, str, str, str]:
    """Of a capitalised phrase: the length of the mention that it begins with, kind, gender and key."""
    words = phrase.split()
    while words and words[-1] in _NOT_NAMES and len(words) > 1:
        words.pop()
    length = len(" ".join(words))
    first = words[0].rstrip(".")
    kind = KINDS.get(_plain(words[0]).lower())
    if len(words) == 1 and (kind is not None or first in TITLES):
        return length, "noun", kind[1] if kind else TITLES[first], ""
    bare = [_plain(part) for part in words]
    if len(bare) > 1 and bare[0] in _FAMILY_FIRST and bare[-1] in given:
        return length, "name", given[bare[-1]], bare[0]  # Huang Xiuying, Park Hye-jin
    gender = (
        TITLES.get(first, "")
        or next(filter(None, (_gender_of(part, given) for part in bare[:-1] or bare)), "")
        or _by_ending(bare)
    )
    return length, "name", gender, bare[-1]


def _gender_of(word: str, given: Mapping[str, str]) -> str:
    return given.get(word) or ("" if word.isascii() else given.get(without_accents(word), ""))


def _by_ending(words: list[str]) -> str:
    """The gender that a patronymic or a family name shows: Ievgenivna, Kowalska, Jónsdóttir."""
    if len(words) < 2:
        return ""
    if len(words) > 2 and words[-2].endswith(_PATRONYMICS):
        return "m" if words[-2].endswith("ich") else "f"
    last = words[-1]
    if last in _HERS or (len(last) > 6 and last.endswith(WOMAN_ENDINGS) and last not in _NO_WOMEN):
        return "f"
    return ""


_PATRONYMICS = ("ovna", "evna", "ivna", "yvna", "ichna", "ovich", "evich", "ovych", "evych")
WOMAN_ENDINGS = (
    "ova",
    "eva",
    "ová",
    "skaya",
    "skaia",
    "ska",
    "cka",
    "ská",
    "dóttir",
    "dottir",
    "ienė",
    "aitė",
    "ytė",
    "utė",
    "opoulou",
)
_NO_WOMEN = frozenset(
    "Casanova Villanova Moldova Bukova Terranova Marieska Alaska Nebraska Itaska Athabaska Itasca Cordova".split()
)
_HERS = frozenset("Begum Khatun Khatoon Bibi Kaur Kumari Khanum".split())
# Family names of one syllable that stand before the given name in Chinese, Korean and Vietnamese copy.
_FAMILY_FIRST = frozenset(
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Gao Lin Luo Zheng Liang Xie Song Tang Deng Han"
    " Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Cui Zhong Tan Fan"
    " Kim Park Lee Choi Jung Jeong Kang Cho Yoon Yun Jang Lim Shin Seo Kwon Hwang Ahn Ryu Yoo Hong Jeon Ko Moon Bae"
    " Baek Nam Noh Roh Ha Joo Chung Oh Nguyen Nguyễn Tran Trần Pham Phạm Hoang Hoàng Phan Vu Vũ Vo Võ Dang Đặng Bui Bùi"
    " Do Đỗ Ngo Ngô Duong Dương Ly Tsai Hsu Chang Cheng Hsieh".split()
)


def _plain(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word.rstrip("'’.")
