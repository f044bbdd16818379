"""Does cost grow with the length, or with its square? Times every trigger of every rule and of every reader at three
sizes.

    python benchmarks/growth.py [--size 20000] [--only WORD] [--limit 3.0] [--each] [--model]

A trigger is the text of a rule's examples, one after another, or a sign that a reader looks for, over and over. A line
is printed for each whose cost more than `--limit`-folds when its length doubles, twice in a row; the exit code is then
1. Seconds are CPU time, the best of two. At the end stand those that cost most for their length.

`--each`: every example by itself (ten times as long). `--model`: also rules that read with the model.
"""

import argparse
import contextlib
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "rules")]

from test_endless import HTML, LINES, MARKDOWN

from mtcheck.errors import InputError
from mtcheck.gate import suppressions
from mtcheck.profile import catalog
from mtcheck.profile.config import Config
from mtcheck.readers import format_of, read
from mtcheck.readers.files import RawFile
from mtcheck.run.engine import Engine
from mtcheck.run.parts import resources
from mtcheck.run.session import Session

SIGNS = (
    "â€™s ", "Ã©", "<!-- mtcheck-ignore ", "[mtcheck-ignore ", "[mtcheck-ignore all: a] ", ">", "a; ", "a\n", "- a\n",
    "1. a\n", "a, ", "a - ", "“", "”", "'", "(", ")",
    "&", "@", "#", "/", "http://a ", "A", "A ", "A. ", "the ", "of ", "a-", "1 ", "1,", "1.", "$1 ", "%", "\t", " ",
    "\u00a0", "\r", "\r\n", "…", "--", "*", "_", "{", "[", "]",
    "<", "Mr. ", "Jan. ", "is is ", "Ü", "的", "\u200b", "\ufeff", "\ud83d", "said ", "who who ", "not only ", "Lomna ",
    "ID 1 ",
)  # fmt: skip
PROLOGUES = (  # what is repeated, and what stands before it
    ("\n", "<?a?>"), (" ", "<!--a-->"), ("<?a?>", ""), ("<?a?>\n", ""), ("<!---->", ""), ("<!--a ", ""), ("<?a ", ""),
    ("<!DOCTYPE ", ""), ("<!DOCTYPE a [", ""), ("<!DOCTYPE a [ ] ", ""), ("<a:", ""), ('{"', ""), ('{"a\\', ""),
    ("[ ", "{"), ("[ ", ""), ("#\n", ""), ("#a\n", ""), ('msgctxt "a"\n', ""), ('"\n', 'msgctxt "a"\n'), ("{a}\n", ""),
)  # fmt: skip
WRAPS: dict[str, Callable[[str], str]] = {
    "rss": lambda text: f"<rss><item><description>{text}</description></item></rss>",
    "atom": lambda text: f"<feed><entry><content>{text}</content></entry></feed>",
    "nitf": lambda text: f"<nitf><body><body.content>{text}</body.content></body></nitf>",
    "jsonl": (
        lambda text: (
            '{"text": "'
            + text.replace("\\", "\\\\")
            .replace('"', '\\"')
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\r", "\\r")
            + '"}'
        )
    ),
    "csv": lambda text: 'id,text\n1,"' + text.replace('"', '""') + '"\n',
    "po": (
        lambda text: (
            'msgid "a"\nmsgstr "'
            + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
            + '"\n'
        )
    ),
}
_DEAREST = 10  # that are listed


def main() -> int:
    options = parsed()
    slow = 0
    dear: list[tuple[float, str]] = []
    for name, work in jobs(each=options.each, model=options.model):
        if options.only and options.only not in name:
            continue
        costs = [cost(work, size) for size in (options.size, 2 * options.size, 4 * options.size)]
        dear.append((costs[-1] / options.size / 4 * 1_000_000, name))
        if costs[0] > 0.02 and all(
            after > options.limit * before for before, after in zip(costs, costs[1:], strict=False)
        ):
            slow += 1
            print(f"{name!r}: " + ", ".join(f"{seconds:.2f} s" for seconds in costs), flush=True)
        elif options.verbose:
            print(f"  {name!r}: " + ", ".join(f"{seconds:.2f} s" for seconds in costs), flush=True)
    for seconds, name in sorted(dear, reverse=True)[:_DEAREST]:
        print(f"{seconds:8.1f} s a million code points: {name!r}")
    print(f"{slow} of {len(dear)} grow faster than their length.")
    return 1 if slow else 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000, help="code points of the shortest text")
    parser.add_argument("--only", default="", help="triggers whose name holds a word")
    parser.add_argument("--limit", type=float, default=3.0, help="how much more twice the length may cost")
    parser.add_argument("--each", action="store_true", help="every example by itself")
    parser.add_argument("--model", action="store_true", help="also rules that read with the model")
    parser.add_argument("--verbose", action="store_true", help="print every trigger")
    return parser.parse_args()


def jobs(*, each: bool, model: bool) -> Iterator[tuple[str, Callable[[int], Callable[[], object]]]]:
    """(name, what makes the work of a size)."""
    session = Session(Config(select=("all",), depth="fast"))
    for name in catalog.detector_ids():
        detector = catalog.detector(name)
        if "tagger" in detector.RULE.needs and not model:
            continue
        engine = Engine([detector], resources())
        texts = [re.sub("[⟦⟧]", "", example.text) for example in detector.RULE.examples]
        for joint in (" ", "\n\n"):
            units = [text + joint for text in texts] if each else [joint.join((*texts, ""))]
            for number, unit in enumerate(units):
                yield (
                    f"rule {name} {f'{number} ' if each else ''}{joint!r}",
                    lambda size, unit=unit, engine=engine: (
                        lambda: engine.check(read(RawFile("x.txt", grown(unit, size)))[0])
                    ),
                )
    for unit in dict.fromkeys((*SIGNS, *LINES)):
        yield (
            f"rules {unit!r}",
            lambda size, unit=unit: lambda: session.engine.check(read(RawFile("x.txt", grown(unit, size)))[0]),
        )
        yield (
            f"marks {unit!r}",
            lambda size, unit=unit: (
                lambda: [suppressions.inline(read(RawFile("x.txt", grown(unit, size) + suppressions.MARK)))]
            ),
        )
    for unit in dict.fromkeys((*HTML, *SIGNS)):
        yield f"html {unit!r}", lambda size, unit=unit: lambda: read(RawFile("x.html", grown(unit, size)), "html")
    for unit in dict.fromkeys((*MARKDOWN, *HTML, *SIGNS)):
        yield f"markdown {unit!r}", lambda size, unit=unit: lambda: read(RawFile("x.md", grown(unit, size)), "markdown")
    for unit, before in PROLOGUES:
        for ending in ("txt", "xml", "json", "html"):
            yield (
                f"sniff {ending} {before!r} {unit!r}",
                lambda size, unit=unit, before=before, ending=ending: (
                    lambda: sniffed(RawFile(f"x.{ending}", f"{before}{grown(unit, size)}x"))
                ),
            )
    for format, wrap in WRAPS.items():
        for unit in dict.fromkeys((*SIGNS, *HTML)):
            yield (
                f"{format} {unit!r}",
                lambda size, unit=unit, format=format, wrap=wrap: (
                    lambda: listed(RawFile("x", wrap(grown(unit, size))), format)
                ),
            )


def sniffed(file: RawFile) -> None:
    with contextlib.suppress(InputError):
        format_of(file)


def listed(file: RawFile, format: str) -> None:
    with contextlib.suppress(InputError):  # to say so must not take long either
        list(read(file, format))


def grown(unit: str, size: int) -> str:
    return unit * (size // len(unit) + 1)


def cost(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """CPU seconds, the best of two."""
    found = []
    for _ in range(2):
        begin = time.process_time()
        work(size)()
        found.append(time.process_time() - begin)
        if found[0] > 5:
            break
    return min(found)


if __name__ == "__main__":
    sys.exit(main())
