"""Mutated files for every reader: `python benchmarks/fuzz_readers.py --format rss --inputs 10000`.

Seeds are the samples in fixtures/readers, and those of tests/handmade.py. A reader may give documents or raise an
MtcheckError with one finished sentence; what it gives must obey the laws of `tests/readers/test_readers.py`, and a
repair of it must be carried to the file without a crash. Anything else is printed with its input and fails the run.
"""

import argparse
import random
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests"), str(_ROOT / "tests" / "readers")]

from handmade import HANDMADE
from samples import samples
from test_readers import lawful

from mtcheck import readers
from mtcheck.core import Edit, Span
from mtcheck.errors import MtcheckError
from mtcheck.readers.files import RawFile
from mtcheck.repair.patch import carry, patch

SEEDS = {
    format: [sample.raw for sample in samples(format)] for format in ("rss", "atom", "nitf", "newsml", "xliff", "tmx")
}
SEEDS |= {format: HANDMADE[format] for format in ("jsonfeed", "ninjs", "jsonl", "csv", "po")}
SLOW = 2.0  # seconds of processor time for one small input
_SIGNS = "<>&;'\"/=![]-?{}:,\\ \n\r\t\0\x1b\u00a0\u2028\ufeff\ufffe\ud800🜁é0x"
_WORDS = (
    "]]>", "<![CDATA[", "<!--", "-->", "<?x ", "?>", "&amp;", "&#0;", "&#x10FFFF;", "&#99999999;", "&nbsp;", "&x;",
    "<p>", "</p>", "<x:y/>", "<!DOCTYPE a [",
    '<!ENTITY a "b">', 'xmlns="u"', "null", "\\u0000", "\\ud800", '""', "[[[[", "1e999", "\n\n", "msgid \"", "\ufeff",
)  # fmt: skip


_WHOLE = (
    "&amp;", "&#8217;", "&lt;p&gt;", "&amp;amp;", "<!-- <p> -->", "<![CDATA[<p>a & b</p>]]>", "<![CDATA[]]]]>", "]] ",
    "&gt;", "\r\n", "\r", "é🜁", "<?x y?>", "<b>c</b>",
    "<br/>", "&lt;", "\u2028", "\u00a0", "\\n", "\\u00e9", "&#xA0;", "&nbsp;", "&amp;nbsp;", "]", "<p>d</p>", "\\\"",
    "  ", "\n\n",
)  # fmt: skip


def grown(seed: str, chance: random.Random) -> str:
    """A seed with things put into its text that leave it whole."""
    inside = 0
    places = []
    for at, sign in enumerate(seed):
        inside += (sign == "<") - (sign == ">")
        if inside == 0 and sign.isalnum():
            places.append(at)
    for at in sorted(chance.choices(places or [0], k=chance.randint(1, 6)), reverse=True):
        seed = seed[:at] + chance.choice(_WHOLE) + seed[at:]
    return seed


def mutated(seed: str, others: list[str], chance: random.Random) -> str:
    """A seed with some parts cut, doubled, swapped, or grown from other seeds."""
    text = seed
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        start = chance.randint(0, len(text))
        if chance.random() < 0.5:
            start = text.find(">", start) + 1  # where text begins
        end = min(len(text), start + int(chance.expovariate(1 / 12)))
        kind = chance.randrange(7)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:end] + text[start:end] * chance.choice((1, 2, 40)) + text[end:]
        elif kind == 2:
            text = text[:start] + chance.choice(_SIGNS) + text[end if chance.random() < 0.5 else start :]
        elif kind == 3:
            text = text[:start] + chance.choice(_WORDS) + text[end if chance.random() < 0.5 else start :]
        elif kind == 4:
            other = chance.choice(others)
            at = chance.randint(0, len(other))
            text = text[:start] + other[at : at + chance.randint(1, 80)] + text[end:]
        elif kind == 5:
            text = text[: chance.randint(0, len(text))] if chance.random() < 0.3 else text
        else:
            again = chance.randint(0, len(text))
            text = text[:start] + text[again : again + end - start] + text[end:]
    return text


def examine(format: str, raw: str) -> str:
    """What became of an input: read or refused. Raises what no reader may raise."""
    try:
        documents = list(readers.read(RawFile("x", raw), format))
    except MtcheckError as error:
        said = str(error)
        assert said.startswith("x ") and said.endswith(".") and "\n" not in said, said
        return "refused"
    for doc in documents:
        lawful(doc)
        assert patch(doc.raw, carry(doc, [])[0]) == raw
        if doc.segments:
            edits, refused = carry(
                doc, [Edit(Span(doc.segments[0].span.start, doc.segments[0].span.end), "Zebra & <co>")]
            )
            assert refused or patch(raw, edits) != raw
    return "read"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--format", action="append", choices=sorted(SEEDS), help="may be given several times (default: all)"
    )
    parser.add_argument("--inputs", type=int, default=10_000, help="for each format")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = 0
    for format in options.format or sorted(SEEDS):
        chance = random.Random(f"{format} {options.seed}")
        told = {"read": 0, "refused": 0, "failed": 0}
        for _ in range(options.inputs):
            seed = chance.choice(SEEDS[format])
            raw = grown(seed, chance) if chance.random() < 0.3 else mutated(seed, SEEDS[format], chance)
            begin = time.process_time()
            try:
                outcome = examine(format, raw)
                assert time.process_time() - begin < SLOW, "too slow"
            except Exception as error:  # whatever it is, it is what this script looks for
                outcome = "failed"
                print(f"{format}: {type(error).__name__}: {error}\n  {raw!r}", file=sys.stderr)
            told[outcome] += 1
        failed += told["failed"]
        print(
            f"{format}: {options.inputs} inputs, {told['read']} read, {told['refused']} refused, {told['failed']}"
            " failed"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
