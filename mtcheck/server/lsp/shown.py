"""A report as an editor shows it: diagnostics, quick fixes and what stands in a hover."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lsprotocol import types

from mtcheck.profile import above, catalog
from mtcheck.reporters import help
from mtcheck.reporters.excerpt import harmless, middle
from mtcheck.server.lsp.text import Text

SOURCE = "mtcheck"
FIX_ALL = "source.fixAll.mtcheck"
MARK = "mtcheck.markAsFine"
_SEVERITIES = {
    "critical": types.DiagnosticSeverity.Error,
    "major": types.DiagnosticSeverity.Warning,
    "minor": types.DiagnosticSeverity.Information,
    "neutral": types.DiagnosticSeverity.Hint,
}
Edits = Callable[[list[types.TextEdit]], types.WorkspaceEdit]  # of one version of a text, as a client understands them
_ROOM = 60  # columns of a repair in the title of an action


@dataclass(frozen=True)
class Shown:
    """What mtcheck found in one version of a text: the findings of docs/json.md, and why not all was checked."""

    text: Text
    findings: tuple[dict[str, Any], ...] = ()
    undone: str = ""

    def diagnostics(self) -> list[types.Diagnostic]:
        """One for each finding; one at the beginning for a text that was not checked, which must not look clean."""
        found = [self._diagnostic(finding) for finding in self.findings]
        if self.undone:
            start, error = types.Position(0, 0), types.DiagnosticSeverity.Error
            said = f"Not checked: {self.undone}"
            found.insert(0, types.Diagnostic(types.Range(start, start), said, error, "unchecked", source=SOURCE))
        return found

    def _diagnostic(self, finding: dict[str, Any]) -> types.Diagnostic:
        return types.Diagnostic(
            self.text.range(finding["start"], finding["end"]),
            finding["message"],
            _SEVERITIES[finding["severity"]],
            finding["rule"],
            types.CodeDescription(page(finding["rule"])),
            SOURCE,
            data={"fingerprint": finding["fingerprint"]},
        )

    def at(self, where: types.Range) -> Iterator[dict[str, Any]]:
        """The findings that a range touches."""
        start, end = self.text.offset(where.start), self.text.offset(where.end)
        return (finding for finding in self.findings if finding["start"] <= end and start <= finding["end"])

    def hover(self, where: types.Position) -> str:
        """What is found at a place and what its rule says, in Markdown; empty where nothing is."""
        parts = []
        for finding in self.at(types.Range(where, where)):
            about = f"*{finding['severity']}, {finding['confidence']:.0%} sure* · `{finding['rule']}`"
            parts.append(
                f"**{_escaped(finding['message'])}**\n\n{about}\n\n{help.markdown(catalog.rule(finding['rule']))}"
            )
        return "\n\n---\n\n".join(parts)

    def fixes(
        self, where: types.Range, sure: float, edit: Edits, uri: str, *, marks: bool
    ) -> Iterator[types.CodeAction]:
        """A quick fix for each repair of each finding in a range, the preferred being what `mtcheck fix` would do, and
        a way to mark it as fine.
        """
        for finding in self.at(where):
            about = [self._diagnostic(finding)]
            for number, repair in enumerate(finding["repairs"]):
                edits = [
                    types.TextEdit(self.text.range(one["start"], one["end"]), one["text"]) for one in repair["edits"]
                ]
                preferred = not number and repair["applicability"] == "automatic" and repair["confidence"] >= sure
                yield types.CodeAction(
                    _title(self.text.source, repair),
                    types.CodeActionKind.QuickFix,
                    about,
                    is_preferred=preferred or None,
                    edit=edit(edits),
                )
            if marks:
                command = types.Command("Mark as fine", MARK, arguments=[uri, finding["rule"], finding["fingerprint"]])
                yield types.CodeAction(
                    f"Mark as fine… ({finding['rule']})", types.CodeActionKind.QuickFix, about, command=command
                )


@lru_cache(maxsize=512)
def page(rule: str) -> str:
    """The address of the file in which a rule says what it is about; it opens in the editor."""
    module = above if rule in above.RULES else catalog.detector(rule)
    return Path(str(module.__file__)).as_uri()


def _title(source: str, repair: dict[str, Any]) -> str:
    edits = repair["edits"]
    start, end = edits[0]["start"], edits[-1]["end"]
    out, at = "", start
    for edit in edits:
        out, at = out + source[at : edit["start"]] + edit["text"], edit["end"]
    out = " ".join((out + source[at:end]).split())
    return (
        f"Write “{middle(harmless(out), _ROOM)}”"
        if out
        else f"Delete “{middle(harmless(' '.join(source[start:end].split())), _ROOM)}”"
    )


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!" else char for char in harmless(text))
