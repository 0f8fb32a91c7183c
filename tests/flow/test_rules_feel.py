"""The expression subset: what it reads, what it means, and that Python and SQL agree."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qitao.flow.rules import feel, feel_python, feel_sql


@pytest.mark.parametrize(
    ("source", "variables", "expected"),
    [
        ("1 + 2 * 3 = 7", {}, True),
        ("(1 + 2) * 3", {}, Decimal(9)),
        ("-n", {"n": 4}, Decimal(-4)),
        ("- - 4", {}, Decimal(4)),
        ("order.quantity >= 10.5", {"order": {"quantity": 10.5}}, True),
        ('kind = "急单"', {"kind": "急单"}, True),
        ('"a" + "b"', {}, "ab"),
        ('"a" < "b"', {}, True),
        ("n in [1..3]", {"n": 3}, True),
        ("n in [1..3)", {"n": 3}, False),
        ("n in (1..3]", {"n": 1}, False),
        ('k in ("x", "y")', {"k": "y"}, True),
        ("n in [4, 5]", {"n": 3}, False),
        ("n between 1 and 3 and true", {"n": 2}, True),
        ("not(a) or b", {"a": True, "b": False}, False),
        ('if n > 5 then "many" else "few"', {"n": 9}, "many"),
        ("=a", {"a": True}, True),
        # null: unknown is neither true nor false, but null equals null
        ("missing = null", {}, True),
        ("missing != null", {}, False),
        ("1 = null", {}, False),
        ("missing > 1", {}, None),
        ("not(missing > 1)", {}, None),
        ("false and missing", {}, False),
        ("true and missing", {}, None),
        ("true or missing", {}, True),
        ("missing + 1", {}, None),
        ("if missing then 1 else 2", {}, Decimal(2)),
        ("missing in (1, null)", {}, True),
        # types do not mix
        ('1 = "1"', {}, None),
        ("1 < true", {}, None),
        ("true = 1", {}, None),
        ('1 + "a"', {}, None),
        ("list", {"list": [1, 2]}, None),
        ("a.b", {"a": 5}, None),
        ("1 / 0", {}, None),
        ("1 / 3", {}, Decimal("0.333333333333")),
        ("2 / 3", {}, Decimal("0.666666666667")),
        ("1 / 3 * 3 = 1", {}, False),
    ],
)
def test_meaning(source: str, variables: dict[str, Any], expected: object) -> None:
    value = feel_python.evaluate(feel.parse(source), variables)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("", "FEEL_EMPTY", 0),
        ("a >", "FEEL_ENDS_EARLY", 4),
        ("a > > 3", "FEEL_SYNTAX", 5),
        ("a == 3", "FEEL_SYNTAX", 4),
        ("a b", "FEEL_SYNTAX", 3),
        ("f(x)", "FEEL_SYNTAX", 2),
        ("__import__('os')", "FEEL_SYNTAX", 11),
        ('"open', "FEEL_SYNTAX", 1),
        ('"\\u0000"', "FEEL_STRING", 1),
        ("x" * 1001, "FEEL_TOO_LONG", 0),
        ("-" * 900 + "x", "FEEL_TOO_DEEP", 0),
        ("not(" * 190 + "x" + ")" * 190, "FEEL_TOO_DEEP", 0),
        ("+".join("a" * 20), "FEEL_TOO_MUCH_ARITHMETIC", 0),
        ("1234567890123456789 > 1", "FEEL_SYNTAX", 19),
    ],
)
def test_what_leaves_the_subset_is_told_with_its_place(source: str, code: str, column: int) -> None:
    with pytest.raises(feel.FeelError) as fault:
        feel.parse(source)
    assert (fault.value.code, fault.value.column) == (code, column)


def test_parentheses_do_not_recurse() -> None:
    assert feel.parse("(" * 400 + "a" + ")" * 400) == feel.Path(("a",))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_never_broken(source: str) -> None:
    with contextlib.suppress(feel.FeelError):
        feel.parse(source)


NAMES = ("a", "b", "数量", "order")
numbers = st.decimals(-1000, 1000, places=3, allow_nan=False)
texts = st.sampled_from(["", "x", "X", "急单", "a'b", 'q"t', "back\\slash", "%s", "$1"])
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)


def spell(value: object) -> str:
    """Write a literal as FEEL does."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"({value:f})"
        case _:
            return json.dumps(value)


def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Make bigger expressions of smaller ones."""
    pair = st.tuples(inner, inner)
    three = st.tuples(inner, inner, inner)
    return st.one_of(
        st.builds("({0[0]} {1} {0[1]})".format, pair, st.sampled_from(["+", "-", "*", "/"])),
        st.builds(
            "({0[0]} {1} {0[1]})".format, pair, st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
        ),
        st.builds("({0[0]} {1} {0[1]})".format, pair, st.sampled_from(["and", "or"])),
        st.builds("not({})".format, inner),
        st.builds("({0[0]} in ({0[1]}, {0[2]}))".format, three),
        st.builds("({0[0]} in [{0[1]}..{0[2]}))".format, three),
        st.builds("({0[0]} between {0[1]} and {0[2]})".format, three),
        st.builds("(if {0[0]} then {0[1]} else {0[2]})".format, three),
    )


leaves = st.one_of(
    scalars.map(spell), st.sampled_from([*NAMES, "order.kind", "order.quantity", "nowhere"])
)
expressions = st.recursive(leaves, wrap, max_leaves=8)
nested = st.fixed_dictionaries({"kind": scalars, "quantity": scalars})
values = st.one_of(scalars, nested, st.lists(scalars, max_size=2))
variable_sets = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, values))


def as_json(value: Any) -> Any:
    """Write variables as the engine stores them."""
    return json.dumps(value, default=float, ensure_ascii=False)


@pytest.mark.django_db
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(source=expressions, variables=variable_sets)
def test_python_and_sql_agree(source: str, variables: dict[str, Any]) -> None:
    from django.db import connection

    tree = feel.parse(source)
    text = as_json(variables)
    read = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    value = feel_python.evaluate(tree, read)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ({feel_sql.compile_value(tree, 'v')})::text, "
            f"{feel_sql.compile_guard(tree, 'v')} FROM (SELECT $v${text}$v$::jsonb AS v) AS i"
        )
        answer, holds = cursor.fetchone()
    known = None if answer is None else json.loads(answer, parse_float=Decimal, parse_int=Decimal)
    assert known == value
    assert (known is None) == (value is None)
    assert isinstance(known, bool) == isinstance(value, bool)
    assert holds == feel_python.holds(tree, read)
