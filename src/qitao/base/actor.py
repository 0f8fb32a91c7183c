"""Who acts, through which door, with which rights and which request key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, PERMISSION_MISSING, Refusal

PERMISSIONS: dict[str, "Permission"] = {}


class Permission(str):
    """A right that a role may hold, `floor.verb_noun`; its words stand in texts.toml."""

    __slots__ = ()

    def __new__(cls, code: str) -> Self:
        permission = super().__new__(cls, code)
        PERMISSIONS.setdefault(code, permission)
        return permission

    @classmethod
    def read(cls, code: str) -> "Permission":
        """Return the right of a stored code; one that the house does not know is nobody's."""
        return PERMISSIONS.get(code) or super().__new__(cls, code)


class Door(StrEnum):
    """The six ways in, and the house's own work."""

    PAGE = "page"
    API = "api"
    CLI = "cli"
    SCAN = "scan"
    FLOW = "flow"
    LINK = "link"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a permission holds; `None` means everywhere."""

    plants: frozenset[PlantId] | None = None
    org_units: frozenset[OrgUnitId] | None = None

    def covers(self, *, plant: PlantId | None, org_unit: OrgUnitId | None) -> bool:
        """Tell whether a row of this plant and org unit lies inside."""
        return (plant is None or self.plants is None or plant in self.plants) and (
            org_unit is None or self.org_units is None or org_unit in self.org_units
        )


EVERYWHERE = Scope()
SYSTEM_USER = UserId(0)


@dataclass(frozen=True, slots=True)
class Seen:
    """The record that an editor saw, `material:12`, and its version then (`base.seen`)."""

    record: str
    version: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One caller of one verb: rights as they were when the door was opened."""

    user: UserId
    name: str
    grants: Mapping[str, tuple[Scope, ...]]
    door: Door = Door.PAGE
    key: str | None = None
    cause: str = ""
    lang: str = "zh"
    vouched: bool = False
    """Set inside a verb that another verb called: the outer one has asked for the rights."""
    seen: Seen | None = None
    """What was looked at before: the verb is refused where somebody changed it meanwhile."""
    plant: PlantId | None = None
    """The plant that is looked at: it narrows what lists show (`plants_shown`), never a right."""

    @classmethod
    def system(cls, *, cause: str, key: str | None = None, door: Door = Door.JOB) -> "Actor":
        """Return the house itself (jobs, timers, start-up); it may do everything."""
        return cls(SYSTEM_USER, "system", MappingProxyType({}), door=door, key=key, cause=cause)

    def because(self, cause: str) -> "Actor":
        """Return the same actor with a named cause (a re-drive, an incident, a paper slip)."""
        return replace(self, cause=cause)

    def may(
        self,
        permission: Permission,
        *,
        plant: PlantId | None = None,
        org_unit: OrgUnitId | None = None,
    ) -> bool:
        """Tell whether the actor holds `permission`, at this plant and org unit if named."""
        if self.user == SYSTEM_USER or self.vouched:
            return True
        scopes = self.grants.get(permission, ())
        return any(scope.covers(plant=plant, org_unit=org_unit) for scope in scopes)

    def reaches(
        self,
        permission: Permission,
        *,
        plant: PlantId | None = None,
        org_unit: OrgUnitId | None = None,
    ) -> bool:
        """Tell whether `check_scope` lets the actor pass: to a row of no place, without bounds."""
        if plant is not None or org_unit is not None:
            return self.may(permission, plant=plant, org_unit=org_unit)
        if self.user == SYSTEM_USER or self.vouched:
            return True
        return EVERYWHERE in self.grants.get(permission, ())

    def plants_of(self, permission: Permission) -> frozenset[PlantId] | None:
        """Return the plants where the permission holds; `None` means all of them."""
        if self.user == SYSTEM_USER or self.vouched:
            return None
        scopes = self.grants.get(permission, ())
        if any(scope.plants is None for scope in scopes):
            return None
        return frozenset(plant for scope in scopes for plant in scope.plants or ())

    def plants_shown(self, permission: Permission) -> frozenset[PlantId] | None:
        """Return the plants whose rows a list shows: those of `plants_of` within the one chosen.

        One thing that is opened by its address, and every verb, asks `plants_of`.
        """
        plants = self.plants_of(permission)
        if self.plant is None:
            return plants
        chosen = frozenset({self.plant})
        return chosen if plants is None else plants & chosen

    def check(self, permission: Permission) -> None:
        """Refuse `PERMISSION_MISSING` unless the actor holds `permission` somewhere."""
        if not self.may(permission):
            raise Refusal(PERMISSION_MISSING, permission=str(permission))

    def check_everywhere(self, permission: Permission) -> None:
        """Refuse `OUT_OF_SCOPE` unless the permission is unbounded (rows that name no plant)."""
        if not self.reaches(permission):
            raise Refusal(OUT_OF_SCOPE, permission=str(permission), plant=None, org_unit=None)

    def check_scope(
        self,
        permission: Permission,
        *,
        plant: PlantId | None = None,
        org_unit: OrgUnitId | None = None,
    ) -> None:
        """Refuse `OUT_OF_SCOPE` unless the permission holds for this plant and org unit.

        A row that names neither belongs to all plants: it asks for a right without bounds.
        """
        if not self.reaches(permission, plant=plant, org_unit=org_unit):
            raise Refusal(OUT_OF_SCOPE, permission=str(permission), plant=plant, org_unit=org_unit)
