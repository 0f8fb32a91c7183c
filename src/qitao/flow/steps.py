"""The door for floors above: they teach the engine steps by name and hear of new states.

@step("production.check_kit", kind="gate", local=True, timeout=timedelta(seconds=5))
def check_kit(ids: tuple[int, ...]) -> Mapping[int, Verdict]: ...

@on_enter("work_order")
def enter_states(entered: Sequence[Entered]) -> None: ...
"""

from qitao.flow.rules.registry import on_enter, step
from qitao.flow.values import PASS, Entered, Verdict

__all__ = ["PASS", "Entered", "Verdict", "on_enter", "step"]
