"""Writes a FEEL syntax tree as a PostgreSQL expression over one jsonb value, so that a gateway
decides for ten thousand tokens in one statement.

Only quoted literals and names of the tree reach the text; everything else is fixed here.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qitao.flow.rules import feel


class Kind(StrEnum):
    """The static type of a piece of SQL; `ANY` is jsonb whose type is known only at run time."""

    NUMBER = "numeric"
    STRING = "text"
    TRUTH = "boolean"
    ANY = "jsonb"


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its type."""

    text: str
    kind: Kind


def compile_guard(tree: feel.Tree, variables: str) -> str:
    """Return a boolean SQL expression over the jsonb expression `variables`; never null."""
    return f"coalesce({_truth(_write(tree, variables))}, false)"


def compile_value(tree: feel.Tree, variables: str) -> str:
    """Return a jsonb SQL expression of the tree's value."""
    return _any(_write(tree, variables))


def quote(text: str) -> str:
    """Write a string literal; standard_conforming_strings is on, so only quotes need doubling."""
    if "\0" in text:
        raise ValueError("NUL in a literal")
    return "'" + text.replace("'", "''") + "'"


def _write(tree: feel.Tree, variables: str) -> Sql:  # noqa: PLR0911 — one line per kind of node
    match tree:
        case feel.Literal(value):
            return _literal(value)
        case feel.Path(names):
            keys = ", ".join(quote(name) for name in names)
            path = f"jsonb_extract_path({variables}, {keys})"
            return Sql(f"flow_feel_scalar({path})", Kind.ANY)
        case feel.Compare(operator, left, right):
            return _compare(operator, _write(left, variables), _write(right, variables))
        case feel.Logic(operator, items):
            parts = [_truth(_write(item, variables)) for item in items]
            return Sql("(" + f" {operator} ".join(parts) + ")", Kind.TRUTH)
        case feel.Negation(item):
            return Sql(f"(not {_truth(_write(item, variables))})", Kind.TRUTH)
        case feel.Arithmetic(operator, left, right):
            return _calculate(operator, _write(left, variables), _write(right, variables))
        case feel.Among(item, options):
            sought = _write(item, variables)
            parts = [_compare("=", sought, _write(option, variables)).text for option in options]
            return Sql("(" + " or ".join(parts) + ")", Kind.TRUTH)
        case feel.Choice(condition, then, otherwise):
            return _choose(*(_write(part, variables) for part in (condition, then, otherwise)))


def _literal(value: feel.Scalar) -> Sql:
    match value:
        case bool():
            return Sql("true" if value else "false", Kind.TRUTH)
        case Decimal():
            return Sql(f"{value:f}::numeric", Kind.NUMBER)
        case str():
            return Sql(f"{quote(value)}::text", Kind.STRING)
        case None:
            return Sql("null::jsonb", Kind.ANY)


def _any(piece: Sql) -> str:
    return piece.text if piece.kind is Kind.ANY else f"to_jsonb({piece.text})"


def _truth(piece: Sql) -> str:
    match piece.kind:
        case Kind.TRUTH:
            return piece.text
        case Kind.ANY:
            return f"flow_feel_truth({piece.text})"
        case _:
            return "null::boolean"


def _number(piece: Sql) -> str:
    match piece.kind:
        case Kind.NUMBER:
            return piece.text
        case Kind.ANY:
            return f"flow_feel_number({piece.text})"
        case _:
            return "null::numeric"


def _compare(operator: str, left: Sql, right: Sql) -> Sql:
    if operator in ("=", "!="):
        equal = f"flow_feel_equal({_any(left)}, {_any(right)})"
        if left.kind is right.kind and left.kind is not Kind.ANY:
            equal = f"({left.text} is not distinct from {right.text})"
        return Sql(equal if operator == "=" else f"(not {equal})", Kind.TRUTH)
    if Kind.NUMBER in (left.kind, right.kind):
        return Sql(f"({_number(left)} {operator} {_number(right)})", Kind.TRUTH)
    order = f"flow_feel_order({_any(left)}, {_any(right)})"
    return Sql(f"({order} {operator} 0)", Kind.TRUTH)


def _calculate(operator: str, left: Sql, right: Sql) -> Sql:
    if operator == "+":
        if left.kind is right.kind is Kind.STRING:
            return Sql(f"({left.text} || {right.text})", Kind.STRING)
        if Kind.NUMBER not in (left.kind, right.kind):
            return Sql(f"flow_feel_add({_any(left)}, {_any(right)})", Kind.ANY)
    if operator == "/":
        return Sql(f"flow_feel_divide({_number(left)}, {_number(right)})", Kind.NUMBER)
    return Sql(f"({_number(left)} {operator} {_number(right)})", Kind.NUMBER)


def _choose(condition: Sql, then: Sql, otherwise: Sql) -> Sql:
    test = f"case when {_truth(condition)}"
    if then.kind is otherwise.kind:
        return Sql(f"({test} then {then.text} else {otherwise.text} end)", then.kind)
    return Sql(f"({test} then {_any(then)} else {_any(otherwise)} end)", Kind.ANY)
