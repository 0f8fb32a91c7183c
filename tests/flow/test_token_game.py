"""Random models of any nesting, and models with random jumps, against the textbook token game."""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qitao.flow import queries
from qitao.flow.models import Instance
from qitao.flow.rules.compile import compile_xml
from qitao.flow.rules.registry import Step
from qitao.flow.values import Retry, StepKind
from tests.conftest import sized
from tests.flow.conftest import TYPE, Answers, complete, forgotten, publish, start
from tests.flow.drawing import Drawing
from tests.flow.random_models import Block, models, sketch
from tests.flow.token_game import Game

STEPS_MAX = 40
SETTINGS = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
numbers = count(1)
STEPS = {
    name: Step(name, StepKind.GATE, True, Retry(), lambda ids: {})
    for name in ("test.gate", "test.risk")
}


def passed(business: int) -> Counter[str]:
    """Count how often each node was gone through, from the log."""
    rows = queries.list_log(TYPE, business)
    left = Counter(row.from_node for row in rows if row.edge and row.from_node)
    forks = Counter({key: n for key, n in left.items() if key.startswith("fork")})
    ends = Counter(
        row.to_node for row in rows if row.to_node and row.to_node.startswith(("end", "stop"))
    )
    return Counter({k: n for k, n in (left + ends).items() if k not in forks})


def run_both(block: Block, data: st.DataObject, business: int) -> None:
    drawn = sketch(block, f"game{business}")
    game = Game(drawn.ours.xml)
    publish(drawn.ours.xml)
    start(drawn.ours.key, business)
    for _ in range(STEPS_MAX):
        rows = queries.list_tokens(TYPE, (business,))
        assert Counter(row.node for row in rows if row.wait == "task") == game.open
        assert sum(row.wait == "join" for row in rows) == sum((+game.on).values())
        assert queries.list_violations() == []
        if game.ended:
            break
        key = data.draw(st.sampled_from(sorted(game.open)), label="step")
        variables = {}
        if key in drawn.deciders:
            variables[drawn.deciders[key]] = data.draw(st.integers(0, 3), label="value")
        game.complete(key, variables)
        complete(key, business, **variables)
    status = Instance.objects.get(business_id=business).status
    ended = "terminated" if game.terminated else "completed"
    assert status == (ended if game.ended else "active")
    expected = {k: n for k, n in game.passed.items() if not k.startswith("fork")}
    assert passed(business) == expected


@pytest.mark.django_db
@settings(max_examples=30, **SETTINGS)
@given(block=models(timers=False), data=st.data())
def test_any_nesting_runs_as_in_the_textbook(
    answers: Answers, block: Block, data: st.DataObject
) -> None:
    with forgotten():
        run_both(block, data, next(numbers))


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=sized(250, full=1500), **SETTINGS)
@given(block=models(timers=False, max_leaves=14), data=st.data())
def test_many_bigger_models_run_as_in_the_textbook(
    answers: Answers, block: Block, data: st.DataObject
) -> None:
    with forgotten():
        run_both(block, data, next(numbers))


@st.composite
def jumps(draw: st.DrawFn) -> Drawing:
    """Return a random model with up to three jumps from its gateways to anywhere."""
    drawing = sketch(draw(models(timers=False, max_leaves=6)), "jumps").ours
    keys = [part.split('id="')[1].split('"')[0] for part in drawing.parts]
    plain = [key for key in keys if key.startswith(("branch", "merge", "begin", "leave"))]
    sources = draw(st.lists(st.sampled_from(plain), max_size=3, unique=True)) if plain else []
    for source in sources:
        (first,) = [flow for flow in drawing.flows if f'sourceRef="{source}"' in flow]
        default = first.split('id="')[1].split('"')[0]
        place = next(n for n, part in enumerate(drawing.parts) if f'id="{source}"' in part)
        named = f'id="{source}" default="{default}"'
        drawing.parts[place] = drawing.parts[place].replace(f'id="{source}"', named)
        target = draw(st.sampled_from([key for key in keys if key != "start"]))
        drawing.flow(source, target, "choice = 1", key=f"jump_{source}")
    return drawing


@settings(max_examples=100, deadline=None)
@given(drawing=jumps(), choices=st.lists(st.integers(0, 10_000), min_size=60, max_size=60))
def test_an_accepted_model_never_gets_stuck(drawing: Drawing, choices: list[int]) -> None:
    reading = compile_xml(drawing.xml, STEPS)
    if reading.compiled is None:
        return
    game = Game(drawing.xml)
    for choice in choices:
        waiting = sorted(game.open)
        if not waiting:
            break
        variables = {f"v{number}": choice % 3 for number in range(1, 40)}
        variables["choice"] = choice % 2
        game.complete(waiting[choice % len(waiting)], variables)
    assert game.open or game.ended
