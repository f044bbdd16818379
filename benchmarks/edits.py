"""Editors' minimal corrections of real output, kept apart from the text that they correct: `python benchmarks/edits.py
unpack --data DATA OUTPUT.jsonl`.

`benchmarks/edits.jsonl.gz` holds, a line each, where a line of the public sets stands (id, segment, system) and what
was changed in it: half-open ranges of code points and what belongs there instead, and ranges that are broken and could
not be mended. Nothing of the sets' own text is in it but single words put in. A line of spun copy also says how it was
spun from its native sentence. `unpack` puts text and corrections together for benchmarks/build_tagger.py; `pack` is the
way back.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from mtcheck.training.corpora import items

Item = dict[str, Any]
Change = tuple[int, int, str]
PACKED = Path(__file__).parent / "edits.jsonl.gz"


def flat(text: str) -> str:
    """The text as editors saw it: runs of white space are one space."""
    return " ".join(text.split())


def changes(before: str, after: str) -> list[Change]:
    """What makes `after` of `before`: ranges of whole words and what replaces them."""
    old, new = _pieces(before), _pieces(after)
    starts = [0]
    for piece in old:
        starts.append(starts[-1] + len(piece))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(starts[i], starts[j], "".join(new[a:b])) for kind, i, j, a, b in matcher.get_opcodes() if kind != "equal"]


def _pieces(text: str) -> list[str]:
    """Words with the space before each; joined they are the text."""
    pieces: list[str] = []
    for number, word in enumerate(text.split(" ")):
        pieces.append(f" {word}" if number else word)
    return pieces


def changed(before: str, some: Iterable[Sequence[Any]]) -> str:
    """`before` with the changes carried out."""
    out, at = [], 0
    for start, end, put in some:
        out += [before[at:start], put]
        at = end
    return "".join([*out, before[at:]])


class Texts:
    """The public sets, looked up by what the packed lines say."""

    def __init__(self, data: Path) -> None:
        self._translations = {
            doc["id"]: doc["segments"] for part in ("train", "dev") for doc in items(data / "mt" / f"{part}.jsonl.gz")
        }
        self._native = {doc["id"]: "\n".join(doc["paragraphs"]) for doc in items(data / "text" / "train.jsonl.gz")}

    def translation(self, item: Item) -> str:
        return flat(self._translations[item["id"]][item["seg"]]["mt"][item["system"]])

    def native(self, item: Item) -> str:
        start, end = item["at"]
        return self._native[item["id"]][start:end]

    def place(self, item: Item) -> tuple[int, int] | None:
        """Where the native sentence of a spun line stands in its document."""
        start = self._native.get(item["id"], "").find(item["ref"])
        return (start, start + len(item["ref"])) if start >= 0 else None


def pack(lines: Iterable[Item], texts: Texts) -> Iterator[Item]:
    """Corrected lines (`mt`, `pe`) as references to the sets; a line that cannot be found again is named
    and left out.
    """
    for item in lines:
        packed: Item = {
            "id": item["id"],
            "seg": item["seg"],
            "system": item["system"],
            "set": item.get("set", "train"),
            "editor": item.get("editor", 1),
        }
        if item["system"].startswith("spun:"):
            place = texts.place(item)
            if place is None:
                print(f"not found: {item['id']} {item['seg']}", file=sys.stderr)
                continue
            packed |= {"at": place, "spun": changes(item["ref"], item["mt"])}
        elif texts.translation(item) != flat(item["mt"]):
            print(f"not found: {item['id']} {item['seg']} {item['system']}", file=sys.stderr)
            continue
        mt, pe = (item[key] if "spun" in packed else flat(item[key]) for key in ("mt", "pe"))
        yield packed | {"edits": changes(mt, pe), "broken": item.get("broken") or []}


def unpack(lines: Iterable[Item], texts: Texts) -> Iterator[Item]:
    """Lines with their text: id, seg, system, set, editor (2: read again by another, to see how far two agree), mt, pe,
    changed, broken.
    """
    for item in lines:
        mt = changed(texts.native(item), item["spun"]) if "spun" in item else texts.translation(item)
        kept = {key: item[key] for key in ("id", "seg", "system", "set", "editor", "broken")}
        yield kept | {"mt": mt, "pe": changed(mt, item["edits"]), "changed": bool(item["edits"] or item["broken"])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("unpack", "pack"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("files", type=Path, nargs="+", help="unpack: the file to write; pack: files of corrected lines")
    options = parser.parse_args()
    texts = Texts(options.data)
    if options.what == "unpack":
        with options.files[0].open("w", encoding="utf-8") as file:
            for item in unpack(items(PACKED), texts):
                file.write(json.dumps(item, ensure_ascii=False) + "\n")
        return
    lines = (item for path in options.files for item in items(path))
    with gzip.GzipFile(PACKED, "wb", mtime=0) as packed:
        for item in pack(lines, texts):
            packed.write((json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n").encode())


if __name__ == "__main__":
    main()
