"""Small modules, small functions; every module says why it exists."""

import ast

from tests.tidy.house import modules, parsed, shown

MODULE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70
PARAMETERS_MAX = 14
ACTION_LINES_MAX = 130


def test_no_module_outgrows_its_room() -> None:
    long = {
        shown(file): lines
        for file in modules()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > MODULE_LINES_MAX
    }
    assert long == {}


def test_the_action_stays_small() -> None:
    action = next(file for file in modules() if shown(file).endswith("base/action.py"))
    assert len(action.read_text(encoding="utf-8").splitlines()) <= ACTION_LINES_MAX


def body_begins(node: ast.FunctionDef) -> int:
    """Return the line where the work begins: after the signature and the docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return first.lineno


def test_no_function_outgrows_a_screen() -> None:
    long = {}
    for file in modules():
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or 0) - body_begins(node) + 1
                if lines > FUNCTION_LINES_MAX:
                    long[f"{shown(file)}::{node.name}"] = lines
    assert long == {}


def test_every_module_says_why_it_exists() -> None:
    silent = [shown(file) for file in modules() if not ast.get_docstring(parsed(file))]
    assert silent == []
