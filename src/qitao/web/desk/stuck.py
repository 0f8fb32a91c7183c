"""The card of orders that stand still: read after the desk is in sight, since it looks at all."""

from django.http import HttpResponse

from qitao.production.queries import lists as production
from qitao.production.queries.stuck import count_stuck
from qitao.production.values import ViewOrder
from qitao.web.shell.page import page
from qitao.web.shell.stuck import going_on, rows_of
from qitao.web.shell.visit import Visit


@page(permission=ViewOrder)
def stuck(visit: Visit) -> HttpResponse:
    """Show why orders stand still, by cause."""
    found = count_stuck(visit.actor.plants_shown(ViewOrder))
    return visit.show_bare(
        "desk/stuck.html",
        stuck=rows_of(found, visit.actor, visit.lang),
        goes_on=going_on(production.count_states(visit.actor), found),
    )
