"""Trains the patch: topic prototypes by a cosine softmax, and lines of one topic drawn together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from bot.encoder.container import Container
from tools.adapt_encoder.model import MATRICES, NORMS, Embedding, QuantisedLinear, layers, pooled
from tools.adapt_encoder.tokens import Tokenizer

TRAINED = 4
"""How many of the last layers are trained."""

_LONGEST = 48
_GROUP, _GROUPS = 3, 32
_WARM_UP = 20
_SMOOTHING, _CONTRAST, _TEMPERATURE = 0.1, 0.3, 0.1
_RATES = {"factor": 4e-3, "bias": 1e-3, "head": 2e-3}
_BATCH = 128


@dataclass(frozen=True)
class Frozen:
    """Hidden states before the trained layers, one array (tokens x width, half precision) a line."""

    states: tuple[NDArray[np.float16], ...]

    def batch(self, places: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Return the states of some lines, padded, and the mask of their tokens."""
        rows = [self.states[at] for at in places]
        longest = max(map(len, rows))
        x = torch.zeros(len(rows), longest, rows[0].shape[1])
        mask = torch.zeros(len(rows), longest, dtype=torch.bool)
        for at, row in enumerate(rows):
            x[at, : len(row)] = torch.from_numpy(row.astype(np.float32))
            mask[at, : len(row)] = True
        return x, mask


def frozen(container: Container, texts: Sequence[str]) -> Frozen:
    """Run all texts through the layers that stay as they are."""
    tokenizer, embedding = Tokenizer(container), Embedding(container)
    below = layers(container, range(container.shape.layers - TRAINED)).eval()
    ids = [tokenizer.ids(text)[:_LONGEST] for text in texts]
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    states: dict[int, NDArray[np.float16]] = {}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            x, mask = embedding([ids[at] for at in places])
            for layer in below:
                x = layer(x, mask)
            for at, row in zip(places, x.float().numpy(), strict=True):
                states[at] = row[: len(ids[at])].astype(np.float16)
    return Frozen(tuple(states[at] for at in range(len(ids))))


class Adapted(nn.Module):
    """The trained layers with a prototype for every class."""

    def __init__(self, container: Container, classes: int, dropout: float = 0.1) -> None:
        super().__init__()
        first = container.shape.layers - TRAINED
        self.layers = layers(container, range(first, container.shape.layers), dropout)
        self.centre = nn.Parameter(torch.zeros(container.shape.width), requires_grad=False)
        self.prototypes = nn.Parameter(torch.zeros(classes, container.shape.width))
        self.scale = nn.Parameter(torch.tensor(math.log(12.0)))

    def vectors(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return one vector of length 1 per text, looked at from the centre."""
        for layer in self.layers:
            x = layer(x, mask)
        return functional.normalize(pooled(x.float(), mask) - self.centre, dim=-1)

    def logits(self, vectors: Tensor) -> Tensor:
        """Return a score per class for vectors."""
        return self.scale.exp() * vectors @ functional.normalize(self.prototypes, dim=-1).T

    def start(self, states: Frozen, places: Sequence[int], targets: Sequence[tuple[int, ...]]) -> None:
        """Put the centre in the middle of the lines, and each prototype in the middle of its own."""
        vectors = self.of(states, places, centred=False)
        self.centre.data = torch.from_numpy(vectors.mean(0))
        looked = torch.from_numpy(vectors) - self.centre
        for row, at in zip(looked, places, strict=True):
            for target in targets[at]:
                self.prototypes.data[target] += functional.normalize(row, dim=0)

    def of(self, states: Frozen, places: Sequence[int], centred: bool = True) -> NDArray[np.float32]:
        """Return the vectors of some lines, in order; `centred` as `vectors` gives them."""
        self.eval()
        found: dict[int, NDArray[np.float32]] = {}
        order = sorted(range(len(places)), key=lambda at: len(states.states[places[at]]))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for start in range(0, len(order), _BATCH):
                some = order[start : start + _BATCH]
                x, mask = states.batch([places[at] for at in some])
                if centred:
                    made = self.vectors(x, mask)
                else:
                    for layer in self.layers:
                        x = layer(x, mask)
                    made = pooled(x.float(), mask)
                found.update(zip(some, made.float().numpy(), strict=True))
        return np.array([found[at] for at in range(len(places))], dtype=np.float32)


def batches(
    places: Sequence[int], targets: Sequence[tuple[int, ...]], draw: np.random.Generator
) -> Iterator[list[int]]:
    """Yield one epoch: lines of one class in groups, whatever their language, groups in any order."""
    by_class: dict[int, list[int]] = {}
    for at in draw.permutation(np.array(places)):
        by_class.setdefault(targets[at][0], []).append(int(at))
    groups = [rows[at : at + _GROUP] for rows in by_class.values() for at in range(0, len(rows), _GROUP)]
    order = [groups[at] for at in draw.permutation(len(groups))]
    for start in range(0, len(order), _GROUPS):
        yield [at for group in order[start : start + _GROUPS] for at in group]


def _loss(model: Adapted, vectors: Tensor, targets: Tensor) -> Tensor:
    wanted = targets / targets.sum(1, keepdim=True)
    smooth = wanted * (1 - _SMOOTHING) + _SMOOTHING / targets.shape[1]
    softmax = -(smooth * model.logits(vectors).log_softmax(1)).sum(1).mean()
    same = (targets @ targets.T > 0).float()
    same.fill_diagonal_(0)
    likeness = vectors @ vectors.T / _TEMPERATURE
    likeness = likeness - torch.eye(len(vectors)) * 1e9
    share = (likeness.log_softmax(1) * same).sum(1) / same.sum(1).clamp(min=1)
    has = (same.sum(1) > 0).float()
    contrast = -(share * has).sum() / has.sum().clamp(min=1)
    total: Tensor = softmax + _CONTRAST * contrast
    return total


def _parameters(model: Adapted) -> list[dict[str, object]]:
    kinds: dict[str, list[nn.Parameter]] = {"factor": [], "bias": [], "head": []}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        kind = "head" if name in ("prototypes", "scale") else "factor" if "factor" in name else "bias"
        kinds[kind].append(parameter)
    return [{"params": kinds[kind], "lr": rate} for kind, rate in _RATES.items()]


def train(
    container: Container,
    states: Frozen,
    places: Sequence[int],
    targets: Sequence[tuple[int, ...]],
    classes: int,
    epochs: int,
    seed: int,
) -> Adapted:
    """Return the trained layers and prototypes. The same seed on the same machine gives the same."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    model = Adapted(container, classes)
    model.start(states, places, targets)
    optimiser = torch.optim.AdamW(_parameters(model), weight_decay=0.01)
    total = epochs * len(list(batches(places, targets, np.random.default_rng(seed))))

    def pace(step: int) -> float:
        return min(1.0, (step + 1) / _WARM_UP) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    model.train()
    for epoch in range(epochs):
        told = []
        for batch in batches(places, targets, draw):
            x, mask = states.batch(batch)
            wanted = torch.zeros(len(batch), classes)
            for row, at in enumerate(batch):
                wanted[row, list(targets[at])] = 1.0
            with torch.autocast("cpu", torch.bfloat16):
                vectors = model.vectors(x, mask)
            loss = _loss(model, vectors.float(), wanted)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            told.append(float(loss.detach()))
        print(f"epoch {epoch + 1} of {epochs}: loss {np.mean(told):.3f}", flush=True)
    return model.eval()


def patch_of(model: Adapted, container: Container) -> dict[str, NDArray[np.generic]]:
    """Return the tensors in which the trained layers differ from the bundled model's, by name."""
    first = container.shape.layers - TRAINED
    patch: dict[str, NDArray[np.generic]] = {}
    for number, layer in enumerate(model.layers, start=first):
        for name in MATRICES:
            part: QuantisedLinear = getattr(layer, name)
            scales = part.scales * (1 + part.factor.detach())
            patch[f"l{number}.{name}.w"] = scales.numpy().astype(np.float16)
            patch[f"l{number}.{name}.b"] = part.bias.detach().numpy()
        for name in NORMS:
            norm: nn.LayerNorm = getattr(layer, name)
            patch[f"l{number}.{name}.w"] = norm.weight.detach().numpy()
            patch[f"l{number}.{name}.b"] = norm.bias.detach().numpy()
    return patch
