"""What runs on the machines of a work centre."""

from collections.abc import Sequence
from dataclasses import dataclass

from qitao.base.sql import SqlRoom
from qitao.production.values import OperationId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class Running:
    """An operation that runs on a machine."""

    machine: int
    operation: OperationId
    number: str
    name: str
    name_en: str


def list_running_on(machines: Sequence[int]) -> list[Running]:
    """Return the operations that run on these machines now."""
    return sql.all("list_running_on", Running, machines=list(machines)) if machines else []
