"""Run the rows, show the table, keep the figures and draw the picture."""

import argparse
import sys
from importlib.util import find_spec

from benchmarks import house, measure, publish, report, rows


def main() -> int:
    """Measure what was asked for; 1 where a row broke."""
    asked = _arguments()
    if asked.publish:
        publish.write()
        return 0
    rows.load()
    chosen = [each for each in measure.ROWS.values() if not asked.only or each.name in asked.only]
    unknown = set(asked.only) - set(measure.ROWS)
    if unknown:
        print(f"no such row: {', '.join(sorted(unknown))}. Rows: {', '.join(measure.ROWS)}")
        return 2
    plan = (
        measure.Plan(runs=1, seconds=1.0, warm=0.3, quick=True) if asked.quick else measure.Plan()
    )
    results = []
    with house.opened() as opened:
        for each in chosen:
            missing = [floor for floor in each.needs if find_spec(f"qitao.{floor}") is None]
            results.append(
                report.Line.skipped(each, missing)
                if missing
                else report.measured(each, opened, plan)
            )
            report.show_line(results[-1])
        machine = report.machine(opened)
    whole = not asked.only
    report.finish(results, machine, plan, keep=whole)
    if asked.write and whole and not asked.quick:
        publish.write()
    return 1 if any(line.error for line in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./qitao bench")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true", help="into the READMEs and docs")
    parser.add_argument("--publish", action="store_true", help="the last whole run, not a new one")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
