"""Fuzzes what reads bytes that somebody else wrote: every reader, marks and sidecars, profiles, baselines, what the
cache keeps, and `check` as a whole.

    python benchmarks/fuzz.py                       # 10 minutes a target
    python benchmarks/fuzz.py rss check --seconds 60 --corpus /tmp/corpus

With atheris (`pip install atheris`), inputs are led by the code that they reach; without it, or with `--plain`, they
are mutated at random. The corpus begins with the samples of the tests; `--corpus` keeps what was found for the next
run. An input may be read or refused in one finished sentence; whatever else happens is printed with its file, and the
exit code is 1. The last lines say how many inputs each target has had.
"""

import argparse
import importlib.util
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "readers"), str(ROOT / "benchmarks")]
os.environ.setdefault("MTCHECK_CACHE_KEY", "fuzz")

LARGEST = 4096  # bytes of an input
SLOW = 5.0  # seconds of processor time for one input
WORDS = (
    "The the council took weapons and weapons from the depot on Monday.",
    "[mtcheck-ignore all: fine]",
    "<!-- mtcheck-ignore doubled-word: so -->",
)


def main() -> int:
    options = parsed()
    if options.inside:
        return inside(options)
    names = options.targets or sorted(targets())
    guided = not options.plain and importlib.util.find_spec("atheris") is not None
    each = f"{options.inputs} inputs" if options.inputs else f"{options.seconds} s"
    print(
        f"{len(names)} targets, {each} each, {'led by coverage (atheris)' if guided else 'mutated at random'}.",
        flush=True,
    )
    whole, failed = 0, []
    for name in names:
        with tempfile.TemporaryDirectory() as scratch:
            number, failure = run(name, options, Path(options.corpus or scratch), guided)
        whole += number
        print(f"{name:12}{number:>12,} inputs{'  FAILED' if failure else ''}", flush=True)
        if failure:
            failed.append(name)
            print(failure, flush=True)
    print(f"{whole:,} inputs in all, {len(failed)} of {len(names)} targets failed.")
    return 1 if failed else 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="default: all")
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument(
        "--inputs",
        type=int,
        default=0,
        help="for each target, without atheris: so many and always the same ones, whatever time they take",
    )
    parser.add_argument("--corpus", help="a folder that keeps what was found, and inputs that fail")
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def run(name: str, options: argparse.Namespace, corpus: Path, guided: bool) -> tuple[int, str]:
    """(inputs, what failed) of one target, in a process of its own."""
    folder = corpus / name
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        str(Path(__file__)),
        name,
        "--inside",
        "--seconds",
        str(options.seconds),
        "--corpus",
        str(folder),
        "--seed",
        str(options.seed),
        "--inputs",
        str(options.inputs),
    ]
    done = subprocess.run(
        command if guided else [*command, "--plain"], stderr=subprocess.PIPE, text=True, errors="replace", check=False
    )
    said = re.findall(r"^Done (\d+) runs|^#(\d+)", done.stderr, re.MULTILINE)
    number = max((int(one or other) for one, other in said), default=0)
    return number, "" if done.returncode == 0 else "\n".join(done.stderr.splitlines()[-40:])


def inside(options: argparse.Namespace) -> int:
    (name,) = options.targets
    folder = Path(options.corpus)
    for number, seed in enumerate(seeds(name)):
        (folder / f"seed-{number}").write_bytes(seed[:LARGEST])
    if options.plain:
        return mutating(targets()[name], folder, options)
    import atheris

    with atheris.instrument_imports(include=["mtcheck"], enable_loader_override=False):
        work = targets()[name]
    limits = [
        f"-max_total_time={options.seconds}",
        f"-max_len={LARGEST}",
        "-timeout=30",
        "-rss_limit_mb=4096",
        f"-seed={options.seed}",
        "-print_final_stats=0",
    ]
    atheris.Setup([sys.argv[0], str(folder), f"-artifact_prefix={folder.parent}/failed-{name}-", *limits], work)
    atheris.Fuzz()
    return 0


def mutating(work: Callable[[bytes], None], folder: Path, options: argparse.Namespace) -> int:
    from fuzz_readers import mutated

    chance = random.Random(f"{folder.name} {options.seed}")
    held = [path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(folder.iterdir())] or [""]
    number, end = 0, time.monotonic() + options.seconds
    while number < options.inputs if options.inputs else time.monotonic() < end:
        data = mutated(chance.choice(held), held, chance).encode("utf-8", "replace")[:LARGEST]
        if chance.random() < 0.2 and data:
            at = chance.randrange(len(data))
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        number += 1
        try:
            work(data)
        except BaseException:
            place = folder.parent / f"failed-{folder.name}-{number}"
            place.write_bytes(data)
            print(f"Done {number} runs, and {place} failed.", file=sys.stderr)
            raise
    print(f"Done {number} runs", file=sys.stderr)
    return 0


def seeds(name: str) -> Iterator[bytes]:
    """What a target begins with."""
    from fuzz_readers import SEEDS

    story = f"Depot robbed\n\n{WORDS[0]} “We left,” he said.\n"
    own: dict[str, list[str]] = {
        "text": [story, *WORDS],
        "markdown": [
            f"---\ntitle: Port\n---\n# Head\n\n{story}\n<div>\n{WORDS[0]}\n</div>\n\n> - a `b` [c](d) **e**\n\n| a | b"
            " |\n|---|---|\n| c | d |\n"
        ],
        "html": [
            f"<!DOCTYPE html><html><head><title>Port</title><style>a</style></head><body><!-- a --><p>{WORDS[0]} &amp;"
            " <code>b</code></p></body></html>"
        ],
        "marks": [f"{mark}\n{WORDS[0]}\n\nMore. {mark}" for mark in WORDS],
        "sidecar": [
            '[[ignore]]\nrule = "doubled-word"\nreason = "so"\n',
            '[[ignore]]\nfingerprint = "0123456789abcdef"\nfile = "*.txt"\nreason = "so"\n',
        ],
        "profile": [path.read_text(encoding="utf-8") for path in sorted((ROOT / "config").glob("*.toml"))],
        "baseline": [
            '{"version": 1, "signature": "x", "findings": [{"file": "a.txt", "id": "", "rule": "doubled-word", "text":'
            ' "the the", "fingerprint": "0"}]}'
        ],
        "examined": [
            '[[["doubled-word",0,7,"Twice.",1,0.9,[[[[3,7,""]],0.9,null]],[[0,3]],[["tagger",0.5]]]],[],[],"en",7.5,"",0.5]'
        ],
        "cache": [],
        "sniff": [seed for some in SEEDS.values() for seed in some[:2]],
        "annotated": [
            (
                '{"annotation": [{"text": "The the council "}, {"markup": "<b>", "interpretAs": "\\n"}, {"text":'
                ' "met.\\r"}]}'
            ),
            '{"text": "The the council met."}',
        ],
        "terms": ["wrong\tright\tnote\nHarbor Party\tHarbour Party\n# a note\ncolour\tcolor\tso it is\n"],
        "edited": [
            '# ours\nignore = ["doubled-word", "calque"] # both\n[house]\nnames = [\n  "Lomna", # a'
            ' town\n]\n[rules]\nset = "1"\n'
        ],
    }
    whole = [seed for some in SEEDS.values() for seed in some[:4]]
    for seed in own.get(name, SEEDS.get(name, [*own["text"], *own["markdown"], *own["html"], *whole])):
        yield seed.encode("utf-8", "surrogatepass")


def targets() -> dict[str, Callable[[bytes], None]]:
    """By name, what takes an input and raises whatever it must not."""
    from fuzz_readers import SEEDS
    from test_readers import lawful

    from mtcheck import gate
    from mtcheck.core import Edit, Span, plain
    from mtcheck.errors import MtcheckError
    from mtcheck.gate import baseline, suppressions
    from mtcheck.profile import config, edited, house
    from mtcheck.profile.config import Config
    from mtcheck.readers import FORMATS, NAMES, files, read
    from mtcheck.readers.sniff import sniff
    from mtcheck.repair.patch import carry, patch
    from mtcheck.run.cache import Cache
    from mtcheck.run.examined import Examined, pack, unpack
    from mtcheck.run.session import Session

    if importlib.util.find_spec("fastapi"):
        from mtcheck.server import languagetool
        from mtcheck.server.annotated import document

    scratch = Path(tempfile.mkdtemp(prefix="mtcheck-fuzz-"))
    doc = plain(WORDS[0])

    @cache
    def open_session() -> Session:  # only some targets need the rules, which take a second to load
        return Session(Config(select=("all",), depth="fast", gate=config.GateLimits()))

    @cache
    def gated() -> Session:
        return Session(config.load("ci-gate"))

    def timed(work: Callable[[bytes], None]) -> Callable[[bytes], None]:
        def examine(data: bytes) -> None:
            begin = time.process_time()
            try:
                work(data)
            except MtcheckError as error:
                said = str(error)
                assert said and said[-1] in ".?" and "\n" not in said, said
            assert time.process_time() - begin < SLOW, "too slow"

        return examine

    def reader(format: str) -> Callable[[bytes], None]:
        def work(data: bytes) -> None:
            file = files.decode(data, "x")
            for found in read(file, format):
                lawful(found)
                assert patch(found.raw, carry(found, [])[0]) == file.text
                if found.segments:
                    edits, refused = carry(
                        found, [Edit(Span(found.segments[0].span.start, found.segments[0].span.end), "Zebra & <co>")]
                    )
                    assert refused or patch(file.text, edits) != file.text

        return work

    def check(data: bytes) -> None:
        session = open_session()
        for story in session.stories(files.decode(data, "<x>")):
            report = session.check(story)
            assert not report.failures, report.failures
            assert report.decision in gate.DECISIONS and report.reason.endswith((".", "?")), report.reason

    def passes(data: bytes) -> None:
        """Bad copy in a file of its own does not pass, whatever stands before and behind it."""
        head, _, tail = data.decode("utf-8", "replace").partition("\n")
        text = f"{head}\n\n{WORDS[0]}\n\n{tail}"
        for story in gated().stories(files.RawFile("<x>", text), "text"):
            assert gated().check(story).decision != gate.PASS, text

    def marks(data: bytes) -> None:
        session = open_session()
        for format in ("text", "markdown", "html"):
            for story in session.stories(files.decode(data, "<x>"), format):
                lawful(story.document)
                session.check(story)

    def sidecar(data: bytes) -> None:
        (scratch / "x.txt.mtcheck.toml").write_bytes(data)
        suppressions._parsed.cache_clear()
        suppressions.sidecar(str(scratch / "x.txt"))

    def profile(data: bytes) -> None:
        (scratch / "x.toml").write_bytes(data)
        Session(config.load(str(scratch / "x.toml")))

    def known(data: bytes) -> None:
        (scratch / "known.json").write_bytes(data)
        baseline.read(scratch / "known.json").known()

    def examined(data: bytes) -> None:
        try:
            found = unpack(data)
        except ValueError:
            return
        assert unpack(pack(found)) == found
        if found.fits(doc):
            session = open_session()
            session.judge(session.stories(files.RawFile("<x>", doc.text))[0], found)

    def kept_cache(data: bytes) -> None:
        path = scratch / "examined.db"
        kept = Cache(path)
        kept.put(b"a", Examined(language="en"))
        kept.close()
        whole = bytearray(path.read_bytes())
        for at in range(0, len(data) - 3, 4):
            place = int.from_bytes(data[at : at + 3], "big") % len(whole)
            whole[place] ^= data[at + 3]
        path.write_bytes(whole)
        kept = Cache(path)
        assert kept.get(b"a") in (None, Examined(language="en"))
        kept.put(b"b", Examined(language="de"))
        kept.close()
        path.unlink(missing_ok=True)
        for rest in scratch.glob("examined.db-*"):
            rest.unlink()

    def kind(data: bytes) -> None:
        file = files.decode(data, "x")
        for ending in (None, "text", "markdown", "html", "xml", "rss", "json", "jsonl", "csv", "po"):
            try:
                assert sniff(file.text, "x", ending) in {*FORMATS.values(), *NAMES}
            except MtcheckError as error:
                assert str(error).endswith("."), str(error)

    def annotated(data: bytes) -> None:
        try:
            parts = languagetool._parts(data.decode("utf-8", "replace"))
        except MtcheckError:
            return
        lawful(document(parts, "x"))

    def terms(data: bytes) -> None:
        (scratch / "terms.tsv").write_bytes(data)
        house.terms_in(scratch / "terms.tsv")

    def changed(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        for table, key in (("", "ignore"), ("house", "names")):
            try:
                after = edited.with_item(text, table, key, "x-y")
                assert tomllib.loads(edited.without_item(after, table, key, "x-y"))
            except (MtcheckError, tomllib.TOMLDecodeError):
                continue

    made = {format: reader(format) for format in ("text", "markdown", "html", *SEEDS)}
    made |= {
        "json": reader("json"),
        "check": check,
        "gate": passes,
        "marks": marks,
        "sidecar": sidecar,
        "profile": profile,
    }
    made |= {"baseline": known, "examined": examined, "cache": kept_cache, "sniff": kind, "terms": terms}
    made |= {"edited": changed, "annotated": annotated} if importlib.util.find_spec("fastapi") else {"edited": changed}
    return {name: timed(work) for name, work in made.items()}


if __name__ == "__main__":
    sys.exit(main())
