"""The second reader of a story: a causal language model whose upper layers have learnt from editors' corrections, and
see both ways. `reader` is the way in.

Letting the upper layers see what follows makes a tagger of a causal model (Dukić and Šnajder 2024,
https://aclanthology.org/2024.findings-acl.843). What was learnt is a low-rank change of these layers, their norms and
heads for words and gaps, all in `resources/models/reader` (benchmarks/build_reader.py); the base is SmolLM2-135M.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mtcheck.errors import ResourceError
from mtcheck.profile.models import CAUSAL, ModelSettings
from mtcheck.resources import MODELS
from mtcheck.reviewers.local import adapters, installed
from mtcheck.reviewers.local.loading import Loaded, load
from mtcheck.reviewers.local.windows import clean
from mtcheck.tagger.labels import BINARY, EDITS, FAMILIES, INSERTIONS
from mtcheck.tagger.pair import Opinion
from mtcheck.tagger.words import Word, words

FOLDER = MODELS / "reader"
LONGEST = 170  # tokens of one input
_MOST = 8  # tokens of a word
EDGE = "<|endoftext|>"  # stands before and behind each text


class Encoder:
    """Encodes words with a byte-level BPE: a word that stands apart begins with a space."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._edge: int = tokenizer.convert_tokens_to_ids(EDGE)
        self._known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        known = self._known.get(word)
        if known is None:
            known = self._tokenizer(clean(word), add_special_tokens=False)["input_ids"][:_MOST] or [self._edge]
            if len(self._known) < 200_000:
                self._known[word] = known
        return known

    def encode(self, found: Sequence[Word]) -> tuple[list[int], list[int], list[int]]:
        """Tokens, and for each word its first and its last one; words beyond `LONGEST` tokens are left out."""
        ids, first, last = [self._edge], [], []
        end = -1
        for word in found:
            pieces = self.pieces(f" {word.text}" if end < word.start else word.text)
            if len(ids) + len(pieces) >= LONGEST:
                break
            end = word.end
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
        return [*ids, self._edge], first, last


class Heads:
    """What the heads of a reader are called, and how they are made."""

    WORD, GAP = "word", "gap"
    SIZES: Mapping[str, int] = {WORD: BINARY + len(FAMILIES) + len(EDITS), GAP: len(INSERTIONS)}
    WIDTH = 384

    @classmethod
    def made(cls, torch: Any, name: str, size: int) -> Any:
        """A head for two places of the model's output, of `size` numbers each."""
        return torch.nn.Sequential(
            torch.nn.LayerNorm(2 * size),
            torch.nn.Dropout(0.1),
            torch.nn.Linear(2 * size, cls.WIDTH),
            torch.nn.GELU(),
            torch.nn.Linear(cls.WIDTH, cls.SIZES[name]),
        )


class SecondReader:
    """The model at work; see `mtcheck.tagger.pair.Reader`."""

    def __init__(self, settings: ModelSettings, folder: Path = FOLDER) -> None:
        """Raises ResourceError when the model cannot be loaded, or the folder does not hold a change of it."""
        self._loaded = load(settings)
        try:
            self.about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            self._heads = self._completed(folder)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ResourceError(
                f"The second reader in {folder} cannot be used ({error}); install mtcheck again."
            ) from None
        self.name = str(self.about.get("sha256", ""))[:12]
        self._below: int = len(self._loaded.model.model.layers) - self.about["upper_layers"]
        self._encoder = Encoder(self._loaded.tokenizer)

    def _completed(self, folder: Path) -> Mapping[str, Any]:
        """The heads, after the base has been changed."""
        from safetensors.torch import load_file

        torch, model = self._loaded.torch, self._loaded.model
        adapters.merge(model, folder)
        state = load_file(folder / "heads.safetensors")
        for name, values in state.items():
            if name.startswith("model."):
                model.get_parameter(name).data.copy_(values)
        heads = {}
        for name in Heads.SIZES:
            head = Heads.made(torch, name, model.config.hidden_size)
            own = {key.removeprefix(f"{name}."): values for key, values in state.items() if key.startswith(f"{name}.")}
            head.load_state_dict({key: values.float() for key, values in own.items()})
            heads[name] = head.to(model.device).eval()
        return heads

    def read(self, texts: Sequence[str]) -> list[Opinion]:
        """An opinion of each text, one at a time: what is said of one must not depend on its company."""
        return [self._one(words(text)) for text in texts]

    def _one(self, found: Sequence[Word]) -> Opinion:
        torch = self._loaded.torch
        ids, first, last = self._encoder.encode(found)
        with torch.inference_mode():
            hidden = hidden_states(self._loaded, torch.tensor([ids]), self._below)[0].float()
            begin, end, whole = hidden[first], hidden[last], hidden.mean(0, keepdim=True)
            of_words = self._heads[Heads.WORD](torch.cat([begin, end], -1))
            gaps = torch.cat([torch.cat([hidden[:1], end]), torch.cat([begin, whole])], -1)
            of_gaps = torch.softmax(self._heads[Heads.GAP](gaps), -1)
            binary = torch.sigmoid(of_words[:, :BINARY])
            edits = torch.softmax(of_words[:, BINARY + len(FAMILIES) :], -1)
        return Opinion(*(one.cpu().numpy() for one in (binary[:, 1], binary[:, 2], edits, of_gaps)))


def hidden_states(loaded: Loaded, ids: Any, below: int, mask: Any = None) -> Any:
    """The last layer's output, (texts, tokens, size): from the layer `below` on, each token sees those after it, too.

    `mask`: 1 for tokens, 0 for what fills shorter rows.
    """
    torch, model = loaded.torch, loaded.model.model
    ids = ids.to(loaded.model.device)
    size = ids.shape[1]
    there = torch.ones_like(ids) if mask is None else mask
    both = there.bool()[:, None, None, :].expand(-1, 1, size, -1)
    back = both & torch.ones(size, size, dtype=torch.bool, device=ids.device).tril()
    hidden = model.embed_tokens(ids)
    positions = torch.arange(size, device=ids.device)[None]
    turned = model.rotary_emb(hidden, positions)
    for number, layer in enumerate(model.layers):
        said = layer(
            hidden,
            attention_mask=back if number < below else both,
            position_ids=positions,
            position_embeddings=turned,
        )
        hidden = said[0] if isinstance(said, tuple) else said
    return model.norm(hidden)


def reader(folder: Path = FOLDER) -> SecondReader | None:
    """The second reader where the package with its base is installed, and all that it needs."""
    settings = installed(CAUSAL) if (folder / "about.json").is_file() else []
    return SecondReader(settings[0], folder) if settings else None
