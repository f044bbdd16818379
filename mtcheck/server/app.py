"""The application: its own interface under /v1, in the words of docs/json.md, LanguageTool's under /v2, the page,
health and metrics.

What is asked becomes a task for the desk; nothing is read or checked in this process.
"""

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.exceptions import HTTPException

from mtcheck.cli.rules import record
from mtcheck.core import Bad, Rule, Severity
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog, config
from mtcheck.profile.config import Config
from mtcheck.readers import NAMES
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.json import SCHEMA, TOOL, dumped
from mtcheck.resources import schemas
from mtcheck.server import languagetool
from mtcheck.server.desk import BUSY, Desk
from mtcheck.server.guard import Application, Guard, policy
from mtcheck.server.logs import Log
from mtcheck.server.metrics import MEDIA, Metrics
from mtcheck.server.settings import Settings
from mtcheck.server.tasks import JSON, TEXT, Answer, Check, Fix, Task, refusal
from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.server.room import Room

_PAGE = Path(__file__).parent / "page"
_FILES = {
    **dict.fromkeys(("codemirror.js", "editor.js", "page.js", "desk.js"), "text/javascript"),
    "page.css": "text/css",
    "icon.svg": "image/svg+xml",
}
_AUTO = "auto"
_NOTHING_CARRIED = "Too many requests wait already; try again in a moment."

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Probability = Annotated[float, Field(ge=0, le=1)]


class Asked(BaseModel):
    """A text and how to look at it. What is left out is as the server's profile has it."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="The story, or a whole feed in one of the formats.")
    format: Literal["auto", *sorted(NAMES)] = Field(  # type: ignore[valid-type]
        "text", description="How the text is written; auto looks at the text itself."
    )
    uri: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,1000}$")] = Field(
        TEXT, description="A name for the text, which the report repeats."
    )
    profile: Name | None = Field(None, description="A profile that ships with mtcheck, instead of the server's own.")
    depth: Literal["fast", "standard", "deep"] | None = Field(
        None, description="How deep to look; no deeper than the server's profile goes."
    )
    select: list[Name] | None = Field(
        None, max_length=500, description="Rules or families to run instead of the profile's."
    )
    ignore: list[Name] = Field([], max_length=500, description="Rules or families to leave out besides the profile's.")
    min_confidence: Probability | None = Field(None, description="Findings from this confidence on.")
    min_severity: Literal["neutral", "minor", "major", "critical"] | None = Field(
        None, description="Findings from this severity on."
    )

    def config(self, own: Config) -> Config:
        """The profile to check under. Raises ConfigError for what does not exist or is not allowed."""
        base = own if self.profile is None else _shipped(self.profile)
        if self.depth is not None:
            if catalog.DEPTHS.index(self.depth) > max(
                catalog.DEPTHS.index(own.depth), catalog.DEPTHS.index(catalog.STANDARD)
            ):
                raise ConfigError(
                    "The profile of this server does not go as deep as that; its own models are for depth deep."
                )
            base = replace(base, depth=self.depth)
        chosen = replace(
            base,
            select=base.select if self.select is None else tuple(self.select),
            ignore=(*base.ignore, *self.ignore),
            min_confidence=base.min_confidence if self.min_confidence is None else self.min_confidence,
            min_severity=base.min_severity if self.min_severity is None else Severity[self.min_severity.upper()],
            max_time=None,  # the server has a limit of its own, outside the process
        )
        chosen.rule_ids()
        return chosen

    @property
    def reader(self) -> str | None:
        return None if self.format == _AUTO else self.format


class AskedFix(Asked):
    """A text to repair."""

    review: bool = Field(False, description="Also the best of the repairs that are meant for a person.")
    fix_min_confidence: Probability | None = Field(None, description="Repairs from this confidence on.")


@lru_cache(maxsize=16)
def _shipped(name: str) -> Config:
    if name not in config.profiles():
        raise ConfigError(
            catalog.unknown("There is no profile", name, config.profiles(), f"there are {', '.join(config.profiles())}")
        )
    return config.load(name)


def application(settings: Settings, desk: Desk, log: Log, room: "Room | None" = None) -> Application:
    """The whole server, guarded. It has no other state than the desk's and, for a review, the room's."""
    metrics = Metrics(desk)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        desk.warm()
        yield

    app = FastAPI(
        title="mtcheck",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        description="Finds what machine translation does to English news copy and proposes the repair.",
    )

    async def carried(task: Task) -> Response:
        answer = await desk.answer(task)
        metrics.answer(answer)
        if answer.cause == BUSY:
            return _busy(task)
        return _response(answer)

    @app.post("/v1/check", summary="A report on the stories in a text", responses=_documented())
    async def check(asked: Asked) -> Response:
        return await carried(Check(asked.config(settings.config), asked.text, asked.reader, asked.uri))

    @app.post(
        "/v1/fix",
        summary="The text with its repairs carried out, and a report on what is left",
        responses=_documented("fixed"),
    )
    async def fix(asked: AskedFix) -> Response:
        chosen = asked.config(settings.config)
        if asked.fix_min_confidence is not None:
            chosen = replace(chosen, fix_min_confidence=asked.fix_min_confidence)
        return await carried(Fix(chosen, asked.text, asked.reader, asked.uri, asked.review))

    @app.get("/v1/rules", summary="All rules")
    async def rules() -> Response:
        return _json(
            {"schema": SCHEMA, "tool": TOOL, "rules": [record(catalog.rule(rule)) for rule in catalog.rule_ids()]}
        )

    @app.get(
        "/v1/rules/{id}",
        summary="One rule: what, why, examples, limits",
        responses={404: {"description": "There is no such rule."}},
    )
    async def rule(id: str) -> Response:
        if id not in catalog.rule_ids():
            return _response(
                refusal(catalog.unknown("There is no rule", id, catalog.rule_ids(), "/v1/rules lists them all"), 404)
            )
        return _json({"schema": SCHEMA, "tool": TOOL, **_page_of(catalog.rule(id))})

    @app.get(
        "/v1/schemas/{name}.json",
        summary="The JSON schema of a report or of a profile",
        responses={404: {"description": "There is no such schema."}},
    )
    async def schema(name: str) -> Response:
        if name not in schemas.NAMES:
            return _response(refusal(f"There is no such schema; there are {' and '.join(schemas.NAMES)}.", 404))
        return Response(schemas.path(name).read_bytes(), media_type="application/schema+json")

    @app.get("/health", summary="Whether the server answers, and whether its processes are warm")
    async def health() -> Response:
        return _json({"status": "ok", "warm": desk.is_warm})

    @app.get(
        "/v1/desk",
        summary="What this server was started for: stories in files, the quarantine of a watcher, or neither",
    )
    async def about() -> Response:
        return _json(
            {
                "stories": bool(room and room.shelf),
                "quarantine": bool(room and room.quarantine),
                "who": room.who if room else "",
            }
        )

    @app.get("/metrics", summary="Figures for Prometheus", response_class=Response)
    async def figures() -> Response:
        return Response(metrics.page(), media_type=MEDIA)

    for name, media in _FILES.items():
        app.add_api_route(f"/{name}", partial(_file, name, media), include_in_schema=False)
    app.add_api_route("/", _page, include_in_schema=False)
    languagetool.add(app, settings, carried)
    if room is not None:
        from mtcheck.server import review  # it wants the packages of the database, too

        review.add(app, room, desk, carried)

    @app.exception_handler(ConfigError)
    async def unknown(request: Request, error: ConfigError) -> Response:
        return _response(refusal(str(error)))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return _response(refusal(_sentence(error)))

    @app.exception_handler(HTTPException)
    async def absent(request: Request, error: HTTPException) -> Response:
        what = {404: "There is nothing at this address.", 405: "This address does not take that method."}
        answer = refusal(what.get(error.status_code, f"{error.detail}."), error.status_code)
        if request.url.path.startswith("/v2/"):
            return languagetool.error(what.get(error.status_code, str(error.detail)), error.status_code)
        return Response(answer.body, answer.status, error.headers, JSON)

    return Guard(app, settings, metrics, log)


async def _page() -> Response:
    """The page, with a word by which its editor's own styles are let in and no others, new each time."""
    nonce = secrets.token_urlsafe(16)
    page = (_PAGE / "page.html").read_text(encoding="utf-8").replace("{{nonce}}", nonce)
    return Response(page, headers={"content-security-policy": policy(nonce)}, media_type="text/html")


async def _file(name: str, media: str) -> Response:
    return Response((_PAGE / name).read_bytes(), media_type=media)


def _busy(task: Task) -> Response:
    answer = task.refused(_NOTHING_CARRIED)
    return Response(answer.body, 503, {"retry-after": "1"}, answer.media)


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, media_type=answer.media)


def _json(value: Any) -> Response:
    return Response(dumped(value), media_type=JSON)


def _page_of(rule: Rule) -> dict[str, Any]:
    examples = [
        (
            {"text": example.text, "finds": True, "fixed": example.fixed}
            if isinstance(example, Bad)
            else {"text": example.text, "finds": False}
        )
        for example in rule.examples
    ]
    said = {
        "why": rule.why,
        "limits": rule.limits,
        "needs": list(rule.needs),
        "depth": catalog.depth_of(rule.id),
        "examples": examples,
    }
    return {**record(rule), **said}


def _sentence(error: RequestValidationError) -> str:
    """The first thing that is wrong, without what was sent."""
    first = error.errors()[0]
    if first["type"] == "extra_forbidden":
        return (
            f"There is no parameter “{harmless(str(first['loc'][-1])[:60])}”; /openapi.json names those that there are."
        )
    if first["type"] == "model_attributes_type":
        return "The request must be a JSON object, sent with “Content-Type: application/json”."
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query"))
    what = str(first["msg"])
    return (
        f"“{where}”: {what[:1].lower()}{what[1:].rstrip('.')}."
        if where
        else f"The request is not what it should be: {what[:1].lower()}{what[1:].rstrip('.')}."
    )


def _documented(definition: str = "") -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the answers of a path.

    `definition`: which part of the schema of reports; empty for the whole.
    """
    schema = json.loads(schemas.path("report").read_text(encoding="utf-8"))
    shape = {**schema["$defs"][definition], "$defs": schema["$defs"]} if definition else schema
    error = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
    why = {400: "Something that makes no sense.", 413: "The request is too long.", 503: "Too many requests wait."}
    refused: dict[int | str, dict[str, Any]] = {
        status: {"description": said, "content": {JSON: {"schema": error}}} for status, said in why.items()
    }
    return {
        200: {"description": "A report.", "content": {JSON: {"schema": _inline(shape, shape.get("$defs", {}))}}},
        **refused,
    }


def _inline(shape: Any, definitions: dict[str, Any]) -> Any:
    """The schema with its definitions put where they are named, for OpenAPI has them elsewhere."""
    if isinstance(shape, list):
        return [_inline(one, definitions) for one in shape]
    if not isinstance(shape, dict):
        return shape
    if "$ref" in shape:
        return _inline(definitions[shape["$ref"].rpartition("/")[2]], definitions)
    return {key: _inline(value, definitions) for key, value in shape.items() if key not in ("$defs", "$schema")}
