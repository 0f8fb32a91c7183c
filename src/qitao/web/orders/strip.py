"""The step strip of an order: past steps with their durations, the present with its age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qitao.flow.queries import StepFigures
from qitao.flow.rules.names import NODE
from qitao.production.queries.explain import Explanation
from qitao.web.orders.offers import tone_of
from qitao.web.shell import marks

USUAL = (
    "draft",
    "check_kit",
    "awaiting_schedule",
    "scheduled",
    "released",
    "in_production",
    "completed",
    "closed",
)
"""The path that an order usually takes: what lies ahead of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: past, present or future."""

    name: str
    when: str
    lasted: timedelta | None = None
    since: datetime | None = None
    outcome: str = ""
    visits: int = 1


def steps_of(
    figures: Sequence[StepFigures], standing: Sequence[Explanation], *, over: bool, lang: str
) -> list[Step]:
    """Return the steps in order; a step visited twice stands once, with its whole time."""
    now = {each.node: each for each in standing}
    done = {each.node: each for each in figures}
    steps = []
    for node in _path(list(done)):
        name = _name(node, done.get(node), lang)
        if node in now:
            here = now[node]
            steps.append(Step(name, "now", since=here.since, outcome=tone_of(here)))
        elif node in done and not done[node].open:
            each = done[node]
            steps.append(Step(name, "past", lasted=each.total, visits=each.visits))
        elif not over:
            steps.append(Step(name, "ahead"))
        elif node == "closed":
            steps.append(Step(name, "past"))
    return steps


def _name(node: str, figures: StepFigures | None, lang: str) -> str:
    """Name a step as it is drawn; what lies ahead as the house calls it."""
    if figures is None:
        return marks.word(NODE, node, lang)
    return marks.named(figures.node_name, figures.node_name_en, lang)


def _path(done: Sequence[str]) -> list[str]:
    """Return the usual path with a plant's own steps where the order came through them."""
    path = list(USUAL)
    for at, node in enumerate(done):
        if node not in path:
            before = max((path.index(each) for each in done[:at]), default=-1)
            path.insert(before + 1, node)
    return path
