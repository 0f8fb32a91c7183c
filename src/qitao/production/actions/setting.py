"""How a plant reports: its production rules."""

from dataclasses import dataclass

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.quantity import ZERO, NonNegativeQuantity, Quantity
from qitao.base.sql import SqlRoom
from qitao.production import rules
from qitao.production.values import SetPlantRules

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class PlantRulesSet:
    """The plant whose rules hold from now on."""

    plant: PlantId


@action(permission=SetPlantRules)
def set_plant_rules(
    *,
    actor: Actor,
    plant: PlantId,
    over_percent: Quantity | None = None,
    over_pieces: NonNegativeQuantity | None = None,
) -> PlantRulesSet:
    """Set how far above the ordered quantity a plant may report.

    What is not given stays. Guarantees that it holds from the next report on, for running orders
    too; of percent and pieces the larger counts. Refuses `PLANT_RULES_INVALID` below 0 or above 100
    percent.
    """
    rules.check_plant_rules(over_percent or ZERO, over_pieces or ZERO)
    actor.check_scope(SetPlantRules, plant=plant)
    sql.run(
        "save_plant_rules",
        plant=plant,
        over_percent=over_percent,
        over_pieces=over_pieces,
    )
    return PlantRulesSet(plant)
