"""An archive: `begin` plans or resumes it, `Archive.work` does its parts, `add_up` says what came of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from secrets import token_hex

from pyarrow.fs import FileType

from mtcheck.batch.places import Place
from mtcheck.batch.plan import Part, plan
from mtcheck.batch.shelf import FAILED, Done, Shelf
from mtcheck.batch.work import Job, Outcome, Undone
from mtcheck.errors import ConfigError
from mtcheck.gate import Gate
from mtcheck.profile.config import Config
from mtcheck.reporters import Tally
from mtcheck.reporters import json as words
from mtcheck.run import signature
from mtcheck.text.counting import count

_ASIDE = frozenset({"origin", "trusted", "max_time"})  # keys of a profile that change nothing in a row
_SHOWN = 3  # reasons shown at the end
Engine = Callable[[Job, Sequence[Part]], Iterator[Outcome]]


@dataclass
class Sums:
    """What the parts that are done add up to; the parts themselves are not kept."""

    config: Config
    done: set[int] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)
    gate: Gate = field(default_factory=Gate)
    unread: int = 0
    aside: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, one: Done) -> None:
        if one.number in self.done:
            return
        self.done.add(one.number)
        self.tally.merge(one.tally)
        self.gate.totals(self.config).add(one.totals)
        self.unread += one.unread
        self.aside += one.aside
        self.reasons += one.reasons[: _SHOWN - len(self.reasons)]


@dataclass
class Archive:
    """A job, what is done of it, and the parts still to do."""

    job: Job
    shelf: Shelf
    sums: Sums
    todo: list[Part]
    undone: list[Undone] = field(default_factory=list)

    def work(self, engine: Engine) -> Iterator[None]:
        """Does the parts still to do; yields after each."""
        for outcome in engine(self.job, self.todo) if self.todo else ():
            if isinstance(outcome, Undone):
                self.undone.append(outcome)
            else:
                self.sums.add(outcome)
            yield
        told = {one.number for one in self.undone} | self.sums.done
        self.undone += (Undone(part.number, _DIED) for part in self.todo if part.number not in told)


_DIED = "The processes that worked on it died."


def begin(
    config: Config, inputs: Sequence[str], output: str, *, repair: bool, size: int, again: bool = False
) -> Archive:
    """The archive as it stands, planned if it is new. `size`: bytes of text in a part. `again`: parts with rows set
    aside are done again.

    Raises ConfigError where the output holds another archive, or a file of it has changed; InputError for an input that
    is not there.
    """
    sources, shelf = [Place(one) for one in inputs], Shelf(Place(output))
    signed = _signature(config, repair)
    kind = shelf.place.kind()
    before = shelf.plan() if kind == FileType.Directory else None
    if before is None and kind != FileType.NotFound and next(shelf.place.below(), None) is not None:
        raise ConfigError(f"{shelf.place.name} is no archive of mtcheck; name a folder that is empty or not there.")
    if before is not None and before.signature != signed:
        raise ConfigError(
            f"{shelf.place.name} was begun under another profile, or with another version of mtcheck; name another"
            " OUTPUT."
        )
    now = plan(sources, shelf.place, config.fields, signed, size, before)
    if now != before:
        shelf.keep(now)
    job = Job(config, tuple(inputs), output, repair, signature.examination(config), token_hex(8))
    sums = Sums(config)
    for one in shelf.all_done():
        if again and one.aside and one.number < len(now.parts):
            shelf.forget(now.parts[one.number])
        elif one.number < len(now.parts):
            sums.add(one)
    todo = [part for part in now.parts if part.number not in sums.done]
    if todo:
        shelf.close(None)
    return Archive(job, shelf, sums, todo)


def _signature(config: Config, repair: bool) -> str:
    said = tuple((one.name, repr(getattr(config, one.name))) for one in fields(config) if one.name not in _ASIDE)
    return signature.digest([signature.examination(config).encode(), repr(said).encode(), repr(repair).encode()])


@dataclass(frozen=True)
class Result:
    """What an archive adds up to. `unchecked`: how many rows and parts were not checked, and 1 for a gate that saw no
    story. `complaints`: sentences about them.
    """

    tally: Tally
    unchecked: int
    complaints: tuple[str, ...]


def add_up(archive: Archive) -> Result:
    """The sums over all parts. Writes the summary if all of them are done."""
    config, sums = archive.job.config, archive.sums
    tally, aside = sums.tally, sums.aside
    nothing = config.gate is not None and not tally.documents
    said = sums.gate.decision(sums.unread + len(archive.undone) + nothing)
    tally.decision, tally.reason, tally.gated = said.word, said.reason, config.gate is not None
    if not archive.undone:
        archive.shelf.close(
            {**words.summary(tally), "unread": sums.unread, "set_aside": aside, "parts": len(sums.done)}
        )
    complaints = [*_undone(archive.undone), *_set_aside(aside, sums.reasons, archive.shelf.place)]
    if nothing:
        complaints.append("The archive holds no story, and a gate passes nothing that it has not seen.")
    return Result(tally, aside + len(archive.undone) + nothing, tuple(complaints))


def _undone(undone: Sequence[Undone]) -> Iterable[str]:
    if not undone:
        return
    several = f"{len(undone):,} parts are" if len(undone) > 1 else "1 part is"
    yield f"{several} not done; run the same command again. The first: part {undone[0].number}. {undone[0].reason}"


def _set_aside(aside: int, reasons: Sequence[str], place: Place) -> Iterable[str]:
    if not aside:
        return
    yield from reasons
    more = f", {aside - len(reasons):,} of them not shown here" if aside > len(reasons) else ""
    yield (
        f"{count(aside, 'row')} could not be checked and {'is' if aside == 1 else 'are'} in"
        f" {place.name}/{FAILED}{more}."
    )
