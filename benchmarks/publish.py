"""Put the last whole run where readers find it: a table in each README, the picture and the JSON."""

import json
from pathlib import Path
from typing import Any

from benchmarks import picture
from benchmarks.measure import figure
from benchmarks.report import FOLDER
from qitao.server import paths

MARKS = ("<!-- bench -->", "<!-- /bench -->")
SVG = "docs/bench.svg"
JSON = "docs/bench.json"
WORDS = {
    "zh": {
        "file": "README.md",
        "heads": ("", "测什么", "目标", "实测（中位数）", "裸 SQL", "倍率"),
        "on": "机器：{cpu}，{cores} 核，{memory_gb} GB；{system}；PostgreSQL {postgresql}"
        "（fsync {fsync}），Python {python}，Django {django}；{measured_at}。"
        "每行 {runs} 次取中位数，裸 SQL 在同一次运行里测，负载发生器与产品共用这台机器。"
        "全部数字见 [docs/bench.json]({json})，自己测：`./qitao bench`。",
        "short": "未达标：{names}。",
        "all": "全部达标。",
        "picture": "性能测试",
    },
    "en": {
        "file": "README.en.md",
        "heads": ("", "what", "target", "measured (median)", "bare SQL", "ratio"),
        "on": "Machine: {cpu}, {cores} cores, {memory_gb} GB; {system}; PostgreSQL {postgresql} "
        "(fsync {fsync}), Python {python}, Django {django}; {measured_at}. Medians of {runs} runs; "
        "bare SQL is measured in the same run, and the load generator shares the machine. All "
        "figures: [docs/bench.json]({json}). Measure yourself: `./qitao bench`.",
        "short": "Not reached: {names}.",
        "all": "All targets are reached.",
        "picture": "Measured",
    },
}


def write() -> None:
    """Write the table into both READMEs, the picture and the JSON into docs."""
    document = json.loads((FOLDER / "latest.json").read_text(encoding="utf-8"))
    for row in document["rows"]:  # what went wrong in a word: its places are this machine's
        row["error"] = row["error"].strip().rpartition("\n")[2]
    checkout = Path(paths.CHECKOUT)
    (checkout / SVG).write_text(picture.draw(document["rows"]), encoding="utf-8")
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    (checkout / JSON).write_text(text, encoding="utf-8")
    for lang, words in WORDS.items():
        file = checkout / words["file"]
        old = file.read_text(encoding="utf-8")
        file.write_text(_replaced(old, section(document, lang)), encoding="utf-8")


def section(document: dict[str, Any], lang: str) -> str:
    """Return what stands between the marks: picture, table, machine, shortfalls."""
    words, rows = WORDS[lang], document["rows"]
    lines = [_cells(words["heads"]), _cells(["---"] * len(words["heads"]))]
    lines += [_cells(_row(row, lang)) for row in rows]
    short = [row["what" if lang == "en" else "what_zh"] for row in rows if not row["holds"]]
    verdict = words["short"].format(names="；".join(short)) if short else words["all"]
    if lang == "en":
        verdict = verdict.replace("；", "; ")
    on = words["on"].format(**document["machine"], runs=document["plan"]["runs"], json=JSON)
    image = f"![{words['picture']}]({SVG})"
    return "\n".join([image, "", *lines, "", verdict, "", on])


def _row(row: dict[str, Any], lang: str) -> list[str]:
    mark = {True: "✓", False: "✗"}.get(row["holds"], "–")
    here = "" if lang == "en" else "_zh"
    product = f"{figure(row['product'])} {row['unit']}" if row["product"] is not None else "–"
    raw = f"{figure(row['raw'])} {row['unit']}" if row["raw"] is not None else ""
    ratio = f"{row['ratio']:.2f}" if row["ratio"] is not None else ""
    return [mark, row[f"what{here}"], row[f"target{here}"], product, raw, ratio]


def _cells(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _replaced(text: str, inside: str) -> str:
    before, _, rest = text.partition(MARKS[0])
    _, closed, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n{inside}\n{MARKS[1]}{after if closed else rest}"
