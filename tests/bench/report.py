"""The report: plain text in aligned columns, with each target beside its figure."""

import math
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

PACKAGES = ("streamlit", "duckdb", "pandas", "plotly", "uvicorn", "uvloop", "playwright")


@dataclass(frozen=True)
class Target:
    """What a figure should be: below `limit`, or with `at_least`, that or more."""

    limit: float
    unit: str
    at_least: bool = False

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<'} {self.limit:g} {self.unit}".rstrip()

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value < self.limit


NO_ERRORS = Target(1, "")
BUILD = Target(5, "s")
PACK = Target(1, "s")
JUDGEMENTS = Target(20, "s")
TEN_MILLION = Target(60, "s")
MEMORY = Target(4, "GB")
BESIDE_BARE = Target(5, "x")
REBUILD = Target(0.33, "x")
CPU = Target(20, "ms")
WIRE = Target(40, "KB")
CPU_OF_MOST = Target(12, "ms")  # Of the pages that most visitors read.
WIRE_OF_MOST = Target(30, "KB")
RATE = Target(120, "/s", at_least=True)
LATENCY = Target(60, "ms")
READABLE_MS = Target(700, "ms")
READABLE_KB = Target(100, "KB")
READABLE_REQUESTS = Target(7, "")
SHIFT = Target(0.05, "")
FLAT = Target(1.1, "x")


@dataclass
class Report:
    """Prints as it goes, and remembers what was judged."""

    judged: list[tuple[str, float, Target]] = field(default_factory=list)

    def title(self, text: str) -> None:
        self.line(f"\n{text}\n{'-' * len(text)}")

    def line(self, text: str = "") -> None:
        print(text, flush=True)

    def judge(self, name: str, value: float, target: Target) -> tuple[str, str]:
        """The target in words, and 'met' or 'missed'."""
        self.judged.append((name, value, target))
        return str(target), "met" if target.is_met(value) else "missed"

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """The first column and every 'met' or 'missed' to the left, all else to the right."""
        lines = [list(head), *(list(row) for row in rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
        for line in lines:
            cells = [
                cell.ljust(width) if column == 0 or cell in ("met", "missed") else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            self.line(f"  {'   '.join(cells)}".rstrip())

    def summary(self) -> None:
        """How many targets were met, and which were not."""
        if not self.judged:
            return
        missed = [(name, value, target) for name, value, target in self.judged if not target.is_met(value)]
        self.title("Targets")
        self.line(f"  {len(self.judged) - len(missed)} of {len(self.judged)} met")
        for name, value, target in missed:
            self.line(f"  missed: {name}: {value:.3g} {target.unit}".rstrip() + f", not {target}")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value with at least `share` (0 to 1) of all values at or below it; not a number for none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def machine() -> list[str]:
    """What was measured on: cores, memory, how busy it was already, versions."""
    memory_gib = psutil.virtual_memory().total / 2**30
    return [
        f"{datetime.now():%d %B %Y, %H:%M}. {os.cpu_count()} cores ({_processor()}), {memory_gib:.0f} GiB, "
        f"{platform.system()} {platform.release()}; load before the start {psutil.getloadavg()[0]:.2f}",
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        "Server, visitors and browser share these cores; all traffic is on 127.0.0.1. 1 KB is 1,000 bytes.",
    ]


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.*)", cpuinfo.read_text()) if cpuinfo.is_file() else None
    return named[1] if named else platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


class Others:
    """What other programs on this machine use while something is measured, in cores."""

    def __init__(self):
        self.began = self._now()

    def cores(self) -> float:
        seconds, busy_s, own_s = (now - then for now, then in zip(self._now(), self.began, strict=True))
        return max(0.0, busy_s - own_s) / seconds

    @staticmethod
    def _now() -> tuple[float, float, float]:
        """The clock, and processor seconds used by everybody, and by us and the programs we ended."""
        everybody, us = psutil.cpu_times(), os.times()
        busy_s = sum(everybody) - everybody.idle - getattr(everybody, "iowait", 0) - getattr(everybody, "guest", 0)
        return time.perf_counter(), busy_s, us.user + us.system + us.children_user + us.children_system


def progress(text: str) -> None:
    """Say what is going on to whoever is watching; a file gets only the report."""
    if sys.stderr.isatty():
        print(f"\r\033[K... {text}", end="\r", file=sys.stderr, flush=True)
