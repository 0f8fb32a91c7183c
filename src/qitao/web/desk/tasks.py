"""我的任务: what a process asks of this person at an order: take it, give it back, finish it."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase

from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.flow.rules.forms import FormField, read_answers, read_form
from qitao.flow.rules.names import told
from qitao.flow.values import ReleaseTasksOfOthers, TaskId
from qitao.production import actions
from qitao.production.queries.tasks import OrderTask, get_order_task, list_order_tasks
from qitao.production.values import DoTask
from qitao.web.shell import forms
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

DEEDS = deeds_of(actions.claim_task, actions.release_task)


@dataclass(frozen=True, slots=True)
class MyTask:
    """One task as it stands for this person."""

    row: OrderTask
    fields: tuple[FormField, ...]
    is_mine: bool
    is_taken: bool
    """Whether somebody else has taken it."""
    may_release: bool


def my_tasks(visit: Visit) -> list[MyTask]:
    """Return the tasks whose turn is with this person, the own ones first."""
    if not visit.actor.may(DoTask):
        return []
    found = [_shown(visit, row) for row in list_order_tasks(visit.actor)]
    return sorted(found, key=lambda task: (not task.is_mine, task.is_taken))


def _shown(visit: Visit, row: OrderTask) -> MyTask:
    mine = row.claimed_by == visit.actor.user
    taken = row.claimed_by is not None and not mine
    others = visit.actor.may(ReleaseTasksOfOthers, plant=row.plant)
    return MyTask(row, read_form(row.form), mine, taken, mine or (taken and others))


@page(permission=DoTask)
def tasks(visit: Visit) -> HttpResponseBase:
    """Show the tasks whose turn is with this person, each with what its form asks."""
    return visit.show("desk/tasks.html", live=("flow",), tasks=my_tasks(visit))


@page(permission=DoTask)
def task_deed(visit: Visit, task: int, verb: str) -> HttpResponseBase:
    """Take a task, give it back, or finish it with what was typed."""
    number = TaskId(task)
    if verb != "finish_task":
        carry_out(visit, DEEDS, verb, task=number)
        return visit.go("desk:tasks")
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND, verb=verb)
    row = get_order_task(number)
    answers, wrong = read_answers(row.form, {name: visit.text(name) for name in visit.typed})
    if wrong:
        problems = [_no_number(name, visit.lang) for name in wrong]
        raise forms.refused(problems, visit.lang)
    actions.finish_task(actor=visit.actor, task=number, answers=answers or None)
    visit.tell("ui.desk.task_done", **told(row), number=row.number)
    return visit.go("desk:tasks")


def _no_number(name: str, lang: str) -> forms.Problem:
    return forms.Problem(name, say("ui.desk.no_number", lang, name=name))
