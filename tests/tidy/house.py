"""What the tidy tests read: the house's files, without running them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "qitao"
FLOORS = (
    "base",
    "people",
    "lowcode",
    "catalog",
    "stock",
    "flow",
    "kitting",
    "quality",
    "production",
    "trade",
    "links",
    "watch",
    "web",
    "api",
    "server",
)
"""From the ground up; floors of one level stand beside each other here."""


def modules() -> Iterator[Path]:
    """Yield every Python module of the house but migrations."""
    for file in sorted(SRC.rglob("*.py")):
        if "migrations" not in file.parts:
            yield file


@cache
def parsed(file: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(file.read_text(encoding="utf-8"))


def strings(tree: ast.AST) -> set[str]:
    """Return every string literal of a tree."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def shown(file: Path) -> str:
    """Return a file's place as people write it."""
    return str(file.relative_to(ROOT))
