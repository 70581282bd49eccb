"""The command line: python -m data_pipeline build | check | read | template | fetch | export | readme."""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

STOPPED = "Stopped. What was in use before is in use still."
if __name__ == "__main__":  # The imports below take a second, in which Ctrl-C may come too.
    signal.signal(signal.SIGINT, lambda *_: (os.write(2, f"{STOPPED}\n".encode()), os._exit(130)))
    from data_pipeline import problems

    if too_low := problems.limits_too_low():  # They fail at it, too.
        sys.exit(str(too_low))

import duckdb
from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

from data_pipeline import letters
from data_pipeline.building import file_trial, in_use, pack_trial, told, warehouse
from data_pipeline.fetching import listed_files
from data_pipeline.problems import Refused, odd_files, of_system
from data_pipeline.publishing import open_data
from data_pipeline.reading import pack_templates, packs

MOST_TOLD, MOST_MEASURES = 200, 2000  # Lines printed of as many as there are.
LONGEST_LINE = 5000


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 done, 1 not, with the reasons printed, 2 a wrong call, 130 stopped by Ctrl-C.

    Of what is wrong with data, disks, permissions and memory a sentence is printed. Any other error is a fault of
    ours, and shows where it is.
    """
    options = _parser().parse_args(arguments)
    if not options.data.is_dir():
        _say(f"There is no folder {options.data}. Give one with --data.", sys.stderr)
        return 2
    try:
        # Every command reads some of these. Opening a pipe would be to wait for ever.
        lists = [path for name in ("definitions", "unfinished") for path in (options.data / name).glob("*")]
        lists.append(options.data / "indicators" / "series.csv")
        if odd := odd_files(options.data, lists):
            raise Refused(odd)
        return options.run(options) or 0
    except Refused as refused:
        _say(f"Refused; nothing was replaced. {len(refused.problems)} reasons:", sys.stderr)
        _tell(refused.problems, sys.stderr)
        return 1
    except BrokenPipeError:  # Whoever read what is printed has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (KeyboardInterrupt, RuntimeError) as error:
        if isinstance(error, RuntimeError) and str(error) != "Query interrupted":  # As DuckDB says it.
            raise
        _say(STOPPED, sys.stderr)
        return 130
    except Exception as error:
        # XlsxWriter hands an error of the system on inside one of its own.
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
        near = next((path for path in _written(options) if path), options.data)
        is_ours = not isinstance(cause, (OSError, MemoryError, duckdb.Error))
        if is_ours or (problem := of_system(cause, near)) is None:
            raise
        _say(problem, sys.stderr)
        return 1


def _say(text: object, stream: TextIO | None = None) -> None:
    """Print one line, in which nothing gives orders to a terminal."""
    print(letters.visible(str(text), LONGEST_LINE), file=stream or sys.stdout, flush=True)


def _tell(lines: Sequence, stream: TextIO | None = None, most: int = MOST_TOLD, indent: str = "  ") -> None:
    """Print the first of many lines, and how many more there are."""
    for line in lines[:most]:
        _say(f"{indent}{line}", stream)
    if len(lines) > most:
        _say(f"{indent}and {len(lines) - most:,} more", stream)


def _written(options: argparse.Namespace) -> list[Path | None]:
    """Where a command was told to write."""
    return [getattr(options, name, None) for name in ("out", "workbook")]


def build(options: argparse.Namespace) -> None:
    """Build the warehouse and point to it."""
    _build(options.data, options.out, _print_progress if options.plain else None)


def check(options: argparse.Namespace) -> int | None:
    """Build in a scratch folder and say what was found; with PATH, look at that file or agreement pack alone."""
    if options.path:
        return _check_pack(options) if packs.is_pack(options.path) else _check_file(options)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        built = _with_progress(options.data, Path(scratch) / "check.duckdb")
        _print_counts(built, time.perf_counter() - began)
        with warehouse.connect(built.path) as con:
            found = told.faults(con)
    _tell(found)
    return 0


def _check_pack(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    rows, found = pack_trial.faults(options.path, options.data)
    _tell(found, indent="")
    seconds = time.perf_counter() - began
    count = Counter()
    for fault in found:
        count[fault.severity] += fault.rows
    _say(
        f"{rows:,} rows read; faults: {count['set aside']}, doubts: {count['doubt']}, advice: {count['advice']}; "
        f"{seconds:.1f} s"
    )
    return 1 if count["set aside"] else 0


def template(options: argparse.Namespace) -> None:
    """Write an empty agreement pack for an area, to fill in with a spreadsheet program."""
    if options.workbook:
        made = pack_templates.workbook(options.data, options.area, options.workbook)
    else:
        made = pack_templates.folder(options.data, options.area)
    _say(f"Wrote {made}. Fill it in, then: python -m data_pipeline check {made}")


def fetch(options: argparse.Namespace) -> int:
    """Fetch the published files that series.csv gives an address for; what is here already is left alone."""
    try:
        sources = listed_files.listed(options.data)
    except FileNotFoundError as missing:
        _say(f"There is no {missing.filename}.", sys.stderr)
        return 2
    if options.only:
        sources = [source for source in sources if source.file == options.only]
        if not sources:
            _say(f"indicators/series.csv gives no address for {options.only}.", sys.stderr)
            return 2
    limits = listed_files.Limits(timeout=options.timeout, largest=int(options.max_mb * 1_000_000))
    failures = listed_files.fetch(sources, options.data / "indicators", options.data / "unfinished", limits)
    _say(f"{len(sources) - failures} of {len(sources)} files are here and whole")
    return 1 if failures else 0


def read(options: argparse.Namespace) -> int:
    """Show what would be read of a published file: its layout, its measures, its first rows, its faults."""
    report = file_trial.report(options.path, options.data, options.layout)
    _say(f"{report.file}: layout {report.layout}")
    for word, text in report.described.items():
        _say(f"  {word}: {text}")
    _say(f"{len(report.measures)} measures, as `measure` of series.csv names them:")
    lines = []
    for measure in report.measures:
        lines.append(
            f"{measure.name or '(one, without a name)'}: {measure.rows:,} rows, {measure.kept:,} kept, "
            f"{measure.areas:,} areas, {measure.first_period} to {measure.last_period}"
        )
        lines += [f"  part: {part}" for part in measure.parts]
    _tell(lines, most=MOST_MEASURES)
    _say("First rows:")
    for row in report.first_rows:
        _say("  " + ", ".join(f"{name} {value}" for name, value in row.items() if value not in (None, "")))
    return _print_faults(report)


def _check_file(options: argparse.Namespace) -> int:
    report = file_trial.report(options.path, options.data, options.layout)
    _say(f"{report.file}: layout {report.layout}, {len(report.measures)} measures")
    return _print_faults(report)


def _print_faults(report: file_trial.Report) -> int:
    for column in report.needs:
        _say(f"The file does not say its {column}: series.csv must, in the column {column}.")
    _say(f"{report.rows_read:,} rows read, {report.rows_kept:,} kept, {report.rows_set_aside:,} set aside")
    _tell(report.faults)
    return 0 if report.is_clean else 1


def export_open_data(options: argparse.Namespace) -> int | None:
    """Write the marts as open data (CSV, Parquet, datapackage.json), building the warehouse first if need be."""
    if options.out:
        open_data.keep_what_others_wrote(options.out)
    if options.of:
        if not in_use.is_of_a_build(options.of):
            _say(f"There is no warehouse {options.of}.", sys.stderr)
            return 2
        built = options.of
        if hasattr(os, "nice"):  # A server asks for this, and its visitors come first.
            os.nice(10)
    else:
        built = _build(options.data).path
    folder = options.out or options.data / "exports" / built.stem
    count = open_data.export(built, folder) if options.out else open_data.publish(built, folder.parent)
    _say(f"Open data: {count} tables in {folder}" if count else f"Up to date: {folder}")


def readme(options: argparse.Namespace) -> None:
    """Write data/README.md from the cards of the files."""
    target = options.data / "README.md"
    open_data.keep_a_readme_of_others(target)
    built = _build(options.data)
    with warehouse.connect(built.path) as con, tempfile.TemporaryDirectory(dir=options.data) as scratch:
        unfinished = Path(scratch) / "README.md"  # A disk that is full must not cost the one that is there.
        unfinished.write_text(open_data.data_readme(con), encoding="utf-8")
        unfinished.replace(target)
    _say(f"Wrote {target}")


def _build(data: Path, out: Path | None = None, progress: warehouse.Progress | None = None) -> warehouse.Built:
    began = time.perf_counter()
    built = warehouse.build(data, out, progress) if progress else _with_progress(data, out)
    if built.is_new:
        _print_counts(built, time.perf_counter() - began)
    _say(f"{'Warehouse' if built.is_new else 'Up to date'}: {built.path}")
    return built


def _with_progress(data: Path, out: Path | None) -> warehouse.Built:
    form = "{desc:<28} {percentage:3.0f}% {bar}"
    with (
        logging_redirect_tqdm(),
        tqdm(total=100, bar_format=form, file=sys.stderr, disable=None, leave=False) as bar,
    ):

        def progress(step: str, share: float) -> None:
            bar.set_description_str(step, refresh=False)
            bar.update(share * 100 - bar.n)

        return warehouse.build(data, out, progress)


def _print_progress(step: str, share: float) -> None:
    _say(f"{share:.0%} {step}")


def _print_counts(built: warehouse.Built, seconds: float) -> None:
    _say(
        f"{built.rows_read:,} rows read, {built.rows_kept:,} kept, {built.rows_set_aside:,} set aside, "
        f"{built.doubts:,} doubted, in {seconds:.1f} s"
    )


class _Parser(argparse.ArgumentParser):
    """Repeats an argument that it does not know, which may be anything."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            _say(message.rstrip("\n"), sys.stderr)
        sys.exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m data_pipeline", description="Published files in, one checked warehouse out.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, out_help in (
        ("build", build, "write just this file, and leave the current warehouse alone"),
        ("check", check, None),
        ("template", template, None),
        ("fetch", fetch, None),
        ("read", read, None),
        (
            "export",
            export_open_data,
            "write just this folder (default: one in DATA/exports that is called like the warehouse)",
        ),
        ("readme", readme, None),
    ):
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.add_argument(
            "--data", type=Path, default=warehouse.DATA, help="folder of the published files (default: %(default)s)"
        )
        if out_help:
            command.add_argument("--out", type=Path, help=out_help)
        if run is template:
            command.add_argument("area", help="name or code of a county, a unitary council or a borough")
            command.add_argument(
                "--workbook", type=Path, metavar="FILE.xlsx", help="write one workbook instead of a folder"
            )
        if run is export_open_data:
            of = "a warehouse: write of it as it is, building nothing, and giving way to whatever else runs"
            command.add_argument("--of", type=Path, metavar="FILE", help=of)
        if run is build:
            command.add_argument("--plain", action="store_true", help="progress as lines, for another program to read")
        if run is fetch:
            command.add_argument("--only", metavar="FILE", help="just this file of series.csv")
            command.add_argument(
                "--timeout", type=float, default=30, help="seconds of silence to bear (default: %(default)s)"
            )
            command.add_argument(
                "--max-mb", type=float, default=200, help="largest file to take (default: %(default)s)"
            )
        if run in (check, read):
            what = "a published file, or an agreement pack" if run is check else "a published file"
            command.add_argument("path", metavar="PATH", type=Path, nargs="?" if run is check else None, help=what)
            command.add_argument("--layout", help="the reader to use (default: the one that knows the file)")
        command.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A name that the terminal's letters cannot say is no reason to end.
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed before we began.
        stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
