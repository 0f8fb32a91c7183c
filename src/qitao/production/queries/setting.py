"""How a plant reports, as it is set."""

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.production.values import PlantRules

sql = SqlRoom("qitao.production")


def find_plant_rules(plant: PlantId) -> PlantRules | None:
    """Return the rules that were set for a plant, None where nobody has."""
    return sql.find("find_plant_rules", PlantRules, plant=plant)


def get_plant_rules(plant: PlantId) -> PlantRules:
    """Return the rules that hold in a plant; no tolerance where nothing was set."""
    return find_plant_rules(plant) or PlantRules(plant)
