"""What floors above teach the engine by name: steps, and what to do when a token enters a node."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from qitao.flow.values import ATTEMPTS_MAX, BACKOFF, TIMEOUT, Entered, Retry, StepKind, Verdict

StepFunction = Callable[..., Mapping[int, Verdict]]
EnterHook = Callable[[Sequence[Entered]], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A named step: asked for many business objects at once, it gives a verdict for each.

    A local step is SQL of this database, run inside the transaction as `function(ids)`; any other
    is run by a worker outside every transaction as `function(ids, keys=…)`, where `keys` holds an
    idempotency key per id that stays the same over all attempts.
    """

    name: str
    kind: StepKind
    local: bool
    retry: Retry
    function: StepFunction


STEPS: dict[str, Step] = {}
ENTER_HOOKS: dict[str, EnterHook] = {}


def step(
    name: str,
    *,
    kind: StepKind | str = StepKind.GATE,
    local: bool = False,
    timeout: timedelta = TIMEOUT,
    attempts: int = ATTEMPTS_MAX,
    backoff: timedelta = BACKOFF,
) -> Callable[[StepFunction], StepFunction]:
    """Register a function as the step `name` (`floor.verb_noun`); a service is never local."""
    chosen = StepKind(kind)
    if local and chosen is StepKind.SERVICE:
        raise ValueError(f"{name}: a service does something outside, so it cannot be local")

    def register(function: StepFunction) -> StepFunction:
        known = STEPS.get(name)
        if known is not None and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"step {name} is registered twice")
        STEPS[name] = Step(name, chosen, local, Retry(attempts, backoff, timeout), function)
        return function

    return register


def on_enter(business_type: str) -> Callable[[EnterHook], EnterHook]:
    """Register what happens, in the same transaction, when objects of a type enter new states.

    The hook gets every object once per call, in the order in which its tokens moved.
    """

    def register(function: EnterHook) -> EnterHook:
        ENTER_HOOKS[business_type] = function
        return function

    return register
