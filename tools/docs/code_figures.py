"""python -m tools.docs.code_figures: how large the code and its pieces are, as docs/code.md shows them."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = {"product": ("bot", "handlers"), "tests": ("tests",), "tools": ("tools", "bench")}
LEFT_OUT = ("migrations", "node_modules", "__pycache__")
BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.comprehension,
    ast.match_case,
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(part: str) -> list[Path]:
    """Return the Python files of a part, without migrations."""
    every = (path for folder in PARTS[part] for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in every if not set(LEFT_OUT) & set(path.parts))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def complexity(function: Function) -> int:
    """Return the ways through a function, counted as McCabe does: one, and one for each branch."""
    branches = sum(isinstance(node, BRANCHES) for node in ast.walk(function))
    either = sum(len(node.values) - 1 for node in ast.walk(function) if isinstance(node, ast.BoolOp))
    return 1 + branches + either


def spread(numbers: Iterable[int]) -> str:
    """Return median, 95th percentile and maximum."""
    ordered = sorted(numbers)
    return f"{statistics.median(ordered):.0f} / {ordered[int(len(ordered) * 0.95)]} / {ordered[-1]}"


def column(part: str) -> list[str]:
    """Return the figures of a part, from the top of the table to its end."""
    texts = [path.read_text(encoding="utf-8") for path in files(part)]
    found = [one for text in texts for one in functions(ast.parse(text))]
    lengths = [(one.end_lineno or one.lineno) - one.lineno + 1 for one in found]
    lines = [text.count("\n") for text in texts]
    typed = sum(one.returns is not None for one in found)
    told = sum(ast.get_docstring(one) is not None for one in found)
    ways = [complexity(one) for one in found]
    folders: dict[Path, int] = {}
    for path in files(part):
        folders[path.parent] = folders.get(path.parent, 0) + (path.name != "__init__.py")
    return [
        f"{len(texts)} / {sum(lines):,}",
        spread(lengths),
        spread(lines),
        f"{len(folders)} / {max(folders.values())}",
        f"{typed / len(found):.0%} / {told / len(found):.0%}",
        f"{spread(ways)}; {sum(way > 10 for way in ways)} of {len(ways):,} above 10",
    ]


NAMES = (
    "files / lines of Python",
    "lines of a function: median / p95 / max",
    "lines of a file: median / p95 / max",
    "folders / files in the fullest",
    "functions with a type of what they return / with a docstring",
    "ways through a function: median / p95 / max",
)


def table() -> str:
    """Return the table in Markdown."""
    columns = [column(part) for part in PARTS]
    head = f"| | {' | '.join(PARTS)} |\n|{'---|' * (len(PARTS) + 1)}"
    rows = (f"| {name} | {' | '.join(row)} |" for name, *row in zip(NAMES, *columns, strict=True))
    return "\n".join((head, *rows))


if __name__ == "__main__":
    print(table())
