"""Evaluates a FEEL syntax tree over plain values, with FEEL's three-valued logic."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from qitao.flow.rules import feel

EXACT = Context(prec=2_000, rounding=ROUND_HALF_UP)
GRAIN_FINE = Decimal(1).scaleb(-30)
GRAIN = Decimal(1).scaleb(-12)


def evaluate(  # noqa: PLR0911 — one line per kind of node
    tree: feel.Tree, variables: Mapping[str, Any]
) -> feel.Scalar:
    """Return the value of an expression; a missing or unfit operand gives None (FEEL's null)."""
    match tree:
        case feel.Literal(value):
            return value
        case feel.Path(names):
            return _look_up(names, variables)
        case feel.Compare(operator, left, right):
            return _compare(operator, evaluate(left, variables), evaluate(right, variables))
        case feel.Logic(operator, items):
            return _logic(operator, [evaluate(item, variables) for item in items])
        case feel.Negation(item):
            value = evaluate(item, variables)
            return (not value) if isinstance(value, bool) else None
        case feel.Arithmetic(operator, left, right):
            return _calculate(operator, evaluate(left, variables), evaluate(right, variables))
        case feel.Among(item, options):
            value = evaluate(item, variables)
            return _logic("or", [_equal(value, evaluate(o, variables)) for o in options])
        case feel.Choice(condition, then, otherwise):
            taken = then if evaluate(condition, variables) is True else otherwise
            return evaluate(taken, variables)


def holds(tree: feel.Tree, variables: Mapping[str, Any]) -> bool:
    """Tell whether a guard lets a token pass: only true does; false and null do not."""
    return evaluate(tree, variables) is True


def _look_up(names: tuple[str, ...], variables: Mapping[str, Any]) -> feel.Scalar:
    value: Any = variables
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    match value:
        case bool() | str() | Decimal():
            return value
        case int():
            return Decimal(value)
        case float():
            return Decimal(repr(value))
        case _:
            return None


def _kind(value: feel.Scalar) -> type:
    """Tell the kind of a value; truth values are not numbers here."""
    return type(value)


def _equal(left: feel.Scalar, right: feel.Scalar) -> bool | None:
    if left is None or right is None:
        return left is right
    return left == right if _kind(left) is _kind(right) else None


def _compare(operator: str, left: feel.Scalar, right: feel.Scalar) -> bool | None:
    if operator in ("=", "!="):
        equal = _equal(left, right)
        return equal if operator == "=" or equal is None else not equal
    if _kind(left) is not _kind(right) or not isinstance(left, Decimal | str):
        return None
    order = (left > right) - (left < right)  # type: ignore[operator]
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[operator]


def _logic(operator: str, values: list[feel.Scalar]) -> bool | None:
    decisive = operator == "or"
    if any(value is decisive for value in values):
        return decisive
    return (not decisive) if all(isinstance(value, bool) for value in values) else None


def _calculate(operator: str, left: feel.Scalar, right: feel.Scalar) -> feel.Scalar:
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        return left + right
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return None
    match operator:
        case "+":
            return EXACT.add(left, right)
        case "-":
            return EXACT.subtract(left, right)
        case "*":
            return EXACT.multiply(left, right)
        case _:
            return _divide(left, right)


def _divide(left: Decimal, right: Decimal) -> Decimal | None:
    """Divide to 12 places, half up, by way of 30 places, exactly as the SQL does."""
    if right == 0:
        return None
    quotient = EXACT.divide(left, right)
    fine = quotient.quantize(GRAIN_FINE, context=EXACT)
    return fine.quantize(GRAIN, context=EXACT)
