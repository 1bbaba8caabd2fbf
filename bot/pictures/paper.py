"""Writes a page of text as a PDF: tagged for screen readers, its letters embedded, the same each time.

The first line is the heading; a blank line ends a paragraph. Letters that the font has not are written
without their marks. Source: ISO 32000-1, 14.8 (tagged PDF) and 9.6.3 (TrueType fonts).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).parent / "fonts"
FACES = {"R": 400, "B": 700}
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595.0, 842.0, 72.0
"""A4, in points."""

HEADING, TEXT, LINE = 26.0, 13.0, 1.5
FIRST, LAST = 32, 255


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph, as lines that fit; `y` is the baseline of the first."""

    tag: str
    face: str
    size: float
    lines: tuple[str, ...]
    y: float


def drawn(text: str, lang: str) -> bytes:
    """Return one page with this text."""
    heading, *rest = text.strip().split("\n\n")
    blocks = tuple(_blocks(_plain(heading), [_plain(one) for one in rest]))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 8 0 R"
        + f"/Lang({lang or 'nb'})/ViewerPreferences<</DisplayDocTitle true>>>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE_WIDTH:g} {PAGE_HEIGHT:g}]/Contents 4 0 R".encode()
        + b"/Tabs/S/StructParents 0/Resources<</Font<</R 5 0 R/B 6 0 R>>>>>>",
        _stream(b"".join(_marked(number, block) for number, block in enumerate(blocks))),
        _font("R", 9),
        _font("B", 10),
        b"<</Title" + _string(_plain(heading)) + b">>",
        _tree(len(blocks)),
        _descriptor("R", 11),
        _descriptor("B", 12),
        *(_stream(_file(face), f"/Length1 {len(_file(face))}") for face in FACES),
        *(
            f"<</Type/StructElem/S/{block.tag}/P 8 0 R/Pg 3 0 R/K {number}>>".encode()
            for number, block in enumerate(blocks)
        ),
    ]
    return _written(objects)


def _blocks(heading: str, paragraphs: list[str]) -> Iterator[Block]:
    y = PAGE_HEIGHT - MARGIN - HEADING
    for tag, face, size, text in (
        ("H1", "B", HEADING, heading),
        *(("P", "R", TEXT, one) for one in paragraphs),
    ):
        lines = tuple(line for part in text.split("\n") for line in _wrapped(part, face, size))
        yield Block(tag, face, size, lines, y)
        y -= size * LINE * len(lines) + TEXT


def _wrapped(text: str, face: str, size: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _width(longer, face) * size / 1000 > PAGE_WIDTH - 2 * MARGIN:
            yield line
            longer = word
        line = longer
    yield line


def _marked(number: int, block: Block) -> bytes:
    """Return the drawing of a block, marked as what it is."""
    begin = f"/{block.tag}<</MCID {number}>>BDC BT/{block.face} {block.size:g} Tf {block.size * LINE:g} TL "
    at = f"1 0 0 1 {MARGIN:g} {block.y:g} Tm "
    lines = b" T* ".join(_string(line) + b" Tj" for line in block.lines)
    return begin.encode() + at.encode() + lines + b" ET EMC\n"


def _tree(count: int) -> bytes:
    kids = " ".join(f"{13 + number} 0 R" for number in range(count))
    return f"<</Type/StructTreeRoot/K[{kids}]/ParentTree<</Nums[0[{kids}]]>>>>".encode()


def _font(face: str, descriptor: int) -> bytes:
    letters = (bytes([code]).decode("cp1252", "replace") for code in range(FIRST, LAST + 1))
    widths = " ".join(f"{_width(letter, face):g}" for letter in letters)
    return (
        f"<</Type/Font/Subtype/TrueType/BaseFont/{_name(face)}/FirstChar {FIRST}/LastChar {LAST}"
        f"/Widths[{widths}]/Encoding/WinAnsiEncoding/FontDescriptor {descriptor} 0 R>>"
    ).encode()


def _descriptor(face: str, file: int) -> bytes:
    return (
        f"<</Type/FontDescriptor/FontName/{_name(face)}/Flags 32/FontBBox[-211 -250 917 894]/ItalicAngle 0"
        f"/Ascent 1024/Descent -400/CapHeight 660/StemV 80/FontFile2 {file} 0 R>>"
    ).encode()


def _name(face: str) -> str:
    return f"SourceSans3-{FACES[face]}"


def _written(objects: list[bytes]) -> bytes:
    """Return a file of these objects, with the table that says where each begins."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, one in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    root = f"<</Size {len(objects) + 1}/Root 1 0 R/Info 7 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + (end + root).encode()


def _stream(data: bytes, more: str = "") -> bytes:
    return f"<</Length {len(data)}{more}>>stream\n".encode() + data + b"\nendstream"


def _string(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(" + escaped.encode("cp1252", "replace") + b")"


def _plain(text: str) -> str:
    """Return the text in letters that the font has: what it lacks loses its marks."""
    return "".join(letter if _has(letter) else _bare(letter) for letter in text)


def _has(letter: str) -> bool:
    return letter == "\n" or bool(letter.encode("cp1252", "ignore"))


def _bare(letter: str) -> str:
    known = "".join(part for part in unicodedata.normalize("NFKD", letter) if _has(part))
    return known or {"đ": "d", "Đ": "D", "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T"}.get(letter, "?")


def _width(text: str, face: str) -> float:
    """Return how wide a text is, in thousandths of its size."""
    return float(round(_measure(face).getlength(text)))


@cache
def _measure(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_path(face), 1000, layout_engine=ImageFont.Layout.BASIC)


@cache
def _file(face: str) -> bytes:
    return _path(face).read_bytes()


def _path(face: str) -> Path:
    return FOLDER / f"source-sans-3-latin-{FACES[face]}.ttf"
