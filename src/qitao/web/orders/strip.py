"""The step strip of an order: past steps with their durations, the present with its age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qitao.flow.queries import Course, StepFigures
from qitao.production.queries.explain import Explanation
from qitao.web.orders.offers import tone_of
from qitao.web.shell import marks


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
    figures: Sequence[StepFigures], standing: Sequence[Explanation], course: Course, lang: str
) -> list[Step]:
    """Return the steps in order; a step visited twice stands once, with its whole time.

    What lies ahead is what the order's own process brings; one that is over shows where it ended.
    """
    now = {each.node: each for each in standing}
    done = {each.node for each in figures}
    rest = course.ahead if standing else course.ended
    after = "ahead" if standing else "past"
    return [_step(each, now.get(each.node), lang) for each in figures] + [
        Step(marks.named(place.name, place.name_en, lang), after)
        for place in rest
        if place.key not in done
    ]


def _step(figures: StepFigures, here: Explanation | None, lang: str) -> Step:
    name = marks.named(figures.node_name, figures.node_name_en, lang)
    if here is None:
        return Step(name, "past", lasted=figures.total, visits=figures.visits)
    return Step(name, "now", since=here.since, outcome=tone_of(here))
