"""A plot of right-at-once against coverage as SVG, and as PNG where a browser is there to draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

Curve = Sequence[tuple[float, float]]  # (share answered, share right), both 0 to 1

_COLOURS = ("#0067c5", "#634689", "#b65781", "#c77300", "#417dA0", "#06893a", "#7f7f7f", "#262626")
_WIDTH, _HEIGHT, _LEFT, _TOP = 560, 420, 60, 20


def _at(answered: float, right: float) -> str:
    return f"{_LEFT + answered * _WIDTH:.1f},{_TOP + (1 - right) * _HEIGHT:.1f}"


def svg(curves: Mapping[str, Curve]) -> str:
    """Return the plot; the grey diagonal is where every answer is right."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + 320} {_HEIGHT + 80}" '
        'font-family="sans-serif" font-size="13" role="img">',
        "<title>Right at once against the share of questions answered</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        f'<path d="M{_at(0, 0)} L{_at(1, 1)}" stroke="#cccccc" stroke-dasharray="4" fill="none"/>',
        f'<path d="M{_at(0, 1)} L{_at(0, 0)} L{_at(1, 0)}" stroke="#444444" fill="none"/>',
    ]
    for tenth in range(0, 11, 2):
        share = tenth / 10
        x, y = _at(share, share).split(",")
        parts.append(f'<text x="{x}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{tenth * 10} %</text>')
        parts.append(f'<text x="{_LEFT - 8}" y="{float(y) + 4:.1f}" text-anchor="end">{tenth * 10} %</text>')
    label_y = _TOP + _HEIGHT + 42
    parts.append(
        f'<text x="{_LEFT + _WIDTH / 2}" y="{label_y}" text-anchor="middle">questions answered</text>'
    )
    parts.append(f'<text transform="translate(14 {_TOP + _HEIGHT / 2}) rotate(-90)" text-anchor="middle">')
    parts.append("right at once</text>")
    for number, (name, curve) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " L".join(_at(*point) for point in curve)
        parts.append(f'<path d="M{path}" stroke="{colour}" stroke-width="2.5" fill="none"/>')
        row = _TOP + 20 + 22 * number
        start = _LEFT + _WIDTH + 24
        parts.append(f'<path d="M{start},{row} h24" stroke="{colour}" stroke-width="2.5"/>')
        parts.append(f'<text x="{start + 32}" y="{row + 4}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def save(curves: Mapping[str, Curve], folder: Path) -> list[Path]:
    """Write search.svg, and search.png when Debian's chromium is installed; return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = folder / "search.svg"
    drawing.write_text(svg(curves), encoding="utf-8")
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        return [drawing]
    from playwright.sync_api import sync_playwright

    picture = folder / "search.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH + 320, "height": _HEIGHT + 80})
        page.set_content(f"<style>body{{margin:0}}</style>{svg(curves)}")
        page.screenshot(path=str(picture))
        browser.close()
    return [drawing, picture]
