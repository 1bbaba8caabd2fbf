"""The bundled encoder in torch: frozen below, with trainable scales, biases and norms above."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.encoder.container import BLOCK, Container

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
NORMS = ("aln", "oln")


class QuantisedLinear(nn.Module):
    """A matrix whose 4-bit codes stay, while each block of 32 weights gets a factor near 1."""

    codes: Tensor
    scales: Tensor

    def __init__(self, container: Container, name: str) -> None:
        super().__init__()
        bias = torch.tensor(container.plain(f"{name}.b").copy())
        codes = torch.tensor(container.codes(f"{name}.w"), dtype=torch.float32)
        scales = torch.tensor(container.blocks(f"{name}.w")["scale"].astype("float32"))
        self.register_buffer("codes", codes)
        self.register_buffer("scales", scales)
        self.factor = nn.Parameter(torch.zeros_like(scales))
        self.bias = nn.Parameter(bias)

    def weight(self) -> Tensor:
        """Return the matrix (outputs x inputs)."""
        scaled = self.codes * (self.scales * (1 + self.factor))[:, None]
        return scaled.reshape(len(self.bias), -1)

    def forward(self, given: Tensor) -> Tensor:
        """Return the product with the matrix, and the bias added."""
        return functional.linear(given, self.weight(), self.bias)


class Layer(nn.Module):
    """One layer of the encoder: attention, then the feed-forward part, each with its norm."""

    def __init__(self, container: Container, number: int, dropout: float) -> None:
        super().__init__()
        shape = container.shape
        self.heads = shape.heads
        for name in MATRICES:
            self.add_module(name, QuantisedLinear(container, f"l{number}.{name}"))
        for name in NORMS:
            norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
            norm.weight.data = torch.tensor(container.plain(f"l{number}.{name}.w").copy())
            norm.bias.data = torch.tensor(container.plain(f"l{number}.{name}.b").copy())
            self.add_module(name, norm)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next hidden states; `mask` (texts x tokens) is true where a token is."""
        texts, tokens, width = x.shape

        def heads(given: Tensor) -> Tensor:
            return given.view(texts, tokens, self.heads, -1).transpose(1, 2)

        query, key, value = (heads(getattr(self, name)(x)) for name in ("q", "k", "v"))
        likeness = query @ key.transpose(2, 3) / math.sqrt(width // self.heads)
        likeness = likeness.masked_fill(~mask[:, None, None, :], -1e9)
        attended = self.dropout(likeness.softmax(-1)) @ value
        joined = attended.transpose(1, 2).reshape(texts, tokens, width)
        x = self.aln(x + self.dropout(self.ao(joined)))  # type: ignore[operator]  # a module by its name
        inner = functional.gelu(self.fi(x))  # type: ignore[operator]
        out: Tensor = self.oln(x + self.dropout(self.fo(inner)))  # type: ignore[operator]
        return out


def layers(container: Container, numbers: Sequence[int], dropout: float = 0.0) -> nn.ModuleList:
    """Return some of the model's layers."""
    return nn.ModuleList(Layer(container, number, dropout) for number in numbers)


class Embedding:
    """What comes before the first layer: pieces, their places, the norm. Never trained."""

    def __init__(self, container: Container) -> None:
        width = container.shape.width
        self._codes = container.codes("emb.word").reshape(-1, width // BLOCK, BLOCK)
        self._scales = container.blocks("emb.word")["scale"].astype("float32").reshape(-1, width // BLOCK)
        self._places = torch.tensor(container.plain("emb.pos").copy()).view(-1, width)
        self._kind = torch.tensor(container.plain("emb.type").copy()).view(-1, width)[0]
        self._norm = nn.LayerNorm(width, eps=container.shape.epsilon)
        self._norm.weight.data = torch.tensor(container.plain("emb.ln.w").copy())
        self._norm.bias.data = torch.tensor(container.plain("emb.ln.b").copy())

    def __call__(self, ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Return hidden states (texts x tokens x width) and the mask of the tokens that are there."""
        longest = max(map(len, ids))
        mask = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in ids])
        padded = torch.tensor([list(row) + [1] * (longest - len(row)) for row in ids])
        flat = padded.flatten().numpy()
        words = torch.tensor(self._codes[flat] * self._scales[flat][:, :, None]).view(*padded.shape, -1)
        with torch.no_grad():
            return self._norm(words + self._places[:longest] + self._kind), mask


def pooled(x: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of each text's tokens, of length 1."""
    shown = mask[:, :, None].to(x.dtype)
    return functional.normalize((x * shown).sum(1) / shown.sum(1), dim=-1)
