"""`mtcheck lsp` as an editor meets it: a client of pytest-lsp at the other end of the pipe, in all three encodings."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, DOUBLED, complains, run
from hypothesis import given
from hypothesis import strategies as st
from waiting import LONG, PAUSE

pytest.importorskip("pygls")
pytest_lsp = pytest.importorskip("pytest_lsp")
types = pytest.importorskip("lsprotocol.types")

from pytest_lsp.client import make_test_lsp_client  # noqa: E402

from mtcheck.server.lsp.text import Text  # noqa: E402

pytestmark = pytest.mark.slow
ENCODINGS = ("utf-8", "utf-16", "utf-32")
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
ROOT = Path(__file__).parents[2]
WIDE = "😀 e\u0301 The the council met.\r\nNothing here.\u2028\x0c 𝒜 The the end.\r\n"


def position(text: str, offset: int, encoding: str) -> Any:
    """Where a code point is, worked out another way than mtcheck does."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    codec, width = CODECS[encoding]
    return types.Position(before.count("\n"), len(before.rpartition("\n")[2].encode(codec)) // width)


def place(text: str, words: str, encoding: str, nth: int = 0) -> Any:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return types.Range(position(text, at, encoding), position(text, at + len(words), encoding))


@asynccontextmanager
async def editor(
    folder: Path, encoding: str = "utf-16", *, pull: bool = False, versions: bool = True, settings: Any = None
) -> AsyncIterator[Any]:
    """A client that has begun a session in a folder."""
    client = make_test_lsp_client()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
    }
    await client.start_io(sys.executable, "-m", "mtcheck", "lsp", "--depth", "fast", cwd=folder, env=environment)
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)]),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=versions)
        ),
        text_document=types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities() if pull else None
        ),
    )
    answer = await client.initialize_session(
        types.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri(), initialization_options=settings)
    )
    assert answer.capabilities.position_encoding == encoding
    try:
        yield client
    finally:
        await client.shutdown_session()
        await client.stop()


def opened(client: Any, uri: str, text: str, version: int = 1, language: str = "plaintext") -> None:
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, version, text)))


async def sent(client: Any, uri: str, right: Callable[[list[Any]], bool] = lambda found: True) -> list[Any]:
    """The diagnostics that the server has sent, as soon as they are right."""
    end = time.monotonic() + LONG
    while uri not in client.diagnostics or not right(client.diagnostics[uri]):
        assert time.monotonic() < end, client.diagnostics
        await asyncio.sleep(PAUSE)
    return list(client.diagnostics[uri])


def many(count: int) -> Callable[[list[Any]], bool]:
    return lambda found: len(found) == count


async def actions(client: Any, uri: str, where: Any, only: list[str] | None = None) -> list[Any]:
    context = types.CodeActionContext([], only=only)
    return list(
        await client.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        )
        or []
    )


def carried(text: str, edits: list[Any], encoding: str) -> str:
    """The text after an editor has carried out edits."""
    codec, width = CODECS[encoding]
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [0]
    for line in (
        text.splitlines(keepends=True) if "\u2028" not in text else [one + "\r\n" for one in text.split("\r\n")]
    ):
        starts.append(starts[-1] + len(line))

    def offset(where: Any) -> int:
        return starts[where.line] + len(lines[where.line].encode(codec)[: where.character * width].decode(codec))

    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_diagnostics_quick_fixes_and_hovers_are_at_their_places(tmp_path: Path, encoding: str) -> None:
    async def session() -> None:
        uri = (tmp_path / "story.txt").as_uri()
        async with editor(tmp_path, encoding) as client:
            opened(client, uri, WIDE)
            found = await sent(client, uri)
            doubled = [one for one in found if one.code == "doubled-word"]
            assert [one.range for one in doubled] == [
                place(WIDE, "The the", encoding),
                place(WIDE, "The the", encoding, 1),
            ]
            one = doubled[0]
            assert one.severity == types.DiagnosticSeverity.Information and one.source == "mtcheck"
            assert one.code_description.href.endswith("doubled_word.py") and len(one.data["fingerprint"]) == 16

            offered = await actions(client, uri, doubled[1].range)
            best = next(action for action in offered if action.is_preferred)
            assert (
                best.kind == "quickfix"
                and best.title == "Write “The”"
                and best.diagnostics[0].range == doubled[1].range
            )
            change = best.edit.document_changes[0]
            assert (change.text_document.uri, change.text_document.version) == (uri, 1)
            assert carried(WIDE, change.edits, encoding) == WIDE.replace("𝒜 The the", "𝒜 The")

            told = await client.text_document_hover_async(
                types.HoverParams(types.TextDocumentIdentifier(uri), one.range.end)
            )
            assert "twice" in told.contents.value and "**Finds**" in told.contents.value
            nothing = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 2))
            assert await client.text_document_hover_async(nothing) is None

            every = await actions(
                client, uri, types.Range(types.Position(0, 0), types.Position(0, 0)), ["source.fixAll"]
            )
            assert [action.kind for action in every] == ["source.fixAll.mtcheck"]
            fixed = carried(WIDE, every[0].edit.document_changes[0].edits, encoding)
            assert (
                "The the" not in fixed
                and fixed.startswith("😀 e\u0301 The council met.\r\n")
                and fixed.count("\r\n") == 2
            )

    asyncio.run(session())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_changes_are_followed(tmp_path: Path, encoding: str) -> None:
    async def session() -> None:
        uri = (tmp_path / "story.txt").as_uri()
        async with editor(tmp_path, encoding) as client:
            text = WIDE
            opened(client, uri, text)
            await sent(client, uri)
            for version, (old, new) in enumerate(
                (
                    ("The the council", "The council"),
                    ("𝒜 The the", "𝒜😀 𝒜 The the"),
                    ("Nothing", "No\r\nThe the thing"),
                ),
                2,
            ):
                where = place(text, old, encoding)
                identifier = types.VersionedTextDocumentIdentifier(version=version, uri=uri)
                client.text_document_did_change(
                    types.DidChangeTextDocumentParams(identifier, [types.TextDocumentContentChangePartial(where, new)])
                )
                text = text.replace(old, new, 1)
            wanted = [place(text, "The the", encoding), place(text, "The the", encoding, 1)]
            await sent(client, uri, lambda found: wanted == [one.range for one in found if one.code == "doubled-word"])
            identifier = types.VersionedTextDocumentIdentifier(version=9, uri=uri)
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(identifier, [types.TextDocumentContentChangeWholeDocument(CLEAN)])
            )
            assert await sent(client, uri, many(0)) == []

    asyncio.run(session())


def test_a_client_that_pulls_is_sent_nothing_and_hears_what_is_unchanged(tmp_path: Path) -> None:
    async def session() -> None:
        uri = "untitled:one"
        async with editor(tmp_path, pull=True, versions=False) as client:
            opened(client, uri, DOUBLED)
            asked = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
            first = await client.text_document_diagnostic_async(asked)
            assert first.kind == "full" and [one.code for one in first.items] == ["doubled-coordination"]
            assert first.items[0].severity == types.DiagnosticSeverity.Warning
            again = await client.text_document_diagnostic_async(
                types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=first.result_id)
            )
            assert again.kind == "unchanged"
            assert uri not in client.diagnostics
            offered = await actions(client, uri, first.items[0].range)
            assert {*offered[0].edit.changes} == {uri} and offered[0].edit.document_changes is None
            assert not [one for one in offered if one.command]  # there is no file to write the mark beside

    asyncio.run(session())


def test_settings_and_profiles_count(tmp_path: Path) -> None:
    async def session() -> None:
        uri = (tmp_path / "story.txt").as_uri()
        (tmp_path / "mtcheck.toml").write_text('ignore = ["doubled-word"]\n', encoding="utf-8")
        async with editor(tmp_path, settings={"colour": 1}) as client:
            opened(client, uri, f"{DOUBLED} The the end.\n")
            assert [one.code for one in await sent(client, uri)] == ["doubled-coordination"]
            assert any("colour" in said.message for said in client.messages)
            (tmp_path / "mtcheck.toml").write_text("", encoding="utf-8")
            client.text_document_did_save(
                types.DidSaveTextDocumentParams(types.TextDocumentIdentifier((tmp_path / "mtcheck.toml").as_uri()))
            )
            assert {one.code for one in await sent(client, uri, many(2))} == {"doubled-coordination", "doubled-word"}
            client.workspace_did_change_configuration(
                types.DidChangeConfigurationParams({"mtcheck": {"minConfidence": 1.0}})
            )
            assert await sent(client, uri, many(0)) == []
            (tmp_path / "mtcheck.toml").write_text("igmore = 1\n", encoding="utf-8")
            client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"mtcheck": {}}))
            (one,) = await sent(client, uri, many(1))
            assert (
                one.severity == types.DiagnosticSeverity.Error
                and "“ignore”" in one.message
                and "Not checked" in one.message
            )

    asyncio.run(session())


def test_marking_as_fine_writes_the_file_that_the_command_line_reads(tmp_path: Path) -> None:
    async def session() -> None:
        story = tmp_path / "story.txt"
        story.write_text(f"{DOUBLED}\n", encoding="utf-8")
        (tmp_path / "story.txt.mtcheck.toml").write_text(
            '[[ignore]]\nrule = "of-chain"\nreason = "ours"\n', encoding="utf-8"
        )
        async with editor(tmp_path) as client:

            @client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)  # type: ignore[untyped-decorator]
            def answer(ls: Any, params: Any) -> Any:
                return params.actions[0]

            opened(client, story.as_uri(), story.read_text(encoding="utf-8"))
            (one,) = await sent(client, story.as_uri())
            assert any(
                action.title == "Mark as fine… (doubled-coordination)"
                for action in await actions(client, story.as_uri(), one.range)
            )
            # pytest-lsp reads an action with a command as if it were the command
            arguments = [story.as_uri(), one.code, one.data["fingerprint"]]
            await client.workspace_execute_command_async(
                types.ExecuteCommandParams("mtcheck.markAsFine", arguments=arguments)
            )
            assert await sent(client, story.as_uri(), many(0)) == []

    asyncio.run(session())
    told = run("check", "story.txt", "--depth", "fast", "--no-cache", cwd=tmp_path)
    assert told.code == 0 and "doubled-coordination" not in told.out


def test_it_ends_quietly_when_it_is_told_to() -> None:
    said = b""
    for number, method in enumerate(("initialize", "shutdown", "exit")):
        body: dict[str, Any] = {
            "jsonrpc": "2.0",
            "method": method,
            "params": {"capabilities": {}} if method == "initialize" else None,
        }
        message = json.dumps(body if method == "exit" else {**body, "id": number}).encode()
        said += b"Content-Length: %d\r\n\r\n%s" % (len(message), message)
    command = [sys.executable, "-m", "mtcheck", "lsp", "--depth", "fast"]
    done = subprocess.run(
        command, input=said, capture_output=True, timeout=LONG, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (done.returncode, done.stderr) == (0, b"") and b"codeActionProvider" in done.stdout


@given(
    st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("\r\n\u2028\x0c\x85😀"))),
    st.sampled_from(ENCODINGS),
)
def test_places_lead_there_and_back(source: str, encoding: str) -> None:
    text = Text(source, 1, encoding)
    for offset in range(len(source) + 1):
        if source[offset - 1 : offset + 1] != "\r\n" or not offset:
            assert text.offset(text.position(offset)) == offset
            assert text.position(offset) == position(source, offset, encoding)
    assert text.offset(types.Position(10_000, 0)) == len(source)
    assert text.offset(types.Position(0, 10_000)) == text._ends[0]


lines = st.lists(st.text("ab 😀", max_size=4), max_size=5).map("\n".join)


@given(lines, lines, st.sampled_from(ENCODINGS))
def test_edits_make_the_other_text(before: str, after: str, encoding: str) -> None:
    assert carried(before, Text(before, 1, encoding).edits_to(after), encoding) == after


def test_the_package_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("mtcheck.server.lsp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    result = run("lsp")
    assert result.code == 3
    complains(result, 'pip install "mtcheck[lsp]"')


def test_other_commands_load_neither_server() -> None:
    script = (
        "import sys; from mtcheck.cli import main; main(['rules', 'style']); print(*(name for name in ('fastapi',"
        " 'uvicorn', 'pygls', 'asyncio') if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "", done
