"""Master data in words: names in the visitor's language, faults with the place they stand at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qitao.base.refusal import Refusal
from qitao.base.texts import say
from qitao.catalog.values import CATALOG_FAULTS
from qitao.web.shell.forms import Problem, label_of
from qitao.web.shell.visit import Visit


def named(row: Any, lang: str) -> str:
    """Return a row's name and code, the English name where there is one."""
    name = row.name_en if lang == "en" and row.name_en else row.name
    return name if name == row.code else f"{name} ({row.code})"


@contextmanager
def faults_in_words(visit: Visit, words: str, lines: str = "") -> Iterator[None]:
    """Let `CATALOG_FAULTS` name its fields as the form does; `lines` is the form's nested field."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code is CATALOG_FAULTS:
            problems = [
                _problem(visit, fault, words, lines) for fault in refusal.evidence["faults"]
            ]
            refusal.evidence["places"] = [problem.words for problem in problems]
            refusal.evidence["fields"] = {problem.field: problem for problem in problems}
        raise


def _problem(visit: Visit, fault: dict[str, Any], words: str, lines: str) -> Problem:
    evidence = {name: value for name, value in fault.items() if name not in ("row", "part")}
    what = say(f"fault.{fault['code']}", visit.lang, **evidence)
    part, field = fault["part"], fault["field"]
    if part is None or not lines:
        return Problem(field, what)
    line = say("ui.input.line", visit.lang, line=part + 1)
    label = label_of("", field, visit.lang, f"{words}.{lines}")
    gap = "，" if visit.lang == "zh" else "– "
    return Problem(f"{lines}.{part}.{field}", f"{line}{label}{gap}{what}")
