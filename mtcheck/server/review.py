"""What a review adds to the server: the stories it was started with, saving them, what editors decide, and the
quarantine of `mtcheck watch`.

Everything is answered only when it is on the disk. `Board` knows how each story stands, and looks again when its file
or its profile changes.
"""

import asyncio
import hashlib
import json
import os
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from mtcheck.errors import ConfigError, InputError, MtcheckError, RepairError, ResourceError, crashed
from mtcheck.profile import catalog
from mtcheck.readers import read
from mtcheck.reporters.json import dumped
from mtcheck.run import signature
from mtcheck.scoring import calibration
from mtcheck.server.desk import Desk
from mtcheck.server.room import Room
from mtcheck.server.shelf import Absent, Conflict, Copy, Held
from mtcheck.server.tasks import JSON, Check, Task
from mtcheck.text.line_ends import unified
from mtcheck.watch.judgements import ACTIONS, FINE, NOT_HERE, UNDONE, Judgement, last_words
from mtcheck.watch.quarantine import Item, Overtaken, Quarantine
from mtcheck.watch.rewriting import readable, rewritten

LINES = "application/jsonl"
_OF_FEEDS = "<feed>"  # items of feeds are decided on under the profile of the folder
Carry = Callable[[Task], Coroutine[Any, Any, Response]]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=200)]
Some = Annotated[str, StringConstraints(max_length=20_000)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
_STATUS: dict[type[MtcheckError] | tuple[type[MtcheckError], ...], int] = {
    Absent: 404,
    (Conflict, Overtaken): 412,
    (RepairError, ConfigError, InputError): 409,
    ResourceError: 503,
}
_UNNAMED = "Saving needs the header If-Match with the etag of the copy that was edited, so that nobody is overwritten."


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    who: Line = Field("", description="Who says it; the account that the server runs under where nobody is named.")


class Text(_Body):
    """A story as it stands on the page, with line feeds alone."""

    text: str


class Decision(BaseModel):
    """What an editor decided about a finding. `before`, `after`: the paragraph without and with it."""

    model_config = ConfigDict(extra="forbid")

    action: Literal[*ACTIONS]  # type: ignore[valid-type]
    rule: Name
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{1,64}$")]
    severity: Literal["neutral", "minor", "major", "critical"] = "minor"
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.5
    text: Some = ""
    message: Some = ""
    before: Some = ""
    after: Some = ""
    offered: Some = ""
    written: Some = ""
    reason: Line = ""


class Decisions(_Body):
    """Decisions in the order in which they were made."""

    decisions: list[Decision] = Field(max_length=1000)


class Fine(_Body):
    """A finding that is fine as it is, and why. `back`: it is not, after all."""

    decision: Decision
    reason: Annotated[
        str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$", max_length=200)
    ]
    back: bool = False


class NotHere(_Body):
    """A rule that the newsroom does not want. `back`: it does, after all."""

    decision: Decision
    back: bool = False


class Release(_Body):
    """Whether an item in quarantine goes out, and with which words."""

    released: bool
    reason: Line = ""
    text: str | None = Field(None, description="The text of the item as it was changed; without it, it stays as it is.")


@dataclass(frozen=True)
class State:
    """How a story stands. `verdict` is empty while nobody has looked."""

    verdict: str = ""
    decision: str = ""
    reason: str = ""
    score: float | None = None
    findings: int = 0
    words: int = 0


class Board:
    """How each story of the shelf stands; what is not known is found out one by one, in the background."""

    def __init__(self, room: Room, desk: Desk) -> None:
        self._room, self._desk = room, desk
        self._states: dict[str, tuple[object, State]] = {}
        self._looking: asyncio.Task[None] | None = None

    def state(self, story: Held) -> State:
        known = self._states.get(story.id)
        return known[1] if known and known[0] == self._stamp(story) else State()

    def look(self) -> None:
        """Begins to look at the stories whose state is not known."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        assert self._room.shelf is not None
        for story in self._room.shelf.all():
            stamp = self._stamp(story)
            if self._states.get(story.id, (None,))[0] != stamp:
                self._states[story.id] = stamp, await self._state(story)

    async def _state(self, story: Held) -> State:
        assert self._room.shelf is not None
        try:
            copy = await run_in_threadpool(self._room.shelf.read, story)
            answer = await self._desk.answer(_check(self._room, story, copy.text))
        except MtcheckError as error:
            return State("block", "unchecked", str(error))
        except Exception as error:  # no single story keeps the others from being looked at
            return State("block", "unchecked", crashed(error))
        told = json.loads(answer.body) if answer.body else {}
        if answer.status != 200:
            return State("block", "unchecked", told.get("error", "The server is too busy to check it now."))
        summary = told["summary"]
        found = sum(len(one["findings"]) for one in told["documents"])
        score = min((one["score"] for one in told["documents"]), default=None)
        worst = max(
            (one["verdict"] for one in told["documents"]), key=("pass", "review", "block").index, default="block"
        )
        reason = next(
            (one["reason"] for one in summary["stories"] if one["decision"] == summary["decision"]), summary["reason"]
        )
        return State(worst, summary["decision"], reason, score, found, summary["words"])

    def _stamp(self, story: Held) -> object:
        try:
            return story.stamp, signature.examination(config := self._room.profiles.of(story.path)), config
        except MtcheckError:
            return story.stamp


def _check(room: Room, story: Held, text: str) -> Check:
    """The task of checking a text as the command line checks the file, with what is marked as fine beside it."""
    return Check(room.profiles.of(story.path), text, None, story.name, os.path.abspath(story.path))


def add(app: FastAPI, room: Room, desk: Desk, carried: Carry) -> None:
    """Adds the addresses of a review."""

    @app.exception_handler(MtcheckError)
    async def refused(request: Request, error: MtcheckError) -> Response:
        status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
        return _json({"error": str(error)}, status)

    def sign(said: _Body) -> str:
        return said.who.strip() or room.who

    def keep(story: str, path: str, text: str, who: str, decisions: Iterable[Decision]) -> None:
        config = room.profiles.of(path)
        version = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        common: dict[str, Any] = {
            "rules": signature.line(config),
            "profile": str(config.origin.resolve()) if config.origin else "",
            "calibrated": config.calibration != calibration.NONE,
        }
        room.judgements.add(Judgement(who, story, version, **common, **one.model_dump()) for one in decisions)

    @app.get("/v1/decisions", summary="All decisions of editors as JSON Lines", response_class=Response)
    def decisions() -> Response:
        return StreamingResponse(lines(room.judgements.every()), media_type=LINES)

    if room.shelf is not None:
        _add_stories(app, room, desk, carried, sign, keep)
    if room.quarantine is not None:
        _add_quarantine(app, room, sign, keep)


def _add_stories(
    app: FastAPI, room: Room, desk: Desk, carried: Carry, sign: Callable[[_Body], str], keep: Callable[..., None]
) -> None:
    shelf = room.shelf
    assert shelf is not None
    board = Board(room, desk)

    @app.get("/v1/stories", summary="The stories, how each stands and who has it open")
    async def stories(open: Line = "", who: Line = "") -> Response:
        room.presence.note(open, who.strip() or room.who)
        board.look()
        listed = await run_in_threadpool(lambda: [_listed(story, board.state(story), room) for story in shelf.all()])
        return _json({"stories": listed, "errors": shelf.errors})

    @app.get("/v1/stories/{id}", summary="A story as its file has it now, and what was decided about it")
    def story(id: str) -> Response:
        held = shelf.get(id)
        copy = shelf.read(held)
        return _story(held, copy, room)

    @app.post("/v1/stories/{id}/check", summary="A report on the story as it stands on the page")
    async def check(id: str, said: Text) -> Response:
        return await carried(await run_in_threadpool(_check, room, shelf.get(id), said.text))

    @app.put("/v1/stories/{id}", summary="Saves the story in its file; If-Match names the copy that it was made from")
    def save(id: str, said: Text, if_match: Annotated[str, Header()] = "") -> Response:
        held = shelf.get(id)
        if not if_match:
            return _json({"error": _UNNAMED}, 428)
        copy = shelf.write(held, said.text, if_match.strip().removeprefix("W/").strip('"'))
        return _json({"etag": copy.etag, "text": copy.text, "changed": _changed(held)}, etag=copy.etag)

    @app.post("/v1/stories/{id}/decisions", summary="Keeps what an editor decided about findings")
    def decide(id: str, said: Decisions) -> Response:
        held = shelf.get(id)
        for one in said.decisions:
            catalog.rule(one.rule)
        keep(held.key, held.path, shelf.read(held).text, sign(said), said.decisions)
        return _json({"kept": len(said.decisions)})

    @app.post(
        "/v1/stories/{id}/fine", summary="Marks a finding as fine beside the story, where the command line reads it"
    )
    def fine(id: str, said: Fine) -> Response:
        held = shelf.get(id)
        catalog.rule(said.decision.rule)
        shelf.mark(held, said.decision.rule, said.decision.fingerprint, said.reason, back=said.back)
        one = said.decision.model_copy(update={"action": UNDONE if said.back else FINE, "reason": said.reason})
        keep(held.key, held.path, shelf.read(held).text, sign(said), [one])
        return _json({"kept": 1})

    @app.post("/v1/stories/{id}/not-here", summary="Turns a rule off in the profile of the story")
    def not_here(id: str, said: NotHere) -> Response:
        held = shelf.get(id)
        place = room.profiles.leave_out(held.path, said.decision.rule, back=said.back)
        one = said.decision.model_copy(update={"action": UNDONE if said.back else NOT_HERE})
        keep(held.key, held.path, shelf.read(held).text, sign(said), [one])
        return _json({"profile": os.path.relpath(place)})

    @app.get("/v1/stories/{id}/history", summary="What was decided about a story, the newest first")
    def history(id: str) -> Response:
        return _history(room, shelf.get(id).key)


def _add_quarantine(app: FastAPI, room: Room, sign: Callable[[_Body], str], keep: Callable[..., None]) -> None:
    quarantine = room.quarantine
    assert quarantine is not None

    @app.get("/v1/quarantine", summary="The items that a watcher holds back")
    def listed() -> Response:
        return _json({"items": [_of_feed(item) for item in quarantine.all()]})

    @app.get("/v1/quarantine/{version}", summary="An item, its text and what was found in it")
    def item(version: int) -> Response:
        return _whole(_item(quarantine, version), room)

    @app.post(
        "/v1/quarantine/{version}",
        summary="Releases an item into the clean feed or holds it back, with its text as it was changed; If-Match names"
        " the etag that it was seen with",
    )
    def say(version: int, said: Release, if_match: Annotated[str, Header()] = "") -> Response:
        found = _item(quarantine, version)
        edited = found.out if said.text is None else rewritten(found, unified(said.text))
        after = if_match.strip().removeprefix("W/").strip('"')
        if after and not (after.isdecimal() and len(after) < 20):
            raise Overtaken("If-Match names no state of this item; look at it again.")
        told = quarantine.say(
            version,
            released=said.released,
            who=sign(said),
            reason=said.reason,
            edited=None if edited == found.raw else edited,
            after=int(after) if after else None if said.text is None else found.word,
        )
        return _whole(told or _item(quarantine, version), room)

    @app.post("/v1/quarantine/{version}/decisions", summary="Keeps what an editor decided about findings in an item")
    def decide(version: int, said: Decisions) -> Response:
        found = _item(quarantine, version)
        for one in said.decisions:
            catalog.rule(one.rule)
        keep(_key(found), _OF_FEEDS, readable(found), sign(said), said.decisions)
        return _json({"kept": len(said.decisions)})

    @app.get("/v1/quarantine/{version}/history", summary="What was decided about an item, the newest first")
    def history(version: int) -> Response:
        return _history(room, _key(_item(quarantine, version)))


def _item(quarantine: Quarantine, version: int) -> Item:
    """Raises Absent."""
    found = quarantine.get(version) if 0 <= version < 2**31 else None
    if found is None:
        raise Absent("There is no such item in quarantine.")
    return found


def _key(item: Item) -> str:
    """What the decisions on an item are kept under."""
    return f"{item.feed}: {item.key}"


def _whole(item: Item, room: Room) -> Response:
    told = {"text": readable(item), "raw": item.raw, "edited": item.edited is not None, "findings": _rows(item)}
    return _json({**_of_feed(item), **told, "decided": _decided(room, _key(item))}, etag=str(item.word))


def lines(said: Iterable[Judgement]) -> Iterator[bytes]:
    """Decisions as JSON Lines, in the order in which they were made."""
    for one in said:
        yield f"{dumped(one.told())}\n".encode()


def _listed(story: Held, state: State, room: Room) -> dict[str, Any]:
    stamp = story.stamp
    changed = _changed(story)
    age = max(0.0, time.time() - changed) if changed is not None else None
    return {
        "id": story.id,
        "name": story.name,
        "there": stamp is not None,
        "changed": changed,
        "age": age,
        "open": room.presence.at(story.id),
        **asdict(state),
    }


def _changed(story: Held) -> float | None:
    """When the file was changed last, in seconds since 1970."""
    return story.stamp[0] / 1e9 if story.stamp else None


def _decided(room: Room, key: str) -> list[dict[str, Any]]:
    """The last word on each finding of a story."""
    decided = last_words(reversed(room.judgements.of(key)))
    return [{"rule": one.rule, "fingerprint": one.fingerprint, "action": one.action, "who": one.who} for one in decided]


def _history(room: Room, key: str) -> Response:
    return _json({"history": [one.told() for one in room.judgements.of(key)]})


def _story(held: Held, copy: Copy, room: Room) -> Response:
    told = {
        "id": held.id,
        "name": held.name,
        "etag": copy.etag,
        "changed": _changed(held),
        "text": copy.text,
        "encoding": copy.file.encoding,
        "decided": _decided(room, held.key),
    }
    return _json({**told, "source": _source(copy, room.profiles.of(held.path).fields)}, etag=copy.etag)


def _source(copy: Copy, fields: Any) -> str:
    """The source text of a file that has it, in paragraphs; empty for one that has none."""
    try:
        return "\n\n".join(
            segment.source for doc in read(copy.file, None, fields) for segment in doc.segments if segment.source
        )
    except MtcheckError:
        return ""


def _of_feed(item: Item) -> dict[str, Any]:
    keys = ("version", "feed", "key", "title", "verdict", "reason", "score", "said", "who", "why", "waits")
    age = max(0.0, time.time() - item.decided)
    return {**{key: getattr(item, key) for key in keys}, "age": age, "etag": str(item.word)}


def _rows(item: Item) -> list[dict[str, Any]]:
    keys = ("rule", "severity", "confidence", "text", "message", "fingerprint")
    return [{key: row[key] for key in keys} for row in item.findings]


def _json(value: Any, status: int = 200, etag: str = "") -> Response:
    return Response(dumped(value), status, {"etag": f'"{etag}"'} if etag else None, JSON)
