"""Run the rows, show the table, keep the figures and draw the picture."""

import argparse
import sys
from importlib.util import find_spec

from benchmarks import house, measure, report, rows


def main() -> int:
    """Measure what was asked for; 1 where a row broke."""
    asked = _arguments()
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
    report.finish(results, machine, plan, keep=not asked.only)
    return 1 if any(line.error for line in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./qitao bench")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
