"""Ids that more than one floor must speak of, and how an id becomes a journal subject."""

import re
import uuid
from typing import Any, NewType

UserId = NewType("UserId", int)
OrgUnitId = NewType("OrgUnitId", int)
PlantId = NewType("PlantId", int)

SUBJECT_CHARS_MAX = 80


def new_key() -> str:
    """Return a fresh idempotency key; whoever makes it stores it before sending."""
    return uuid.uuid4().hex


def noun_of(id_type: Any) -> str:
    """Return the noun of an id type: `WorkOrderId` → `work_order`."""
    name = str(id_type.__name__).removesuffix("Id")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def is_id_type(annotation: Any) -> bool:
    """Tell whether an annotation is one of the house's `NewType` ids."""
    return isinstance(annotation, NewType) and annotation.__name__.endswith("Id")
