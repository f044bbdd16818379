"""`mtcheck learn`: what editors decided on the page of `mtcheck review`, as changes of the profile.

Nothing changes without a yes.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import flag, option
from mtcheck.cli.output import Output, complain, save
from mtcheck.cli.review import address_of
from mtcheck.errors import ConfigError
from mtcheck.profile import config as profiles
from mtcheck.profile import edited, values
from mtcheck.profile.config import Config
from mtcheck.profile.house import Term
from mtcheck.reporters.excerpt import harmless
from mtcheck.scoring import calibration
from mtcheck.text.counting import count

if TYPE_CHECKING:
    from mtcheck.learning.proposals import Proposal
    from mtcheck.scoring.calibration import Calibration
    from mtcheck.watch.judgements import Judgement

TABLE, TERMS = "mtcheck-calibration.tsv", "terms.tsv"


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("--database URL", "where the decisions are (default: a file of yours; MTCHECK_DATABASE)")
    add("--config PROFILE", "the .toml file that is to learn (default: the nearest mtcheck.toml, else a new one here)")
    flag(parser, "--all", help="learn from the decisions of all newsrooms, not only of those under this profile")
    flag(parser, "--yes", help="say yes to every proposal")
    add("--corrections FILE", "write the corrected paragraphs as JSON Lines, which `mtcheck train` reads")
    add("--export FILE", "write all decisions as JSON Lines, - for standard output, and do nothing else")


def run(options: argparse.Namespace) -> int:
    from mtcheck.learning.effect import parted
    from mtcheck.watch.database import connect
    from mtcheck.watch.judgements import Judgements, last_words

    kept = Judgements(connect(address_of(options.database)))
    if options.export:
        _write_lines(options.export, (one.told() for one in kept.every()))
        return CLEAN
    config, place = _profile(options.config)
    mine = {"", str(place.resolve())}
    said = [one for one in kept.every() if options.all or one.profile in mine]
    if options.corrections:
        _corrections(options.corrections, said)
    last = last_words(said)
    out = Output(None)
    if not last:
        out.write(f"Nothing has been decided under {place} yet; decide about findings in `mtcheck review` first.\n")
        out.done()
        return CLEAN
    learn, held = parted(last)
    who = len({one.who for one in last})
    out.write(
        f"{count(len(last), 'decision')} of {count(who, 'editor')} on {_stories(last)}; "
        f"{len(learn):,} to learn from, {len(held):,} on {_stories(held)} held out.\n"
    )
    _Lesson(options, config, place, learn, held, out).learn()
    out.done()
    return CLEAN


def at_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


class _Lesson:
    """One profile, decisions to learn from and to judge by, and what the user said yes to."""

    def __init__(
        self,
        options: argparse.Namespace,
        config: Config,
        place: Path,
        learn: "list[Judgement]",
        held: "list[Judgement]",
        out: Output,
    ) -> None:
        self._options, self._config, self._place, self._out = options, config, place, out
        self._learn, self._held = learn, held
        self._before = held  # with the confidences that the profile gives now

    def learn(self) -> None:
        from mtcheck.learning import proposals

        table = self._calibration()
        found = list(proposals.of_rules(self._learn))
        gone = [one.subject for one in found if one.what == proposals.OFF]
        found += proposals.of_house(self._learn, self._config.house, gone)
        taken = [one for one in found if self._asked(one)]
        if not found and table is None:
            self._out.write(
                "The decisions propose nothing: your editors and the profile agree, or there are too few yet.\n"
            )
        self._effect(taken or found, table, bool(taken) or not found)
        if taken or table is not None:
            self._change(taken, table)
        elif found:
            self._out.write(
                "Nothing was changed."
                + ("" if self._asks else " Say --yes, or run it in a terminal, where it asks.")
                + "\n"
            )

    @property
    def _asks(self) -> bool:
        return self._options.yes or (at_a_terminal())

    def _yes(self, question: str) -> bool:
        if self._options.yes or not self._asks:
            return bool(self._options.yes)
        print(f"{harmless(question)} [y/N] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    def _calibration(self) -> "Calibration | None":
        """A calibration of the newsroom's own, if one is better on what was held out and the user wants it."""
        from mtcheck.learning import effect, proposals

        if self._config.calibration != calibration.NONE or values.GATE[0] in self._config.fail_rules:
            return None
        table = proposals.calibrated(self._learn, self._config.rule_ids())
        if table is None or not self._held:
            return None
        after = proposals.moved(self._held, table)
        old, new = (effect.log_loss(some, lambda one: one.confidence) for some in (self._held, after))
        if new >= old:
            return None
        self._out.write(f"\nConfidences of your own: a calibration on {count(len(self._learn), 'decision')}.\n")
        self._out.write(f"  held out: the log loss of the confidences is {new:.3f} with it, {old:.3f} without.\n")
        if not self._yes("Take the calibration?"):
            return None
        self._learn, self._held = proposals.moved(self._learn, table), after
        return table

    def _asked(self, one: "Proposal") -> bool:
        """Shows a proposal with its effect, and says whether the user takes it."""
        from mtcheck.learning import effect, proposals

        self._out.write(f"\n{harmless(one.sentence)}\n")
        self._out.write(f"  {one.reason}.\n")
        if one.what == proposals.TERM:
            term = Term(one.subject, str(one.value))
            before, after = proposals.first_right(self._held), proposals.first_right(self._held, [term])
            self._out.write(
                f"  held out: the first repair is right {proposals.why(after)} times with it, {before.part} without.\n"
            )
        else:
            before, after = effect.agreement(self._held, []), effect.agreement(self._held, [one.shows])
            self._out.write(f"  held out: agrees on {proposals.why(after)} decisions with it, {before.part} without.\n")
        return self._yes("Take it?")

    def _effect(self, shown: "Sequence[Proposal]", table: "Calibration | None", taken: bool) -> None:
        """What all of it together does to the decisions held out."""
        from mtcheck.learning import effect, proposals

        if not self._held or not (shown or table):
            return
        least = self._config.min_confidence
        before = effect.agreement(self._before, [lambda one: one.confidence >= least])
        after = effect.agreement(self._held, [lambda one: one.confidence >= least, *proposals.all_show(shown)])
        points = 100 * (after.value - before.value)
        condition = "" if taken else "if you take all of it, "
        self._out.write(
            f"\nHeld out, {condition}the profile agrees with your editors on {after}; "
            f"it was {before}: {points:+.0f} points.\n"
        )

    def _change(self, taken: "Sequence[Proposal]", table: "Calibration | None") -> None:
        """Writes what was said yes to. Raises ConfigError, and the profile is as it was, where that cannot be."""
        from mtcheck.learning import proposals
        from mtcheck.server.profiles import write

        text = self._place.read_bytes().decode("utf-8-sig") if self._place.exists() else ""
        terms = [Term(one.subject, str(one.value)) for one in taken if one.what == proposals.TERM]
        for one in taken:
            if one.what == proposals.OFF:
                text = edited.with_item(text, "", "ignore", one.subject)
            elif one.what == proposals.HINT:
                text = edited.with_value(text, f"rules.{one.subject}", "severity", "neutral")
            elif one.what == proposals.THRESHOLD:
                text = edited.with_value(text, f"rules.{one.subject}", "min_confidence", float(one.value))
            elif one.what == proposals.NAME:
                text = edited.with_item(text, "house", "names", one.subject)
        changed = [str(self._place)]
        if table is not None:
            text = edited.with_value(text, "", "calibration", TABLE)
            changed.append(str(self._beside(TABLE, calibration.dump(table))))
        if terms:
            text, list_of_terms = self._with_terms(text, terms)
            changed.append(str(list_of_terms))
        profiles.parse(edited.parsed(text), self._place)
        write(self._place, text)
        complain(f"Changed: {', '.join(changed)}.")

    def _with_terms(self, text: str, terms: Sequence[Term]) -> tuple[str, Path]:
        """The profile with its list of terms, and that list with rows more."""
        named = edited.parsed(text).get("house", {}).get("terms")
        if named is None:
            text = edited.with_value(text, "house", "terms", TERMS)
        place = self._place.parent / (named or TERMS)
        before = place.read_bytes().decode("utf-8-sig") if place.exists() else "# wrong\tright\tnote\n"
        rows = "".join(f"{term.wrong}\t{term.right}\n" for term in terms)
        return text, self._beside(place.name if named is None else named, f"{before.rstrip()}\n{rows}")

    def _beside(self, name: str, text: str) -> Path:
        """Writes a file beside the profile."""
        from mtcheck.readers.files import write_atomically

        place = self._place.parent / name
        write_atomically(place, text.encode())
        return place


def _profile(named: str | None) -> tuple[Config, Path]:
    """The profile that is to learn, and its file, which need not be there yet.

    Raises ConfigError for one that nobody may change.
    """
    if named is not None:
        place = Path(named)
        if place.suffix != ".toml" or place.name == "pyproject.toml":
            raise ConfigError(f"--config wants the .toml file of a profile that can be changed, not “{named}”.")
        return (profiles.load(named) if place.exists() else replace(Config(), origin=place)), place
    found = profiles.find(Path())
    place = Path("mtcheck.toml") if found.origin is None else found.origin
    if place.name == "pyproject.toml":
        raise ConfigError(f"{place} is written by people alone; name another file with --config.")
    return found, place


def _corrections(path: str, said: "Sequence[Judgement]") -> None:
    from mtcheck.learning.proposals import corrections
    from mtcheck.watch.judgements import UNDONE

    back = {(one.story, one.fingerprint) for one in said if one.action == UNDONE}
    rows = corrections(one for one in said if (one.story, one.fingerprint) not in back)
    _write_lines(path, rows)
    complain(
        f"{count(len(rows), 'correction')} in {path}; `mtcheck train {path} --output FOLDER` teaches them to the model."
    )


def _write_lines(path: str, rows: Iterable[Mapping[str, object]]) -> None:
    save(path, (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def _stories(said: "Sequence[Judgement]") -> str:
    return count(len({one.story for one in said}), "story", "stories")
