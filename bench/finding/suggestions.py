"""The time that suggestions take in the page: chromium, the titles of one language, what people type."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.knowledge.loader import load
from tools.browser_note import chromium

ROOT = Path(__file__).parents[2]
TYPED = ("hva er ips", "hvem kan", "kan jeg dele", "samtykke", "venteliste", "nav")
MEASURE = """([module, typed, titles]) => import(module).then(({ matching }) => {
  const times = [];
  for (let round = 0; round < 50; round += 1) for (const said of typed) {
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) matching(said, titles);
    times.push((performance.now() - began) / 20);
  }
  times.sort((a, b) => a - b);
  return [times[times.length >> 1], times[Math.floor(times.length * 0.99)]];
})"""


def main() -> None:
    """Print one row; nothing where there is no browser."""
    found = chromium()
    if found is None:
        print("left out: there is no chromium")
        return
    titles = load(ROOT / "knowledge_base").titles()["nb"]
    script = (ROOT / "bot/channels/web/static/js/suggest.js").read_text("utf-8")
    script = script.replace('import { el } from "./dom.js";', "").replace(
        'import { say } from "./words.js";', ""
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        module = page.evaluate(
            f"URL.createObjectURL(new Blob([{json.dumps(script)}], {{ type: 'text/javascript' }}))"
        )
        p50, p99 = page.evaluate(MEASURE, [module, list(TYPED), list(titles)])
        browser.close()
    print(f"suggestions among {len(titles)} titles: p50 {p50:.2f} ms, p99 {p99:.2f} ms")


if __name__ == "__main__":
    main()
