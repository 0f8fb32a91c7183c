"""生产规则: how far above the ordered quantity a plant may report."""

from django.http.response import HttpResponseBase

from qitao.base.quantity import ZERO
from qitao.production import actions, queries
from qitao.production.values import SetPlantRules
from qitao.web.shell import meeting
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

RULES = (Spot("over_percent", "number"), Spot("over_pieces", "number"))
EMPTIED = {"over_percent": ZERO, "over_pieces": ZERO}
"""The form shows all of the rules: a field that was emptied means none, not what was there."""


@page(permission=SetPlantRules)
def plant_rules(visit: Visit) -> HttpResponseBase:
    """Set the tolerance of a plant, one plant at a time."""
    plant, plants = visit.one_plant(SetPlantRules)
    record = f"plant_rules:{plant.id}"

    def read() -> Held:
        return Held(record, queries.get_plant_rules(plant.id), RULES, "past.field")

    held = meeting.meet(visit, record, read)
    if visit.posted:
        given = visit.given(actions.set_plant_rules, words="past.field", plant=plant.id)
        actions.set_plant_rules(actor=visit.actor, **EMPTIED | given)
        visit.tell("ui.orders.rules_saved", plant=visit.name_plant(plant))
        return visit.go_to(f"?plant={plant.id}")
    return visit.show(
        "orders/plant_rules.html",
        plant=plant,
        plants=plants,
        rules=held.row,
        holding=meeting.hold(visit, held),
        live=(record,),
        kept=queries.find_plant_rules(plant.id) is not None,
    )
