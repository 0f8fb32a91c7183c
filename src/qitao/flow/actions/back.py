"""The way back: what was completed too early is opened again, where the business allows it."""

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.flow.actions.run import Advanced, check_count, refuse_missing, stands
from qitao.flow.actions.settle import Move, settle, sql
from qitao.flow.values import CompleteByVerb


@action(permission=CompleteByVerb, shared=True)
def reopen_tasks(
    *, actor: Actor, business_type: str, business_ids: tuple[int, ...], verb: str, to: str
) -> Advanced:
    """Take tokens back from the task that waits for `verb` to the one that waits for `to`.

    Meant to be called inside a verb that undoes what let them go on: all or nothing. The log says
    `back`. Refuses `FLOW_NOT_WAITING_FOR`, `FLOW_NOT_RUNNING`.
    """
    check_count(business_ids)
    whose = {"business_type": business_type, "business_ids": list(business_ids)}
    sql.run("lock_standing", **whose)
    moves = sql.all(
        "return_tokens", Move, **whose, verb=verb, to=to, actor=actor.user, at=clock.now()
    )
    missing = set(business_ids) - {move.business_id for move in moves}
    if missing:
        refuse_missing(business_type, sorted(missing), verb)
    return Advanced(len(business_ids), stands(settle(moves, actor=actor)))
