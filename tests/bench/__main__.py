"""python -m tests.bench [--quick] [--against COMMIT] [SECTION ...]: what it takes is said by --help."""

import argparse
import signal
import sys
import time
from functools import partial
from subprocess import CalledProcessError

from playwright.sync_api import Error

from data_pipeline.building import warehouse
from tests.bench import beside, build, first_visit, judgements, large, reruns, visitors
from tests.bench.report import Others, Report, machine, progress
from tests.bench.servers import DidNotStart
from tests.bench.sessions import Failed

WORTH_SAYING_CORES = 0.1
SECTIONS = {
    "build": build.measure,
    "pack": build.measure_pack,
    "rebuild": build.measure_rebuild,
    "judgements": judgements.measure,
    "large": large.measure,
    "reruns": reruns.measure,
    "visitors": visitors.measure,
    "leaving": visitors.measure_leaving,
    "tutorial": reruns.measure_tutorial,
    "first-visit": first_visit.measure,
    "against": beside.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the dashboard on this machine.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"some of: {', '.join(SECTIONS)} (default: all)")
    parser.add_argument(
        "--against", metavar="COMMIT", help="measure builds, reruns and first visits beside this commit, and no more"
    )
    parser.add_argument("--quick", action="store_true", help="short runs, to see that everything works")
    options = parser.parse_args()
    unknown = set(options.sections) - set(SECTIONS)
    if unknown:
        parser.error(f"no section is called {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")

    # Being ended is like Ctrl+C: the servers that were started are ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended."))
    began = time.perf_counter()
    report = Report()
    report.line(f"Local Area Report Card: how fast it is{' (quick run: figures are rough)' if options.quick else ''}")
    for line in machine():
        report.line(line)
    if warehouse.current(warehouse.DATA) is None:
        progress("building the warehouse")
        warehouse.build()
    sections = {name: SECTIONS[name] for name in SECTIONS if not options.sections or name in options.sections}
    if options.against:
        sections = {"against": partial(beside.measure, against=options.against)}
    for name, measure in sections.items():
        others = Others()
        try:
            measure(report, options.quick)
        except (DidNotStart, Failed, CalledProcessError, Error) as reason:
            report.line(f"  Not measured: {reason}")
        # A browser's own processes cannot be told from other programs.
        if name not in ("first-visit", "against") and (cores := others.cores()) >= WORTH_SAYING_CORES:
            report.line(f"  Other programs used {cores:.1f} cores meanwhile: expect better times on a quiet machine.")
    report.summary()
    report.line(f"\nMeasured in {time.perf_counter() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
