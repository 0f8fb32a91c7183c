"""How finely a material is counted: as its unit says, whoever asks."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from qitao.base.quantity import STEP, ZERO
from qitao.base.refusal import Refusal
from qitao.catalog.values import QUANTITY_TOO_FINE
from qitao.catalog.values.structure import Counted


def fits(quantity: Decimal, decimals: int) -> bool:
    """Tell whether a quantity has no more decimals than its unit."""
    return not quantity % Decimal(1).scaleb(-decimals)


def check_grain(counted: Sequence[Counted]) -> None:
    """Refuse `QUANTITY_TOO_FINE` with every quantity that has more decimals than its unit."""
    faults = [one for one in counted if not fits(one.quantity, one.decimals)]
    if faults:
        told = [
            {"code": QUANTITY_TOO_FINE.code, "line": one.line, **one.evidence()} for one in faults
        ]
        raise Refusal(QUANTITY_TOO_FINE, faults=told)


def round_up(need: Decimal, decimals: int, *, noise: Decimal = ZERO) -> Decimal:
    """Round a need up to the places of its unit; `noise` is what it may be too large by.

    The same rule as the function `catalog_round_up` of the database.
    """
    grain = max(Decimal(1).scaleb(-decimals), STEP)
    return max((need - noise).quantize(grain, rounding=ROUND_CEILING), ZERO)
