"""Who does what in the demo plant: each verb by the person whose work it is."""

from collections.abc import Callable
from typing import Any

from qitao.base.actor import Actor
from qitao.base.ids import UserId
from qitao.people import queries as people
from qitao.people.models import User
from qitao.production import actions as production
from qitao.server.demo import inspections

WORK: dict[str, tuple[Callable[..., Any], ...]] = {
    "planner": (
        production.create_order,
        production.submit_order,
        production.schedule_order,
        production.release_order,
        production.hold_order,
        production.cancel_order,
        production.close_order,
    ),
    "operator": (
        production.start_operation,
        production.report_output,
        production.finish_operation,
    ),
    "storekeeper": (
        production.issue_materials,
        production.receive_output,
        production.send_out_operation,
        production.take_back_operation,
    ),
    "inspector": (inspections.pass_all,),
}


class Hands:
    """The demo people by what they do, each with his own rights as they are now."""

    def __init__(self) -> None:
        found = dict(User.objects.filter(username__in=WORK).values_list("username", "pk"))
        self._actors = {
            verb: people.load_actor(UserId(found[name]), cause="demo")
            for name, verbs in WORK.items()
            for verb in verbs
        }

    def of(self, verb: Callable[..., Any]) -> Actor:
        """Return who carries a verb out."""
        return self._actors[verb]
