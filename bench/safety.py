"""How long the guard takes beside the encoding that the search needs anyway."""

from __future__ import annotations

import statistics
from time import process_time

import numpy as np

from bot.safety import inspect
from bot.safety.weights import weights
from tools.safety.lines import SET, labelled

MOST_MS = 3.0


def main() -> None:
    """Print the processor time of one text by kind, with an embedding at hand."""
    vector = np.zeros(len(weights("danger").dense.middle), dtype=np.float32)
    lines = [
        line.text for name in ("danger", "identifying") for line in labelled(SET / f"{name}_written.jsonl")
    ]
    long = " ".join(lines)[:2000]
    for line in lines[:50]:
        inspect(line, vector)  # lists are read, patterns made
    for name, texts in (("questions as people write them", lines), ("2,000 characters", [long] * 20)):
        times = []
        for text in texts:
            began = process_time()
            inspect(text, vector)
            times.append(1000 * (process_time() - began))
        slow = statistics.quantiles(times, n=20)[-1]
        print(f"{name:32} median {statistics.median(times):6.2f} ms   95 % under {slow:6.2f} ms")
    print(f"(wanted: a question under {MOST_MS:.0f} ms)")


if __name__ == "__main__":
    main()
