"""LanguageTool's interface under /v2, so that its browser add-ons, office plug-ins and libraries can ask mtcheck.

Parameters are form data whatever the Content-Type says. What LanguageTool has and mtcheck has not is ignored: ids of
its rules, a mother tongue.
"""

import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request, Response

from mtcheck.core import Severity
from mtcheck.errors import ConfigError, InputError
from mtcheck.profile import catalog
from mtcheck.profile.config import Config
from mtcheck.reporters.excerpt import harmless
from mtcheck.run.session import Session, Story
from mtcheck.server.annotated import Part, document
from mtcheck.server.matches import matches
from mtcheck.server.settings import Settings
from mtcheck.server.tasks import REFUSED, TEXT, Answer, Task, checked
from mtcheck.text.language import is_foreign, language, name_of
from mtcheck.version import __version__

LANGUAGES = {
    "en": "English",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-GB": "English (GB)",
    "en-NZ": "English (New Zealand)",
    "en-US": "English (US)",
    "en-ZA": "English (South African)",
}
_AUTO = "auto"
_PLAIN = "text/plain; charset=utf-8"
_MOST_FIELDS = 1000
_CONFIDENCE = {True: 0.99, False: 0.5}  # whether the language was told; langdetect gives nothing below 0.8


@dataclass(frozen=True)
class Asked:
    """What a client wants. `enabled`, `disabled`: rules and families of mtcheck; those of other checkers are left out.

    `only`: nothing but the enabled ones.
    """

    parts: tuple[Part, ...]
    language: str
    enabled: tuple[str, ...] = ()
    disabled: tuple[str, ...] = ()
    only: bool = False
    hints: bool = False
    variants: tuple[str, ...] = ()

    def config(self, own: Config) -> Config:
        """The profile to check under."""
        select = self.enabled if self.only else (*own.select, *self.enabled)
        return replace(
            own,
            select=select,
            ignore=(*own.ignore, *self.disabled),
            min_severity=Severity.NEUTRAL if self.hints else own.min_severity,
            max_time=None,
        )


@dataclass(frozen=True)
class Match:
    """The answer to /v2/check."""

    config: Config
    asked: Asked

    def done(self, session: Session) -> Answer:
        doc = document(self.asked.parts, TEXT)
        tongue = language(doc.text)
        if self.asked.language == _AUTO and is_foreign(doc.text, tongue):
            return self._answer([], tongue)  # a page in another language, not a story
        report = checked(session, [Story(doc)])[0]
        undone = report.incomplete or " ".join(f"The rule {failure.rule} crashed." for failure in report.failures)
        answer = self._answer(matches(report, hints=self.asked.hints), tongue, undone)
        rules: dict[str, int] = {}
        for finding in report.findings:
            rules[finding.rule.id] = rules.get(finding.rule.id, 0) + 1
        return replace(answer, findings=tuple(sorted(rules.items())))

    def undone(self, why: str, cause: str) -> Answer:
        return replace(self._answer([], "und", why), cause=cause)

    def refused(self, why: str) -> Answer:
        return Answer(f"Error: {why}".encode(), 400, _PLAIN, cause=REFUSED)

    def nothing(self) -> Answer:
        """The answer when there was nothing to look for."""
        return self._answer([], "und")

    def _answer(self, found: list[dict[str, Any]], tongue: str, undone: str = "") -> Answer:
        code = self._code(tongue)
        warnings: dict[str, Any] = {"incompleteResults": bool(undone)}
        if undone:
            warnings["incompleteResultsReason"] = undone
        detected = _variant(tongue, self.asked.variants) if tongue == "en" else tongue
        said = {
            "software": software(),
            "warnings": warnings,
            "language": {
                "name": _name(code),
                "code": code,
                "detectedLanguage": {
                    "name": _name(detected),
                    "code": detected,
                    "confidence": _CONFIDENCE[tongue != "und"],
                    "source": "mtcheck",
                },
            },
            "matches": found,
        }
        return Answer(json.dumps(said).encode())

    def _code(self, tongue: str) -> str:
        if self.asked.language != _AUTO:
            return self.asked.language
        return _variant(tongue, self.asked.variants) if tongue in ("en", "und") else tongue


def _variant(tongue: str, preferred: tuple[str, ...]) -> str:
    """English as the client prefers it."""
    return next((one for one in preferred if one in LANGUAGES), "en-US") if tongue in ("en", "und") else tongue


def _name(code: str) -> str:
    return LANGUAGES.get(code) or ("Unknown" if code == "und" else name_of(code))


def software() -> dict[str, Any]:
    """What the server says of itself."""
    built = time.strftime(
        "%Y-%m-%d %H:%M:%S +0000", time.gmtime((Path(__file__).parent.parent / "version.py").stat().st_mtime)
    )
    return {
        "name": "mtcheck",
        "version": __version__,
        "buildDate": built,
        "apiVersion": 1,
        "premium": False,
        "premiumHint": "",
        "status": "",
    }


def form(query: bytes, body: bytes) -> dict[str, str]:
    """The parameters of a request; those of the body go before those of the address. Raises InputError for too many."""
    found: dict[str, str] = {}
    for given in (query, body):
        try:
            found.update(
                parse_qsl(
                    given.decode("utf-8", "replace"),
                    keep_blank_values=True,
                    errors="replace",
                    max_num_fields=_MOST_FIELDS,
                )
            )
        except ValueError:
            raise InputError(f"More than {_MOST_FIELDS:,} parameters make no sense.") from None
    return found


def key(query: bytes, body: bytes) -> str:
    """The token that a client of LanguageTool has sent among its parameters."""
    try:
        return form(query, body).get("apiKey", "")
    except InputError:
        return ""


def asked(given: Mapping[str, str]) -> Asked:
    """What a client wants. Raises InputError for what LanguageTool would refuse, too."""
    if ("text" in given) == ("data" in given):
        raise InputError(
            "Missing 'text' or 'data' parameter"
            if "text" not in given
            else "Set only 'text' or 'data' parameter, not both"
        )
    wanted = given.get("language", "")
    if not wanted:
        raise InputError("Missing 'language' parameter, e.g. 'language=en-US' for American English or 'language=auto'")
    code = (
        _AUTO
        if wanted == _AUTO
        else next((one for one in LANGUAGES if one.lower() == wanted.replace("_", "-").lower()), "")
    )
    if not code:
        raise InputError(
            f"'{harmless(wanted[:30])}' is not a language code known to mtcheck. Supported language codes are:"
            f" {', '.join(LANGUAGES)}"
        )
    variants = tuple(_split(given, "preferredVariants"))
    if variants and code != _AUTO:
        raise InputError("You specified 'preferredVariants' but you didn't specify 'language=auto'")
    enabled = _known(given, "enabledRules", catalog.rule_ids()) + _known(given, "enabledCategories", catalog.families())
    disabled = _known(given, "disabledRules", catalog.rule_ids()) + _known(
        given, "disabledCategories", catalog.families()
    )
    only = given.get("enabledOnly", "").lower() in ("true", "yes")
    if only and not (given.get("enabledRules") or given.get("enabledCategories")):
        raise InputError("You must specify enabledRules or enabledCategories when using enabledOnly=true")
    if only and (given.get("disabledRules") or given.get("disabledCategories")):
        raise InputError("You cannot specify disabledRules or disabledCategories when using enabledOnly=true")
    parts = (Part(given["text"]),) if "text" in given else _parts(given["data"])
    return Asked(parts, code, enabled, disabled, only, given.get("level") == "picky", variants)


def _split(given: Mapping[str, str], name: str) -> list[str]:
    return [word for word in (piece.strip() for piece in given.get(name, "").split(",")) if word]


def _known(given: Mapping[str, str], name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Names of mtcheck's in a parameter; other checkers' are ignored."""
    return tuple(
        word
        for word in dict.fromkeys(piece.lower().replace("_", "-") for piece in _split(given, name))
        if word in known
    )


def _parts(data: str) -> tuple[Part, ...]:
    """Text with markup. Raises InputError for what is not of that form."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError("'data' is not valid JSON") from None
    if isinstance(said, dict) and isinstance(said.get("text"), str) and "annotation" not in said:
        return (Part(said["text"]),)
    pieces = said.get("annotation") if isinstance(said, dict) and "text" not in said else None
    if not isinstance(pieces, list):
        raise InputError("'data' must have either 'text' or 'annotation', a list of texts and markup")
    return tuple(map(_part, pieces))


def _part(piece: Any) -> Part:
    """Raises InputError for what is neither text nor markup."""
    if isinstance(piece, dict) and isinstance(piece.get("text"), str) and "markup" not in piece:
        return Part(piece["text"])
    shown = piece.get("interpretAs", "") if isinstance(piece, dict) and "text" not in piece else None
    if not isinstance(shown, str) or not isinstance(piece.get("markup"), str):
        raise InputError(
            "Each piece of an 'annotation' must have either 'text' or 'markup', the latter with 'interpretAs' if it is"
            " seen as something"
        )
    return Part(piece["markup"], shown)


def error(sentence: str, status: int) -> Response:
    return Response(f"Error: {sentence}", status, media_type=_PLAIN)


def add(app: FastAPI, settings: Settings, carried: Callable[[Task], Awaitable[Response]]) -> None:
    """Puts the interface into an application."""

    @app.api_route(
        "/v2/check",
        methods=["GET", "POST"],
        summary="Check a text, as LanguageTool does",
        openapi_extra=_DESCRIPTION,
        operation_id="v2_check",
    )
    async def check(request: Request) -> Response:
        try:
            wanted = asked(form(request.scope["query_string"], await request.body()))
        except InputError as wrong:
            return error(str(wrong), 400)
        task = Match(wanted.config(settings.config), wanted)
        try:
            task.config.rule_ids()
        except ConfigError:  # no rule is left: all that the client wants are another checker's
            answer = task.nothing()
            return Response(answer.body, answer.status, media_type=answer.media)
        return await carried(task)

    @app.get("/v2/languages", summary="Languages that can be checked")
    async def languages() -> list[dict[str, str]]:
        return [{"name": name, "code": code.split("-")[0], "longCode": code} for code, name in LANGUAGES.items()]

    @app.get("/v2/healthcheck", summary="Whether the server answers", response_class=Response)
    async def healthcheck() -> Response:
        return Response("OK", media_type=_PLAIN)

    @app.get("/v2/maxtextlength", summary="The longest text, in bytes", response_class=Response)
    async def maxtextlength() -> Response:
        return Response(str(settings.max_bytes), media_type=_PLAIN)

    @app.get("/v2/info", summary="What the server is")
    async def info() -> dict[str, Any]:
        return {"software": software()}

    @app.get("/v2/configinfo", summary="Rules and limits")
    async def configinfo(language: str = "en") -> dict[str, Any]:
        rules = [
            {
                "ruleId": rule,
                "description": catalog.rule(rule).summary,
                "categoryId": catalog.family_of(rule),
                "categoryName": catalog.family_of(rule).capitalize(),
                "isDefaultOff": not catalog.rule(rule).default,
            }
            for rule in catalog.rule_ids()
        ]
        return {"software": software(), "parameter": {"maxTextLength": settings.max_bytes}, "rules": rules}


_PARAMETERS = {
    "text": "The text to check; this or data.",
    "data": "JSON with text and markup apart; this or text.",
    "language": "A language code such as en-GB, or auto.",
    "enabledRules": "Rules to switch on, by commas.",
    "disabledRules": "Rules to switch off.",
    "enabledCategories": "Families of rules to switch on.",
    "disabledCategories": "Families of rules to switch off.",
    "enabledOnly": "true: nothing but what is enabled.",
    "level": "picky: hints, too.",
    "preferredVariants": "Which English it is, with language=auto.",
    "motherTongue": "Ignored.",
}
_DESCRIPTION = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        name: {"type": "string", "description": about} for name, about in _PARAMETERS.items()
                    },
                    "required": ["language"],
                }
            }
        }
    },
    "responses": {
        "200": {"description": "Matches.", "content": {"application/json": {}}},
        "400": {"description": "Something that makes no sense.", "content": {"text/plain": {}}},
    },
}
