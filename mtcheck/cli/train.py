"""`mtcheck train`: the bundled model trained further on a newsroom's own corrections."""

import argparse
import hashlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli import CLEAN, need
from mtcheck.cli.arguments import option
from mtcheck.cli.options import whole
from mtcheck.cli.output import Output, complain
from mtcheck.cli.progress import Progress
from mtcheck.errors import ConfigError, InputError
from mtcheck.resources import BUNDLED

if TYPE_CHECKING:
    from mtcheck.training.examples import Example

_HELD_OUT = 10  # one text of so many
_FEWEST = 20  # examples that are worth a training


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("data DATA", "JSON Lines: text and corrected; mt and pe; mt and spans; or clean paragraphs", nargs="+")
    add("--output FOLDER", "where the model goes; name it as `tagger` in the profile to use it", required=True)
    add("--base FOLDER", "the model to begin with (default: the bundled one)", default=str(BUNDLED))
    add("--steps N", "batches of about 40 sentences (default: three passes over the data)", type=whole, default=0)
    add("--threads N", "processor cores (default: all)", type=whole, default=os.cpu_count() or 1)
    add("--seed N", "of the order of examples (default 1)", type=whole, default=1)


def run(options: argparse.Namespace) -> int:
    need("torch", "transformers", "onnx")
    import torch
    from tokenizers import Tokenizer

    from mtcheck.tagger.encoding import Encoder
    from mtcheck.training import loop, report
    from mtcheck.training.export import export
    from mtcheck.training.restore import restored

    learn, held = _parted(options.data)
    base, output = Path(options.base), Path(options.output)
    if output.exists() and (not output.is_dir() or any(output.iterdir())) and not (output / "checkpoint.pt").is_file():
        raise ConfigError(
            f"{output} holds something else; --output wants a new folder, or one of an interrupted training to go on"
            " with."
        )
    about, tokenizer_file = base / "about.json", base / "tokenizer.json"
    if not about.is_file() or not tokenizer_file.is_file():
        raise ConfigError(f"{base} is not a model that mtcheck has made; it lacks about.json or tokenizer.json.")
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = restored(base)
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    encoder = Encoder(tokenizer)
    ready = [loop.ready(encoder, one) for one in learn]
    held_ready = [loop.ready(encoder, one) for one in held]
    before = report.measured(network, held_ready)
    steps = options.steps or max(30, 3 * sum(len(one.encoded.pieces) for one in ready) // loop.PIECES)
    output.mkdir(parents=True, exist_ok=True)
    progress = Progress(steps, "steps")
    loop.train(
        network, lambda number: ready, steps=steps, checkpoint=output / "checkpoint.pt", seed=options.seed, every=1,
            rate=0.3,
        report=lambda state: progress.step(),
    )  # fmt: skip
    progress.clear()
    after = report.measured(network, held_ready)
    export(network, tokenizer, output, report.about(about, [Path(path) for path in options.data], before, after, steps))
    (output / "checkpoint.pt").unlink(missing_ok=True)
    out = Output(None)
    out.write(report.table(len(learn), len(held), before, after))
    complain(f'The model is in {output}; write tagger = "{output}" into the profile to use it.')
    return CLEAN


def _parted(paths: list[str]) -> "tuple[list[Example], list[Example]]":
    """Examples to learn from and to judge by: which is which depends on the text alone, and never changes."""
    from mtcheck.training.corpora import examples, usable

    learn: list[Example] = []
    held: list[Example] = []
    for path in paths:
        for one in usable(examples(Path(path))):
            side = int(hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16) % _HELD_OUT
            (held if side == 0 else learn).append(one)
    if len(learn) + len(held) < _FEWEST or not held:
        raise InputError(
            f"The data holds {len(learn) + len(held)} usable texts; training needs {_FEWEST} at least, of 3 to 90 words"
            " each."
        )
    return learn, held
