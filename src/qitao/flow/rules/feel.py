"""Expressions: a subset of FEEL (DMN 1.4, S-FEEL and a little more) read into a syntax tree.

Never `eval`: the tree is evaluated in Python (`feel_python`) or written as SQL (`feel_sql`), and a
property test holds that both agree.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError, UnexpectedEOF, UnexpectedInput

from qitao.flow.values import GUARD_ARITHMETIC_MAX, GUARD_CHARS_MAX, GUARD_DEPTH_MAX

GRAMMAR = r"""
?start: expression
?expression: "if" expression "then" expression "else" expression -> choice
    | disjunction
?disjunction: conjunction ("or" conjunction)+ -> either
    | conjunction
?conjunction: comparison ("and" comparison)+ -> both
    | comparison
?comparison: sum COMPARE sum -> compare
    | sum "between" sum "and" sum -> between
    | sum "in" (LPAR | LSQB) sum ".." sum (RPAR | RSQB) -> within
    | sum "in" LPAR sum ("," sum)* RPAR -> among
    | sum "in" LSQB sum ("," sum)* RSQB -> among
    | sum
?sum: product
    | sum SIGN product -> arithmetic
?product: unary
    | product FACTOR unary -> arithmetic
?unary: SIGN unary -> signed
    | atom
?atom: NUMBER -> number
    | STRING -> string
    | "true" -> true
    | "false" -> false
    | "null" -> null
    | "not" LPAR expression RPAR -> negation
    | LPAR expression RPAR -> group
    | NAME ("." NAME)* -> path

LPAR: "("
RPAR: ")"
LSQB: "["
RSQB: "]"
COMPARE: "<=" | ">=" | "!=" | "<" | ">" | "="
SIGN: "+" | "-"
FACTOR: "*" | "/"
NUMBER: /\d{1,18}(\.\d{1,12})?/
STRING: /"(?:[^"\\\x00-\x1f]|\\["\\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/
NAME: /[^\W\d]\w*/
%ignore /[ \t\r\n]+/
"""

Scalar = Decimal | str | bool | None


class FeelError(ValueError):
    """The expression is not in the subset; `column` counts from 1, `found` is what stands there."""

    def __init__(self, code: str, *, column: int = 0, found: str = "") -> None:
        super().__init__(f"{code} at column {column}: {found}")
        self.code = code
        self.column = column
        self.found = found


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, string, truth value or null."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Path:
    """A variable, or a member of one: `order.quantity`."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """`=`, `!=`, `<`, `<=`, `>`, `>=`."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or` over two or more operands, three-valued."""

    operator: str
    items: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """`not(x)`."""

    item: "Tree"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+`, `-`, `*`, `/`; `+` also joins two strings."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Among:
    """`x in (a, b, c)`."""

    item: "Tree"
    options: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`if … then … else …`."""

    condition: "Tree"
    then: "Tree"
    otherwise: "Tree"


Tree = Literal | Path | Compare | Logic | Negation | Arithmetic | Among | Choice


def _range(item: Tree, low: Tree, high: Tree, *, low_open: bool, high_open: bool) -> Tree:
    above = Compare(">" if low_open else ">=", item, low)
    below = Compare("<" if high_open else "<=", item, high)
    return Logic("and", (above, below))


class _Build(Transformer[Token, Tree]):
    """Turns each reduction into a node at once, so that no depth of input can recurse."""

    def number(self, parts: list[Any]) -> Tree:
        return Literal(Decimal(str(parts[0])))

    def string(self, parts: list[Any]) -> Tree:
        text: str = json.loads(str(parts[0]))
        if "\0" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
            raise FeelError("FEEL_STRING", column=parts[0].column or 0, found=str(parts[0]))
        return Literal(text)

    def true(self, _: list[Any]) -> Tree:
        return Literal(True)

    def false(self, _: list[Any]) -> Tree:
        return Literal(False)

    def null(self, _: list[Any]) -> Tree:
        return Literal(None)

    def path(self, parts: list[Any]) -> Tree:
        return Path(tuple(str(part) for part in parts))

    def group(self, parts: list[Any]) -> Tree:
        return parts[1]  # type: ignore[no-any-return]

    def negation(self, parts: list[Any]) -> Tree:
        return Negation(parts[1])

    def signed(self, parts: list[Any]) -> Tree:
        sign, item = parts
        return Arithmetic(str(sign), Literal(Decimal(0)), item)

    def arithmetic(self, parts: list[Any]) -> Tree:
        left, operator, right = parts
        return Arithmetic(str(operator), left, right)

    def compare(self, parts: list[Any]) -> Tree:
        left, operator, right = parts
        return Compare(str(operator), left, right)

    def between(self, parts: list[Any]) -> Tree:
        return _range(*parts, low_open=False, high_open=False)

    def within(self, parts: list[Any]) -> Tree:
        item, opening, low, high, closing = parts
        return _range(item, low, high, low_open=opening == "(", high_open=closing == ")")

    def among(self, parts: list[Any]) -> Tree:
        item, _, *options, _ = parts
        return Among(item, tuple(options))

    def both(self, parts: list[Any]) -> Tree:
        return Logic("and", tuple(parts))

    def either(self, parts: list[Any]) -> Tree:
        return Logic("or", tuple(parts))

    def choice(self, parts: list[Any]) -> Tree:
        return Choice(*parts)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", transformer=_Build(), maybe_placeholders=False)


def parse(source: str) -> Tree:
    """Read an expression; raise `FeelError` with the column where it leaves the subset."""
    text = source.strip().removeprefix("=").strip()
    if not text:
        raise FeelError("FEEL_EMPTY")
    if len(text) > GUARD_CHARS_MAX:
        raise FeelError("FEEL_TOO_LONG", found=f"{len(text)} > {GUARD_CHARS_MAX}")
    try:
        tree: Tree = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise _syntax(text, error) from None
    except LarkError as error:
        raise FeelError("FEEL_SYNTAX", found=str(error)[:80]) from None
    _check_size(tree)
    return tree


def _syntax(text: str, error: UnexpectedInput) -> FeelError:
    token = getattr(error, "token", None)
    if isinstance(error, UnexpectedEOF) or (token is not None and token.type == "$END"):
        return FeelError("FEEL_ENDS_EARLY", column=len(text) + 1)
    start = max(error.pos_in_stream or 0, 0)
    return FeelError("FEEL_SYNTAX", column=start + 1, found=text[start : start + 20])


def children(tree: Tree) -> tuple[Tree, ...]:
    """Return the operands of a node."""
    match tree:
        case Literal() | Path():
            return ()
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Logic(_, items):
            return items
        case Negation(item):
            return (item,)
        case Among(item, options):
            return (item, *options)
        case Choice(condition, then, otherwise):
            return (condition, then, otherwise)


def _check_size(tree: Tree) -> None:
    arithmetic = 0
    pending = [(tree, 1)]
    while pending:
        node, depth = pending.pop()
        if depth > GUARD_DEPTH_MAX:
            raise FeelError("FEEL_TOO_DEEP", found=f"> {GUARD_DEPTH_MAX}")
        arithmetic += isinstance(node, Arithmetic)
        pending.extend((child, depth + 1) for child in children(node))
    if arithmetic > GUARD_ARITHMETIC_MAX:
        raise FeelError("FEEL_TOO_MUCH_ARITHMETIC", found=f"{arithmetic} > {GUARD_ARITHMETIC_MAX}")
