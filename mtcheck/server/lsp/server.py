"""The language server over standard input and output.

A text is checked in a process of its own, a moment after the last key; an older version's result is dropped.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from mtcheck.errors import ConfigError, MtcheckError
from mtcheck.profile import catalog, config, values
from mtcheck.profile.config import Config
from mtcheck.server.desk import Desk
from mtcheck.server.lsp.shown import FIX_ALL, MARK, Shown
from mtcheck.server.lsp.text import Text
from mtcheck.server.marks import REASONS, mark
from mtcheck.server.settings import Settings
from mtcheck.server.tasks import TEXT, Check, Fix
from mtcheck.version import __version__

_DEBOUNCE = 0.3  # seconds without a key before a text is checked again
_FORMATS = {"markdown": "markdown", "html": "html", "plaintext": "text", "text": "text"}
_SETTINGS: dict[str, Callable[[Any], Any]] = {
    "profile": values.text,
    "depth": values.depth,
    "minConfidence": values.probability,
}
_FIX = types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL])
_PULL = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="mtcheck")


@dataclass
class _Open:
    """A text that the editor has open. `shown`: of the version that was checked last."""

    text: Text
    language: str
    shown: Shown | None = None
    config: Config | None = None
    checking: "asyncio.Task[Shown] | None" = None
    pushing: "asyncio.Task[None] | None" = None


class Server(LanguageServer):
    """What is open, and how the user wants it checked."""

    def __init__(self, desk: Desk, given: dict[str, Any]) -> None:
        super().__init__("mtcheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self._desk, self._given, self.settings = desk, given, dict[str, Any]()
        self.open: dict[str, _Open] = {}
        self._said: set[str] = set()

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics itself; it would show those that are sent, too, twice."""
        about = self.client_capabilities.text_document
        return about is not None and about.diagnostic is not None

    def configure(self, wanted: Any) -> None:
        """Takes the client's settings; what makes no sense is said and left out."""
        inner = wanted.get("mtcheck", wanted) if isinstance(wanted, dict) else {}
        self.settings = {}
        for key, value in inner.items() if isinstance(inner, dict) else ():
            try:
                if key not in _SETTINGS:
                    raise ConfigError(
                        catalog.unknown("mtcheck has no setting", key, _SETTINGS, f"it has {', '.join(_SETTINGS)}")
                    )
                self.settings[key] = _SETTINGS[key](value) if value is not None else None
            except MtcheckError as error:
                self.complain(str(error))
            except ValueError as error:
                self.complain(f"The setting “{key}” {error}.")

    def complain(self, sentence: str) -> None:
        """Says something to the user, once."""
        if sentence not in self._said:
            self._said.add(sentence)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"mtcheck: {sentence}"))

    def profile(self, uri: str) -> Config:
        """The profile for a text. Raises ConfigError for one that makes no sense."""
        named = self.settings.get("profile")
        path = to_fs_path(uri) if uri.startswith("file:") else None
        base = config.load(named) if named else config.find(Path(path).parent if path else Path())
        said = {
            "depth": self.settings.get("depth"),
            "min_confidence": self.settings.get("minConfidence"),
            **self._given,
        }
        return replace(base, max_time=None, **{key: value for key, value in said.items() if value is not None})

    async def checked(self, uri: str) -> Shown:
        """What is found in the text as it is now; one check serves all that wait for it."""
        held = self.open.get(uri)
        if held is None:
            return Shown(Text(""))
        while held.shown is None or held.shown.text is not held.text:
            if held.checking is None or held.checking.done():
                held.checking = asyncio.ensure_future(self._check(uri, held))
            held.shown = await asyncio.shield(held.checking)
        return held.shown

    async def _check(self, uri: str, held: _Open) -> Shown:
        text = held.text
        try:
            held.config = self.profile(uri)
        except ConfigError as error:
            self.complain(str(error))
            return Shown(text, undone=str(error))
        answer = await self._desk.answer(Check(held.config, text.source, self._format(uri, held), uri, self._path(uri)))
        told: dict[str, Any] = (
            json.loads(answer.body) if answer.body else {"error": "Too many texts wait to be checked."}
        )
        if "error" in told:
            return Shown(text, undone=told["error"])
        undone = " ".join(one["reason"] for one in told["summary"]["stories"] if one["decision"] == "unchecked")
        found = tuple(finding for document in told["documents"] for finding in document["findings"])
        return Shown(text, tuple(sorted(found, key=lambda finding: (finding["start"], finding["end"]))), undone)

    async def fixed(self, uri: str, held: _Open) -> str | None:
        """The text with all that is automatic repaired; None where that could not be done."""
        answer = await self._desk.answer(
            Fix(self.profile(uri), held.text.source, self._format(uri, held), uri, path=self._path(uri))
        )
        told = json.loads(answer.body) if answer.body else {}
        return str(told["text"]) if "text" in told and not answer.cause else None

    def push(self, uri: str, after: float = 0.0) -> None:
        """Checks a text in a moment and sends what is found, unless there is a newer version by then."""
        held = self.open[uri]
        if held.pushing is not None:
            held.pushing.cancel()
        if not self.pulls:
            held.pushing = asyncio.ensure_future(self._push(uri, held, after))

    async def _push(self, uri: str, held: _Open, after: float) -> None:
        await asyncio.sleep(after)
        shown = await self.checked(uri)
        if self.open.get(uri) is held:
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, shown.diagnostics(), shown.text.version)
            )

    def again(self) -> None:
        """Checks everything anew, for how it is checked has changed."""
        for uri, held in self.open.items():
            held.shown, held.text = None, replace(held.text)
            self.push(uri)
        workspace = self.client_capabilities.workspace
        if (
            self.pulls
            and workspace is not None
            and workspace.diagnostics is not None
            and workspace.diagnostics.refresh_support
        ):
            self.workspace_diagnostic_refresh(None)

    def edit(self, uri: str, text: Text, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        """Edits of one version; a client that knows versions refuses them for another."""
        workspace = self.client_capabilities.workspace
        if workspace is not None and workspace.workspace_edit is not None and workspace.workspace_edit.document_changes:
            which = types.OptionalVersionedTextDocumentIdentifier(uri, text.version)
            return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(which, list(edits))])
        return types.WorkspaceEdit({uri: edits})

    def _format(self, uri: str, held: _Open) -> str | None:
        return _FORMATS.get(held.language) if held.language in _FORMATS or self._path(uri) == TEXT else None

    @staticmethod
    def _path(uri: str) -> str:
        return (to_fs_path(uri) if uri.startswith("file:") else None) or TEXT


def run(settings: Settings, given: dict[str, Any]) -> int:
    """Serves until the editor ends it. `given`: values of a profile that the command line sets."""
    desk = Desk(settings)
    server = _made(Server(desk, given))
    desk.warm()
    # pygls closes what it is given
    own_in, own_out = os.fdopen(os.dup(sys.stdin.fileno()), "rb"), os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    try:
        server.start_io(own_in, own_out)
    finally:
        desk.close()
    return 0


def _made(server: Server) -> Server:
    """The server with what it can do."""

    @server.feature(types.INITIALIZE)
    def initialize(ls: Server, params: types.InitializeParams) -> None:
        ls.workspace.update_text_document = lambda *_: None  # type: ignore[method-assign]  # it moves positions behind U+2028; `Text` does it instead
        ls.configure(params.initialization_options or {})

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        encoding = ls.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16
        ls.open[item.uri] = _Open(Text(item.text, item.version, encoding), item.language_id)
        ls.push(item.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        held = ls.open.get(params.text_document.uri)
        if held is None:
            return
        for change in params.content_changes:
            held.text = replace(held.text, source=held.text.changed(change), version=params.text_document.version)
        ls.push(params.text_document.uri, _DEBOUNCE)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith(".toml"):
            ls.again()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        held = ls.open.pop(params.text_document.uri, None)
        if held is not None and held.pushing is not None:
            held.pushing.cancel()
        if not ls.pulls:
            ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _PULL)
    async def pulled(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        shown = await ls.checked(params.text_document.uri)
        name = f"{shown.text.version}-{id(shown):x}"
        if params.previous_result_id == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(name)
        return types.RelatedFullDocumentDiagnosticReport(shown.diagnostics(), result_id=name)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _FIX)
    async def actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri, wanted = params.text_document.uri, params.context.only
        held = ls.open.get(uri)
        found: list[types.CodeAction] = []
        if held is None:
            return found
        shown = await ls.checked(uri)
        if _wants(wanted, types.CodeActionKind.QuickFix):
            sure = held.config.fix_min_confidence if held.config is not None else 1.0
            edit = partial(ls.edit, uri, shown.text)
            found += shown.fixes(params.range, sure, edit, uri, marks=uri.startswith("file:"))
        if wanted and _wants(wanted, FIX_ALL) and shown.findings:  # only on demand: it checks the text several times
            other = await ls.fixed(uri, held)
            if other is not None and other != shown.text.source and held.text is shown.text:
                found.append(
                    types.CodeAction(
                        "Repair all that needs no asking",
                        FIX_ALL,
                        edit=ls.edit(uri, shown.text, shown.text.edits_to(other)),
                    )
                )
        return found

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
        said = (await ls.checked(params.text_document.uri)).hover(params.position)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said)) if said else None

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(ls: Server, params: types.DidChangeConfigurationParams) -> None:
        ls.configure(params.settings or {})
        ls.again()

    @server.command(MARK)
    async def fine(ls: Server, uri: str, rule: str, fingerprint: str) -> None:
        path = to_fs_path(uri) if uri.startswith("file:") else None
        if path is None or uri not in ls.open:
            return
        ask = types.ShowMessageRequestParams(
            types.MessageType.Info, "mtcheck: why is it fine?", [types.MessageActionItem(reason) for reason in REASONS]
        )
        chosen = await ls.window_show_message_request_async(ask)
        if chosen is None or chosen.title not in REASONS:
            return
        try:
            mark(Path(path), rule, fingerprint, chosen.title)
        except (OSError, MtcheckError) as error:
            ls.complain(str(error))
            return
        ls.again()

    return server


def _wants(only: Any, kind: str) -> bool:
    """Whether a client that asks for some kinds of actions wants this one; a kind stands for those below it."""
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in map(_value, only))


def _value(kind: Any) -> str:
    return str(getattr(kind, "value", kind))
