"""模板: ready-made packages of processes and settings: preview, install, take back."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.http.response import HttpResponseBase

from qitao.lowcode import actions, queries
from qitao.lowcode.values import ChangeKind, InstallTemplate, Template, ViewTemplate
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

DEEDS = deeds_of(actions.install_template, actions.undo_template)


@dataclass(frozen=True, slots=True)
class Offer:
    """A template with how it stands here: absent, installed, or installed in another version."""

    template: Template
    state: str
    version: str
    installed_at: datetime | None


@page(permission=ViewTemplate)
def templates(visit: Visit) -> HttpResponseBase:
    """List the templates that ship with the house."""
    return visit.show("lowcode/templates.html", offers=_offers(queries.list_templates()))


@page(permission=ViewTemplate)
def template(visit: Visit, code: str) -> HttpResponseBase:
    """Show what installing a template would create, change or keep, before anything is written."""
    found = queries.get_template(code)
    changes = queries.preview_template(code)
    counted = Counter(change.change for change in changes)
    return visit.show(
        "lowcode/template.html",
        offer=_offers((found,))[0],
        changes=changes,
        counts=[(kind, counted[kind]) for kind in ChangeKind],
        may_install=visit.actor.reaches(InstallTemplate),
    )


@page(permission=ViewTemplate)
def template_deed(visit: Visit, code: str, verb: str) -> HttpResponseBase:
    """Install a template or take it back."""
    carry_out(visit, DEEDS, verb, template=code)
    return visit.go("lowcode:template", code)


def _offers(found: tuple[Template, ...]) -> list[Offer]:
    standing = {row.template: row for row in queries.list_installations()}
    offers = []
    for each in found:
        row = standing.get(each.code)
        state = "absent" if row is None else "installed" if row.version == each.version else "older"
        at, version = (row.installed_at, row.version) if row else (None, "")
        offers.append(Offer(each, state, version, at))
    return offers
