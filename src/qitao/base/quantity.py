"""Quantities: exact decimals with six places, never floats."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Annotated

from pydantic import Field

PLACES = 6
DIGITS = 18
STEP = Decimal(1).scaleb(-PLACES)
ZERO = Decimal(0)
WIDE = Context(prec=60)
"""Sums and products of the largest quantities have more digits than a usual context keeps."""

Quantity = Annotated[Decimal, Field(max_digits=DIGITS, decimal_places=PLACES)]
PositiveQuantity = Annotated[Decimal, Field(gt=0, max_digits=DIGITS, decimal_places=PLACES)]
NonNegativeQuantity = Annotated[Decimal, Field(ge=0, max_digits=DIGITS, decimal_places=PLACES)]


def rounded(value: Decimal) -> Decimal:
    """Round half up to six places, the grain of every stored quantity."""
    return value.quantize(STEP, rounding=ROUND_HALF_UP, context=WIDE)


def spoken(value: Decimal) -> str:
    """Write a quantity as people do: no trailing zeros, thousands grouped, no exponent."""
    text = f"{rounded(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
