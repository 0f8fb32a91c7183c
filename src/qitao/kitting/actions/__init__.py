"""The verbs of the kit check."""

from qitao.kitting.actions.check import KitsChecked, PolicySet, check_kits, set_plant_policy
from qitao.kitting.actions.feed import (
    DemandsPut,
    Dropped,
    PrioritiesSet,
    SuppliesPut,
    drop_demands,
    drop_supplies,
    put_demands,
    put_supplies,
    set_priorities,
)
from qitao.kitting.actions.refresh import Refreshed, refresh_kits, refresh_plant
from qitao.kitting.actions.reserve import KitsReserved, reserve_kits

__all__ = [
    "DemandsPut",
    "Dropped",
    "KitsChecked",
    "KitsReserved",
    "PolicySet",
    "PrioritiesSet",
    "Refreshed",
    "SuppliesPut",
    "check_kits",
    "drop_demands",
    "drop_supplies",
    "put_demands",
    "put_supplies",
    "refresh_kits",
    "refresh_plant",
    "reserve_kits",
    "set_plant_policy",
    "set_priorities",
]
