"""JSON Lines, zipped or not; what an object is shows from its fields (benchmarks/README.md lists them)."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.evaluation.categories import family, severity
from mtcheck.evaluation.formats.challenge import pair
from mtcheck.evaluation.formats.lines import first_line, lines
from mtcheck.evaluation.samples import Annotation, Sample
from mtcheck.evaluation.tokenised import joined
from mtcheck.scoring.words import Tags, offsets

Item = dict[str, Any]


def recognises(path: Path) -> bool:
    return path.is_file() and path.name.removesuffix(".gz").endswith(".jsonl")


def read(path: Path, name: str) -> Iterator[Sample]:
    """Samples of every line. Raises InputError for lines that are no JSON or have fields that fit nothing."""
    try:
        known = json.loads(first_line(path) or "{}")
    except ValueError:
        known = None
    maker = next((make for fields, make in _MAKERS if isinstance(known, dict) and fields <= set(known)), None)
    if maker is None:
        raise InputError(f"The fields of {path} fit no kind of evaluation data; benchmarks/README.md lists them.")
    for number, line in enumerate(lines(path), 1):
        try:
            yield from maker(json.loads(line), name)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}, line {number}: {error!r}.") from None


def _native(item: Item, name: str) -> Iterator[Sample]:
    origin, domain = item.get("origin", ""), item.get("domain", "")
    news = domain == "news" if domain else origin not in ("abc", "lafand")
    text = "\n".join(item["paragraphs"])
    yield Sample(item["id"], "plain", name, "native" if news else "native-other", text, domain or origin, item["id"])


def _translations(item: Item, name: str) -> Iterator[Sample]:
    segments = item["segments"]
    other = "" if item.get("domain", "news") == "news" else "-other"
    for origin, field in (("human", "refs"), ("mt", "mt")):
        for system in sorted({system for segment in segments for system in segment[field]}):
            text = "\n".join(segment[field].get(system, "") for segment in segments)
            yield Sample(f"{item['id']}:{system}", "plain", name, origin + other, text, item["pair"], item["id"])


def _spans(item: Item, name: str) -> Iterator[Sample]:
    human = item.get("system", "").lower().startswith(("ref", "human"))
    origin, document = "human" if human else "mt", str(item.get("doc") or item["id"])
    marks = tuple(_mark(mark, mark.get("category", "")) for mark in item["spans"])
    yield Sample(item["id"], "spans", name, origin, item["mt"], item.get("origin", ""), document, marks)


def _mark(mark: Item, category: str) -> Annotation:
    return Annotation(mark["start"], mark["end"], severity(mark["severity"]), family(category), category)


def _postedit(item: Item, name: str) -> Iterator[Sample]:
    tokens = tuple(item.get("tokens") or ())
    tags: Tags | None = None
    together: tuple[bool, ...] = ()
    if item.get("tags"):
        bad = tuple(tag == "BAD" for tag in item["tags"])
        if item.get("gap_tags"):
            tags = Tags(bad, tuple(tag == "BAD" for tag in item["gap_tags"]))
        else:
            together = bad + ((item["eos_tag"] == "BAD",) if item.get("eos_tag") else ())
    rewrites = (item["pe"],) if item.get("pe") else ()
    text = item["mt"] if not tokens or offsets(item["mt"], tokens) else joined(tokens)
    yield Sample(
        item["id"], "postedits" if rewrites else "tags", name, "mt", text, item.get("pair", ""), item["id"],
        tokens=tokens, tags=tags, merged=together, rewrites=rewrites, tokenised=bool(tokens),
    )  # fmt: skip


def _challenge(item: Item, name: str) -> Iterator[Sample]:
    if item.get("applied", True):
        yield from pair(
            item["id"], name, item.get("perturbation", ""), item["mt"], item["perturbed"], str(item.get("item", ""))
        )


def _idiom(item: Item, name: str) -> Iterator[Sample]:
    """Real output for sentences with an idiom; nobody says which of it is right, so it only counts as MT beside its
    human translation.
    """
    if item["pair"].endswith("-en"):
        part = f"{item['pair']} {item['kind']}"
        for system, text in sorted(item["mt"].items()):
            yield Sample(f"{item['id']}:{system}", "plain", name, "mt-other", text, part, item["idiom"])
        if item.get("ref") and not item.get("tokenised"):
            yield Sample(f"{item['id']}:ref", "plain", name, "human-other", item["ref"], part, item["idiom"])


def _correction(item: Item, name: str) -> Iterator[Sample]:
    words = tuple(item["src"].split())
    yield Sample(
        item["id"], "corrections", name, "learner", joined(words), "", item["id"],
        tokens=words, rewrites=tuple(item["refs"]), tokenised=True,
    )  # fmt: skip


def _nothing(item: Item, name: str) -> Iterator[Sample]:
    return iter(())


_MAKERS: tuple[tuple[set[str], Callable[[Item, str], Iterator[Sample]]], ...] = (
    ({"mt", "perturbed"}, _challenge),
    ({"idiom", "kind", "mt", "pair"}, _idiom),
    ({"mt", "spans"}, _spans),
    ({"segments", "pair"}, _translations),
    ({"mt", "tags", "tokens"}, _postedit),
    ({"mt", "pe"}, _postedit),
    ({"paragraphs"}, _native),
    ({"src", "refs"}, _correction),
    ({"system", "scores"}, _nothing),
)
