"""An encoder of what is used: pieces that the texts hardly need, and positions that no input has, are left out."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

from mtcheck.tagger.embeddings import Embeddings
from mtcheck.tagger.encoding import LONGEST
from mtcheck.tagger.words import words

_LEAST = 8  # uses of a piece that is kept
_POSITIONS = LONGEST + 2  # MPNet counts from two


def pruned(encoder: Any, tokenizer: Any, texts: Iterable[str], least: int = _LEAST) -> tuple[Any, Any]:
    """The encoder, changed in place, and a tokenizer of the pieces that occur `least` times in the texts.

    Single ASCII signs and the encoder's own signs stay, and as many positions as an input has. Pieces keep their
    order. The embeddings are rounded as they will be shipped, so that training, which leaves them alone, sees what the
    product will.
    """
    from tokenizers import Tokenizer

    said = json.loads(tokenizer.to_str())
    old: dict[str, int] = said["model"]["vocab"]
    uses = _uses(tokenizer, texts)
    own = {one["content"] for one in said["added_tokens"]}
    kept = [
        piece
        for piece, number in sorted(old.items(), key=lambda item: item[1])
        if piece in own or uses[number] >= least or (len(bare := piece.removeprefix("##")) == 1 and bare.isascii())
    ]
    said["model"]["vocab"] = new = {piece: number for number, piece in enumerate(kept)}
    for one in said["added_tokens"]:
        one["id"] = new[one["content"]]
    said["post_processor"], said["padding"] = None, None
    rows = encoder.embeddings.word_embeddings.weight.detach()[[old[piece] for piece in kept]]
    as_shipped = Embeddings.quantised(rows.numpy()).rows(range(len(kept)))
    encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(torch.from_numpy(as_shipped))
    positions = encoder.embeddings.position_embeddings
    positions.weight = nn.Parameter(positions.weight.detach()[:_POSITIONS].clone())
    encoder.config.vocab_size, encoder.config.max_position_embeddings = len(kept), _POSITIONS
    return encoder, Tokenizer.from_str(json.dumps(said, ensure_ascii=False))


def _uses(tokenizer: Any, texts: Iterable[str]) -> Counter[int]:
    seen = Counter(word.text for text in texts for word in words(text))
    found: Counter[int] = Counter()
    for word, times in seen.items():
        for number in tokenizer.encode(word, add_special_tokens=False).ids:
            found[number] += times
    return found
