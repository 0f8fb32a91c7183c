"""The plants whose kits and shortages a desk shows."""

from qitao.base.paging import Ask
from qitao.kitting import queries as kitting
from qitao.kitting.queries import KitCounts
from qitao.kitting.values import ViewKits
from qitao.people import queries as people
from qitao.people.values import PlantRow
from qitao.web.shell.visit import Visit

PLANTS_SHOWN = 20


def busy_plants(visit: Visit) -> list[tuple[PlantRow, KitCounts]]:
    """Return the plants with demand and their kits; where none has any, the first."""
    plants = people.list_plants(
        Ask(limit=PLANTS_SHOWN), plants=visit.actor.plants_shown(ViewKits), active=True
    )
    found = kitting.count_kits([plant.id for plant in plants])
    counts = [(plant, found[plant.id]) for plant in plants]
    return [(plant, count) for plant, count in counts if count.all] or counts[:1]
