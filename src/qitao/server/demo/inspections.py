"""The demo plant's inspection plans and results."""

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.production.values import OperationId


def install(plant: PlantId) -> None:
    """Publish the plans of the inspected operations."""


def pass_all(*, actor: Actor, order_operation: OperationId) -> None:
    """Record good results for the open inspection of an operation."""
