"""What one rerun of each page costs the server, and how many it can do in a second."""

import asyncio
import random
import time
from dataclasses import dataclass
from statistics import median

from tests.bench import servers
from tests.bench.journeys import TUTORIAL, VIEWS, View, Visitor, change
from tests.bench.report import CPU, CPU_OF_MOST, NO_ERRORS, RATE, WIRE, WIRE_OF_MOST, Report, percentile, progress
from tests.bench.sessions import Failed, Rerun, Session

# The server lets one socket send 20 messages a second: take turns between several.
TURNS = 8
SESSIONS_BACK_TO_BACK = 24
# Of the 20 a second that the server allows, so that no socket is ever cut off.
MOST_PER_SECOND = 15


@dataclass(frozen=True)
class Cost:
    """Of one view: CPU in ms and KB per rerun, latency in ms, KB of its first run."""

    name: str
    cpu_ms: float
    kb: float
    p50_ms: float
    p95_ms: float
    first_kb: float


def measure(report: Report, is_quick: bool) -> None:
    """The cost of each view alone, and the most reruns a second over a mix of them."""
    batches, size = (2, 10) if is_quick else (5, 24)
    report.title("Reruns of our pages")
    costs, failures = [], []
    with servers.ours() as server:
        for view in VIEWS:
            try:
                costs.append(asyncio.run(cost(server, view, batches, size)))
            except Failed as failure:
                failures.append(f"{view.name}: {failure}")
        rate = asyncio.run(back_to_back(server, 4 if is_quick else 15))
    rows = []
    for item in costs:
        is_most_read = item.name.startswith(("report card", "indicator"))
        cpu = report.judge(f"CPU of a rerun, {item.name}", item.cpu_ms, CPU_OF_MOST if is_most_read else CPU)
        wire = report.judge(f"KB of a rerun, {item.name}", item.kb, WIRE_OF_MOST if is_most_read else WIRE)
        rows.append((*_cells(item), *cpu, *wire))
    head = ("", "server CPU", "on the wire", "p50", "p95", "first run", "CPU", "", "wire", "")
    report.table(head, rows)
    report.line(
        f"  One rerun at a time, {TURNS} sessions in turn, {batches} batches of {size}; CPU is the median batch. "
        "'First run': a page just opened."
    )
    say_errors(report, failures)
    report.line()
    report.table(
        ("back to back", "measured", "target", ""),
        [
            (
                "reruns in a second, one process",
                f"{rate.per_second:.0f} /s",
                *report.judge("reruns in a second", rate.per_second, RATE),
            ),
            ("errors", f"{len(rate.errors)}", *report.judge("errors back to back", len(rate.errors), NO_ERRORS)),
            ("latency p50 / p95", f"{rate.p50_ms:.0f} / {rate.p95_ms:.0f} ms", "", ""),
            ("server, of one core", f"{rate.server_share:.0%}", "", ""),
            ("load generator, of one core", f"{rate.client_share:.0%}", "", ""),
        ],
    )
    report.line(f"  {SESSIONS_BACK_TO_BACK} sessions over the mix of pages, one rerun in five to another page.")
    say_errors(report, rate.errors)
    report.line(f"  {server.times()}")


def measure_tutorial(report: Report, is_quick: bool) -> None:
    """One rerun of the tutorial page, beside our map of the same measures."""
    batches, size = (2, 3) if is_quick else (4, 6)
    ours_batches, ours_size = (2, 10) if is_quick else (5, 16)
    report.title("A rerun of the tutorial page beside ours")
    our_view = next(view for view in VIEWS if view.name.startswith("map of England"))
    with servers.ours() as server:
        ours = asyncio.run(cost(server, our_view, ours_batches, ours_size))
    with servers.tutorial() as server:
        theirs = asyncio.run(cost(server, TUTORIAL[0], batches, size))
    ratios = (theirs.cpu_ms / ours.cpu_ms, theirs.kb / ours.kb, theirs.p50_ms / ours.p50_ms)
    more = (theirs.p95_ms / ours.p95_ms, theirs.first_kb / ours.first_kb)
    report.table(
        ("", "server CPU", "on the wire", "p50", "p95", "first run"),
        [_cells(theirs), _cells(ours), ("tutorial / ours", *(f"{ratio:.0f} x" for ratio in (*ratios, *more)))],
    )
    report.line("  Tutorial: tests/bench/tutorial.py under Streamlit's default settings, from the same files.")
    report.line(f"  {server.times()}")


async def cost(server: servers.Server, view: View, batches: int, size: int) -> Cost:
    """Measure one view, one rerun at a time."""
    progress(f"reruns: {view.name}")
    chance = random.Random(2008)
    sessions = [Session(server.port) for _ in range(TURNS)]
    try:
        first = [await session.open(view.path, view.query) for session in sessions]
        for session in sessions:
            await change(session, view.changes, chance)
        cpu_ms, reruns = [], []
        for _ in range(batches):
            before = server.cpu_s()
            for turn in range(size):
                reruns.append(await change(sessions[turn % TURNS], view.changes, chance))
            cpu_ms.append((server.cpu_s() - before) / size * 1000)
    finally:
        for session in sessions:
            await session.close()
    latency = [rerun.seconds * 1000 for rerun in reruns]
    return Cost(
        view.name,
        median(cpu_ms),
        sum(rerun.bytes_received for rerun in reruns) / len(reruns) / 1000,
        percentile(latency, 0.5),
        percentile(latency, 0.95),
        median(rerun.bytes_received for rerun in first) / 1000,
    )


@dataclass(frozen=True)
class Rate:
    """The most that the server did: reruns a second, latency in ms, shares of one core, what went wrong."""

    per_second: float
    p50_ms: float
    p95_ms: float
    server_share: float
    client_share: float
    errors: list[str]


async def back_to_back(server: servers.Server, seconds: float) -> Rate:
    """Let each of some sessions ask again as soon as it is answered."""
    progress("reruns: back to back")
    visitors = [Visitor(server.port, random.Random(number)) for number in range(SESSIONS_BACK_TO_BACK)]
    done: list[Rerun] = []
    errors: list[str] = []
    for visitor in visitors:
        await visitor.arrive()

    async def keep_asking(visitor: Visitor, until: float) -> None:
        while time.perf_counter() < until:
            try:
                rerun = await visitor.act()
            except Failed as failure:
                errors.append(str(failure))
                await visitor.arrive()
                continue
            done.append(rerun)
            await asyncio.sleep(max(0.0, 1 / MOST_PER_SECOND - rerun.seconds))

    async def all_ask(for_seconds: float) -> None:
        until = time.perf_counter() + for_seconds
        await asyncio.gather(*(keep_asking(visitor, until) for visitor in visitors))

    try:
        await all_ask(1.5)
        done.clear()
        began, server_before, client_before = time.perf_counter(), server.cpu_s(), time.process_time()
        await all_ask(seconds)
        took = time.perf_counter() - began
        server_share = (server.cpu_s() - server_before) / took
        client_share = (time.process_time() - client_before) / took
    finally:
        for visitor in visitors:
            await visitor.session.close()
    latency = [rerun.seconds * 1000 for rerun in done]
    return Rate(
        len(done) / took, percentile(latency, 0.5), percentile(latency, 0.95), server_share, client_share, errors
    )


def _cells(item: Cost) -> tuple[str, ...]:
    return (
        item.name,
        f"{item.cpu_ms:.1f} ms",
        f"{item.kb:,.1f} KB",
        f"{item.p50_ms:.0f} ms",
        f"{item.p95_ms:.0f} ms",
        f"{item.first_kb:,.0f} KB",
    )


def say_errors(report: Report, errors: list[str]) -> None:
    """Each kind of error once, with how often."""
    for text in sorted(set(errors))[:5]:
        report.line(f"  error, {errors.count(text)} x: {text}")
