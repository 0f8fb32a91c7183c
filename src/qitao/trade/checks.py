"""What should hold about purchases; a finding is where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qitao.base.checks import FINDINGS_MAX, Finding, check
from qitao.base.sql import SqlRoom
from qitao.trade.values import PURCHASE

sql = SqlRoom("qitao.trade")


@dataclass(frozen=True, slots=True)
class WrongSupply:
    """A purchase line whose open quantity the kit check sees differently."""

    order: int
    line: int
    supply: Decimal
    open: Decimal


@check
def supplies_equal_open_purchases() -> Iterator[Finding]:
    """The kit check counts on exactly what approved purchase orders will still bring."""
    rows = sql.all("list_wrong_supplies", WrongSupply, source_type=PURCHASE, limit=FINDINGS_MAX)
    for row in rows:
        yield Finding(
            f"purchase_order:{row.order}",
            {"line": row.line, "supply": row.supply, "open": row.open},
        )
