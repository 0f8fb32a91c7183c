"""What the chart island is given: labels and series in the reader's words, as JSON and as a table.

One place draws charts (`static/charts.js`, ECharts); a table says the same to who cannot see it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from qitao.base.texts import say
from qitao.web.shell import marks

MINUTES_MAX = 180
"""Up to so many minutes times are told in minutes, else in hours."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series. `tone` is a colour of the house; `line` draws it as a line over the bars."""

    name: str
    values: Sequence[float | None]
    tone: str
    line: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `kind`: bars (stacked, upright), rows (stacked, lying), pareto, steps.

    In steps the labels are moments; `unit` stands at the figures.
    """

    id: str
    kind: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    now: int | None = None
    """Which label is the present one."""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def json(self) -> dict[str, Any]:
        """What the island reads."""
        return asdict(self)

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """The rows of the table: a label and its figures."""
        return [
            (label, [_figure(each.values[at]) for each in self.series])
            for at, label in enumerate(self.labels)
        ]


def times_chart(
    name: str, title: str, rows: Sequence[tuple[str, float, float]], lang: str
) -> Chart:
    """Draw waiting and working time by step, from seconds: in minutes where all are short."""
    longest = max((waited + worked for _, waited, worked in rows), default=0.0)
    unit, size = ("minutes", 60) if longest < MINUTES_MAX * 60 else ("hours", 3600)
    return Chart(
        name,
        "rows",
        title,
        [label for label, _, _ in rows],
        [
            Series(
                say("ui.chart.waited", lang), [round(row[1] / size, 2) for row in rows], "amber"
            ),
            Series(
                say("ui.chart.worked", lang), [round(row[2] / size, 2) for row in rows], "green"
            ),
        ],
        unit=say(f"ui.chart.{unit}", lang),
    )


def _figure(value: float | None) -> str:
    return "—" if value is None else marks.figures(Decimal(str(round(value, 2))))
