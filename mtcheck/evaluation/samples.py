"""A unit of evaluation data: a text and what people said about it."""

from dataclasses import dataclass

from mtcheck.scoring.words import Tags

ORIGINS = tuple("native human mt native-other human-other mt-other learner".split())  # "-other": copy that is not news


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person marked as an error. `start`, `end`: code points of the sample's text, equal where something is
    missing.

    `severity`: neutral, minor, major, critical, or "" where nobody said. `family`: of the rules that should see it, ""
    where nobody said. `surface`: whether the surface alone betrays it, None where nobody said. `repairs`: every good
    replacement, None where nobody said.
    """

    start: int
    end: int
    severity: str = ""
    family: str = ""
    category: str = ""
    surface: bool | None = None
    repairs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and what is known of it; parts that nobody gave are None or empty.

    `kind`: stories, spans, tags, postedits, corrections, pairs or plain; it decides which figures make sense. `set` and
    `part` name the rows of the tables. `document`: what belongs together when figures are resampled. `origin`: native
    (news by native writers, where every finding is a false alarm), human (news translated by people), mt (by machines);
    native-other, human-other, mt-other (copy that is not news); learner. `rewrites`: post-edits or corrections of the
    whole text, `tokenised` whether their spaces mean nothing. `rival`: the better version of it.
    """

    id: str
    kind: str
    set: str
    origin: str
    text: str
    part: str = ""
    document: str = ""
    annotations: tuple[Annotation, ...] | None = None
    tokens: tuple[str, ...] = ()
    tags: Tags | None = None
    merged: tuple[bool, ...] = ()
    rewrites: tuple[str, ...] = ()
    tokenised: bool = False
    rival: str | None = None
