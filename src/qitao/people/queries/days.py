"""Which day it is in a plant: days are counted where the plant stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom

sql = SqlRoom("qitao.people")


@dataclass(frozen=True, slots=True)
class PlantZone:
    """A plant and its time zone."""

    id: PlantId
    time_zone: str


def list_days(plants: Iterable[PlantId]) -> dict[PlantId, date]:
    """Return which day it is now in each plant; refuse `NOT_FOUND`."""
    wanted = sorted(set(plants))
    zones = sql.all("list_time_zones", PlantZone, plants=wanted)
    missing = set(wanted) - {zone.id for zone in zones}
    if missing:
        raise Refusal(NOT_FOUND, kind="plant", id=min(missing))
    return {zone.id: clock.now().astimezone(ZoneInfo(zone.time_zone)).date() for zone in zones}


def zone_in(plant: PlantId) -> ZoneInfo:
    """Return the time zone of a plant; refuse `NOT_FOUND`."""
    found = sql.one("list_time_zones", PlantZone, plants=[plant])
    return ZoneInfo(found.time_zone)


def day_in(plant: PlantId) -> date:
    """Return which day it is now in a plant; refuse `NOT_FOUND`."""
    return list_days([plant])[plant]
