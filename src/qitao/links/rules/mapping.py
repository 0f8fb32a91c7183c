"""From the YAML of a mapping to the mapping, or to all of its faults with their lines."""

import string
from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

import yaml

from qitao.links.rules.rows import fields_of
from qitao.links.rules.yaml_nodes import Faults, Node
from qitao.links.values import MAPPING_BYTES_MAX, STEPS_MAX
from qitao.links.values.mapping import (
    DEFAULT_EMPTY,
    Cell,
    Lookup,
    Mapping,
    MappingFault,
    Rank,
    Source,
    Step,
    Where,
)
from qitao.links.values.nouns import NOUNS

FORMAT = "1"
TOP = ("qitao", "title", "parameters", "settings", "steps")
STEP = (
    "noun",
    "file",
    "sheet",
    "header",
    "rows",
    "where",
    "distinct",
    "only_new",
    "columns",
    "ignore",
)
CELL = ("column", "value", "template", "rank", "lookup", "map", "else", "default")
ORIGINS = ("column", "value", "template", "rank")


def parse_mapping(text: str) -> tuple[Mapping, list[MappingFault]]:
    """Return the mapping that a YAML text declares, and every fault in it."""
    faults = Faults()
    if len(text.encode()) > MAPPING_BYTES_MAX:
        return _nothing(MappingFault(1, "", "MAPPING_TOO_LONG", {"limit": MAPPING_BYTES_MAX}))
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            return _nothing(MappingFault(1, "", "NO_ALIASES"))
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return _nothing(_syntax(error))
    if root is None:
        return _nothing(MappingFault(1, "", "MAPPING_EMPTY"))
    mapping = _mapping(Node(root, "", faults))
    return mapping, faults.found


def text_of(steps: Iterable[Step]) -> str:
    """Return steps of columns, ranks and fixed values as a mapping's YAML, in our nouns' order."""
    order = list(NOUNS)
    steps = sorted(steps, key=lambda step: order.index(step.noun))
    document = {"qitao": int(FORMAT), "steps": [_plain(step) for step in steps]}
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)


def _plain(step: Step) -> dict[str, Any]:
    source = {"file": step.source.file, "sheet": step.source.sheet}
    cells = {field: _origin(cell) for field, cell in step.columns.items()}
    return (
        {"noun": step.noun}
        | {name: text for name, text in source.items() if text}
        | ({"header": step.source.header} if step.source.header > 1 else {})
        | {"columns": cells}
        | ({"ignore": list(step.ignore)} if step.ignore else {})
    )


def _origin(cell: Cell) -> Any:
    if cell.rank is not None:
        return {"rank": {"of": list(cell.rank.of), "within": list(cell.rank.within)}}
    return cell.column if cell.column is not None else {"value": cell.value}


def _nothing(fault: MappingFault) -> tuple[Mapping, list[MappingFault]]:
    return Mapping({}, ()), [fault]


def _syntax(error: yaml.YAMLError) -> MappingFault:
    mark = getattr(error, "problem_mark", None)
    words = str(getattr(error, "problem", None) or error).splitlines()[0]
    return MappingFault(mark.line + 1 if mark else 1, "", "NOT_YAML", {"detail": words})


def _mapping(root: Node) -> Mapping:
    named = root.known(*TOP)
    if "qitao" not in named or named["qitao"].text() != FORMAT:
        root.wrong("FORMAT_UNKNOWN", wanted=FORMAT)
    parameters = (
        {name: node.text() for name, node in named["parameters"].table().items()}
        if "parameters" in named
        else {}
    )
    settings = named["settings"].known("empty", "dates", "time_zone") if "settings" in named else {}
    if "steps" not in named:
        root.wrong("NO_STEPS")
    nodes = list(named["steps"].items())[:STEPS_MAX] if "steps" in named else []
    steps = tuple(step for node in nodes if (step := _step(node)) is not None)
    return Mapping(
        _title(named.get("title")),
        steps,
        parameters,
        settings["empty"].texts() if "empty" in settings else DEFAULT_EMPTY,
        settings["dates"].texts() if "dates" in settings else (),
        _zone(settings.get("time_zone")),
    )


def _title(node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    if node.is_text:
        return {"zh": node.text(), "en": node.text()}
    return {lang: words.text() for lang, words in node.known("zh", "en").items()}


def _zone(node: Node | None) -> str:
    if node is None:
        return "Asia/Shanghai"
    if node.text() not in available_timezones():
        node.wrong("TIME_ZONE_UNKNOWN", value=node.text())
        return "UTC"
    return node.text()


def _step(node: Node) -> Step | None:
    named = node.known(*STEP)
    noun = named["noun"].text() if "noun" in named else ""
    spec = NOUNS.get(noun)
    if spec is None or not spec.comes_in:
        nouns = [name for name, one in NOUNS.items() if one.comes_in]
        (named.get("noun") or node).wrong("NOUN_UNKNOWN", value=noun, names=nouns)
        return None
    known = fields_of(spec.row)
    inline = _inline(named["rows"], known) if "rows" in named else None
    columns: dict[str, Cell] = {}
    if "columns" in named:
        columns = {field: _cell(cell) for field, cell in named["columns"].known(*known).items()}
    elif inline is None:
        node.wrong("NO_COLUMNS")
    distinct = named["distinct"].texts() if "distinct" in named else ()
    for field in distinct:
        if field not in columns:
            named["distinct"].wrong("NAME_UNKNOWN", name=field, names=list(columns))
    where = (
        tuple(_where(column, condition) for column, condition in named["where"].table().items())
        if "where" in named
        else ()
    )
    only_new = named["only_new"].flag() if "only_new" in named else False
    ignore = named["ignore"].texts() if "ignore" in named else ()
    source = _source(named)
    return Step(noun, columns, source, inline, where, distinct, only_new, node.line, ignore)


def _inline(node: Node, known: Iterable[str]) -> tuple[dict[str, str | None], ...]:
    return tuple(
        {field: value.text() for field, value in row.known(*known).items()} for row in node.items()
    )


def _source(named: dict[str, Node]) -> Source:
    return Source(
        named["file"].text() if "file" in named else "",
        named["sheet"].text() if "sheet" in named else "",
        named["header"].number(least=1) if "header" in named else 1,
    )


def _where(column: str, node: Node) -> Where:
    if not node.is_table:
        return Where(column, one_of=frozenset(node.texts()))
    named = node.known("is", "not", "empty")
    return Where(
        column,
        frozenset(named["is"].texts()) if "is" in named else None,
        frozenset(named["not"].texts()) if "not" in named else frozenset(),
        named["empty"].flag() if "empty" in named else None,
    )


def _cell(node: Node) -> Cell:
    if node.is_text:
        return Cell(column=node.text())
    named = node.known(*CELL)
    if sum(name in named for name in ORIGINS) != 1:
        node.wrong("ONE_ORIGIN", names=list(ORIGINS))
    if "else" in named and "map" not in named:
        named["else"].wrong("ELSE_WITHOUT_MAP")
    words = {name: named[name].text() for name in ("column", "value", "template") if name in named}
    if "template" in named and not _is_template(words["template"]):
        named["template"].wrong("BAD_TEMPLATE", value=words["template"])
    table = named["map"].table() if "map" in named else None
    return Cell(
        words.get("column"),
        words.get("value"),
        words.get("template"),
        _rank(named["rank"]) if "rank" in named else None,
        tuple(_lookup(one) for one in _each(named["lookup"])) if "lookup" in named else (),
        {key: value.text() for key, value in table.items()} if table is not None else None,
        named["else"].text() if "else" in named else None,
        named["default"].text() if "default" in named else None,
    )


def _is_template(words: str) -> bool:
    try:
        return all(not shape and not way for _, _, shape, way in string.Formatter().parse(words))
    except ValueError:
        return False


def _rank(node: Node) -> Rank:
    named = node.known("of", "within", "step")
    if "of" not in named:
        node.wrong("MISSING_NAME", name="of")
    return Rank(
        named["of"].texts() if "of" in named else (),
        named["within"].texts() if "within" in named else (),
        named["step"].number(least=1) if "step" in named else 10,
    )


def _each(node: Node) -> Iterable[Node]:
    return node.items() if node.is_list else (node,)


def _lookup(node: Node) -> Lookup:
    named = node.known("file", "sheet", "header", "key", "value")
    for name in ("key", "value"):
        if name not in named:
            node.wrong("MISSING_NAME", name=name)
    words = {name: named[name].text() for name in ("key", "value") if name in named}
    return Lookup(_source(named), words.get("key", ""), words.get("value", ""))
