"""The command line: python -m data_pipeline build | check | read | export | readme."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tqdm import tqdm

from data_pipeline import export, published, warehouse
from data_pipeline.problems import Refused


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 done, 1 the data was refused or faulty (reasons printed), 2 a wrong call."""
    options = _parser().parse_args(arguments)
    if not options.data.is_dir():
        print(f"There is no folder {options.data}. Give one with --data.", file=sys.stderr)
        return 2
    try:
        return options.run(options) or 0
    except Refused as refused:
        print(f"Refused; nothing was replaced. {len(refused.problems)} reasons:", file=sys.stderr)
        for problem in refused.problems:
            print(f"  {problem}", file=sys.stderr)
        return 1


def build(options: argparse.Namespace) -> None:
    """Build the warehouse and point to it."""
    _build(options.data, options.out, _print_progress if options.plain else None)


def check(options: argparse.Namespace) -> int | None:
    """Build in a scratch folder, say what was found, and leave the warehouse alone; with PATH, look at that alone."""
    if options.path:
        return _check_file(options)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        built = _with_progress(options.data, Path(scratch) / "check.duckdb")
        _print_counts(built, time.perf_counter() - began)
        with warehouse.connect(built.path) as con:
            issues = con.execute(
                """
                select format('{}, row {}, column {}: {}. Found: {}. {}. ({})',
                    file, source_row, coalesce(column_name, 'all'), problem, coalesce(value, 'nothing'),
                    what_to_do, severity) || if(row_count > 1, format(' ({} rows alike)', row_count), '')
                from meta.issues order by severity desc, file, source_row
                """
            ).fetchall()
    for (issue,) in issues:
        print(f"  {issue}")


def read(options: argparse.Namespace) -> int:
    """Show what would be read of a published file: its layout, its measures, its first rows, its faults."""
    report = published.report(options.path, options.data, options.layout)
    print(f"{report.file}: layout {report.layout}")
    for word, text in report.described.items():
        print(f"  {word}: {text}")
    print(f"{len(report.measures)} measures, as `measure` of series.csv names them:")
    for measure in report.measures:
        print(
            f"  {measure.name or '(one, without a name)'}: {measure.rows:,} rows, {measure.kept:,} kept, "
            f"{measure.areas:,} areas, {measure.first_period} to {measure.last_period}"
        )
        for part in measure.parts:
            print(f"    part: {part}")
    print("First rows:")
    for row in report.first_rows:
        print("  " + ", ".join(f"{name} {value}" for name, value in row.items() if value not in (None, "")))
    return _print_faults(report)


def _check_file(options: argparse.Namespace) -> int:
    report = published.report(options.path, options.data, options.layout)
    print(f"{report.file}: layout {report.layout}, {len(report.measures)} measures")
    return _print_faults(report)


def _print_faults(report: published.Report) -> int:
    for column in report.needs:
        print(f"The file does not say its {column}: series.csv must, in the column {column}.")
    print(f"{report.rows_read:,} rows read, {report.rows_kept:,} kept, {report.rows_set_aside:,} set aside")
    for fault in report.faults:
        print(f"  {fault}")
    return 0 if report.is_clean else 1


def export_open_data(options: argparse.Namespace) -> None:
    """Write the marts as open data (CSV, Parquet, datapackage.json), building the warehouse first if need be."""
    built = _build(options.data)
    folder = options.out or options.data / "exports"
    count = export.export(built.path, folder)
    print(f"Open data: {count} tables in {folder}" if count else f"Up to date: {folder}")


def readme(options: argparse.Namespace) -> None:
    """Write data/README.md from the cards of the files."""
    built = _build(options.data)
    with warehouse.connect(built.path) as con:
        (options.data / "README.md").write_text(export.data_readme(con), encoding="utf-8")
    print(f"Wrote {options.data / 'README.md'}")


def _build(data: Path, out: Path | None = None, progress: warehouse.Progress | None = None) -> warehouse.Built:
    began = time.perf_counter()
    built = warehouse.build(data, out, progress) if progress else _with_progress(data, out)
    if built.is_new:
        _print_counts(built, time.perf_counter() - began)
    print(f"{'Warehouse' if built.is_new else 'Up to date'}: {built.path}")
    return built


def _with_progress(data: Path, out: Path | None) -> warehouse.Built:
    with tqdm(
        total=100, bar_format="{desc:<28} {percentage:3.0f}% {bar}", file=sys.stderr, disable=None, leave=False
    ) as bar:

        def progress(step: str, share: float) -> None:
            bar.set_description_str(step, refresh=False)
            bar.update(share * 100 - bar.n)

        return warehouse.build(data, out, progress)


def _print_progress(step: str, share: float) -> None:
    print(f"{share:.0%} {step}", flush=True)


def _print_counts(built: warehouse.Built, seconds: float) -> None:
    print(
        f"{built.rows_read:,} rows read, {built.rows_kept:,} kept, {built.rows_set_aside:,} set aside, "
        f"{built.doubts:,} doubted, in {seconds:.1f} s"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data_pipeline", description="Published files in, one checked warehouse out."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, out_help in (
        ("build", build, "write just this file, and leave the current warehouse alone"),
        ("check", check, None),
        ("read", read, None),
        ("export", export_open_data, "folder to write to (default: DATA/exports)"),
        ("readme", readme, None),
    ):
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.add_argument(
            "--data", type=Path, default=warehouse.DATA, help="folder of the published files (default: %(default)s)"
        )
        if out_help:
            command.add_argument("--out", type=Path, help=out_help)
        if run is build:
            command.add_argument("--plain", action="store_true", help="progress as lines, for another program to read")
        if run in (check, read):
            command.add_argument(
                "path", metavar="PATH", type=Path, nargs="?" if run is check else None, help="a published file"
            )
            command.add_argument("--layout", help="the reader to use (default: the one that knows the file)")
        command.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
