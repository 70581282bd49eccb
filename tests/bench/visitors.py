"""Many people at once, at the pace of people: what each of them waits."""

import asyncio
import random
import time
from dataclasses import dataclass

from tests.bench import servers
from tests.bench.journeys import TUTORIAL, VIEWS, View, Visitor, change
from tests.bench.report import FLAT, LATENCY, NO_ERRORS, Report, percentile, progress
from tests.bench.reruns import say_errors
from tests.bench.sessions import Failed, Session

VISITORS = 200
TUTORIAL_VISITORS = 10
# Six reruns a minute each: exponential pauses, as of people who know nothing of one another.
MEAN_PAUSE_S = 10
ARRIVALS_PER_SECOND = 20
TUTORIAL_ARRIVALS_PER_SECOND = 1.5
LONGEST_ARRIVAL_S = 45
LEAVING, BATCHES, ARRIVING_AT_ONCE = 400, 4, 5
KEPT_S = 1  # How long the server keeps a session for a visitor who may come back.
FORGETTING = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(KEPT_S)}


@dataclass(frozen=True)
class Crowd:
    """What some visitors met. Latency in ms, shares of one core, memory in MB."""

    visitors: int
    reruns: int
    per_second: float
    latency_ms: list[float]
    first_ms: list[float]
    errors: list[str]
    server_share: float
    client_share: float
    memory_before: float
    memory_after: float


def measure(report: Report, is_quick: bool) -> None:
    """A crowd at our pages, then a small one at the tutorial page."""
    report.title(f"{VISITORS} visitors at once, six reruns a minute each")
    with servers.ours() as ours:
        crowd = asyncio.run(_crowd(ours, VISITORS, 6 if is_quick else 60))
    with servers.tutorial() as theirs:
        few = asyncio.run(_crowd(theirs, TUTORIAL_VISITORS, 6 if is_quick else 20))
    p95 = percentile(crowd.latency_ms, 0.95)
    report.table(
        ("", "our pages", "target", "", "tutorial page"),
        [
            ("visitors", str(crowd.visitors), "", "", str(few.visitors)),
            ("reruns measured", str(crowd.reruns), "", "", str(few.reruns)),
            ("reruns in a second", f"{crowd.per_second:.1f} /s", "", "", f"{few.per_second:.1f} /s"),
            ("latency, half are below", _ms(crowd, 0.5), "", "", _ms(few, 0.5)),
            (
                "latency, 95% are below",
                _ms(crowd, 0.95),
                *report.judge("p95 of visitors", p95, LATENCY),
                _ms(few, 0.95),
            ),
            ("latency, 99% are below", _ms(crowd, 0.99), "", "", _ms(few, 0.99)),
            ("connecting and first run, 95%", _first(crowd), "", "", _first(few)),
            (
                "errors",
                str(len(crowd.errors)),
                *report.judge("errors met by visitors", len(crowd.errors), NO_ERRORS),
                str(len(few.errors)),
            ),
            ("server, of one core", f"{crowd.server_share:.0%}", "", "", f"{few.server_share:.0%}"),
            ("memory before visitors", f"{crowd.memory_before:.0f} MB", "", "", f"{few.memory_before:.0f} MB"),
            ("memory at the end", f"{crowd.memory_after:.0f} MB", "", "", f"{few.memory_after:.0f} MB"),
            ("memory for each visitor", _each(crowd), "", "", _each(few)),
            ("load generator, of one core", f"{crowd.client_share:.0%}", "", "", f"{few.client_share:.0%}"),
        ],
    )
    say_errors(report, crowd.errors)
    say_errors(report, [f"tutorial page: {text}" for text in few.errors])
    report.line(f"  {ours.times(f' with {crowd.visitors} visitors connected')}")
    report.line(f"  {theirs.times(f' with {few.visitors} visitors connected')}")


async def _crowd(server: servers.Server, count: int, seconds: float) -> Crowd:
    """Let `count` visitors arrive, then measure what they meet for some seconds. Ends the server."""
    progress(f"{count} visitors at the {server.name}")
    is_tutorial = server.name == "tutorial"
    arrivals_per_second = TUTORIAL_ARRIVALS_PER_SECOND if is_tutorial else ARRIVALS_PER_SECOND
    visitors = [Visitor(server.port, random.Random(number), is_tutorial) for number in range(count)]
    first_ms: list[float] = []
    latency_ms: list[float] = []
    errors: list[str] = []
    is_measuring = False

    async def stay(number: int, visitor: Visitor) -> None:
        await asyncio.sleep(number / arrivals_per_second)
        has_arrived = False
        while True:
            try:
                if not has_arrived:
                    first_ms.append((await visitor.arrive()).seconds * 1000)
                    has_arrived = True
                await asyncio.sleep(visitor.chance.expovariate(1 / MEAN_PAUSE_S))
                was_measuring = is_measuring
                rerun = await visitor.act()
                if was_measuring:
                    latency_ms.append(rerun.seconds * 1000)
            except Failed as failure:
                errors.append(str(failure))
                has_arrived = False  # Like a person: reload the page.

    await _warm_up(server, TUTORIAL if is_tutorial else VIEWS)
    memory_before = server.memory_mb()
    staying = [asyncio.create_task(stay(number, visitor)) for number, visitor in enumerate(visitors)]
    try:
        latest = time.perf_counter() + LONGEST_ARRIVAL_S
        while len(first_ms) < count and time.perf_counter() < latest:
            await asyncio.sleep(0.2)
        is_measuring = True
        began, server_before, client_before = time.perf_counter(), server.cpu_s(), time.process_time()
        await asyncio.sleep(seconds)
        took = time.perf_counter() - began
        server_share = (server.cpu_s() - server_before) / took
        client_share = (time.process_time() - client_before) / took
        memory_after = server.memory_mb()
    finally:
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)
    crowd = Crowd(
        count, len(latency_ms), len(latency_ms) / took, latency_ms, first_ms, errors,
        server_share, client_share, memory_before, memory_after,
    )  # fmt: skip
    await asyncio.to_thread(server.stop)
    for visitor in visitors:
        await visitor.session.close()
    return crowd


def measure_leaving(report: Report, is_quick: bool) -> None:
    """Batches of visitors who come, look at two views and go: what the server still holds when they have gone."""
    count = LEAVING // 10 if is_quick else LEAVING
    report.title(f"{count} visitors who come and go")
    with servers.ours(**FORGETTING) as server:
        held = asyncio.run(come_and_go(server, count // BATCHES, BATCHES))
    report.table(
        ("visitors so far", "memory", "files and sockets", "threads"),
        [(str(visitors), f"{mb:.0f} MB", str(files), str(threads)) for visitors, mb, files, threads in held],
    )
    (_, first_mb, first_files, _), (_, last_mb, last_files, _) = held[1], held[-1]
    rows = [
        (name, f"{growth:.2f} x", *report.judge(f"{name} when {count} visitors have gone", growth, FLAT))
        for name, growth in (("memory", last_mb / first_mb), ("files and sockets", last_files / first_files))
    ]
    report.table((f"after {count}, beside after {count // BATCHES}", "measured", "target", ""), rows)
    report.line(f"  {server.times()}")


async def come_and_go(server: servers.Server, size: int, batches: int) -> list[tuple[int, float, int, int]]:
    """Let batches of `size` visitors come, look at two views and go; the server forgets them after `KEPT_S`.

    How many have gone, and then: megabytes, files and sockets, threads. The first row is before anybody came.
    """

    def held(gone: int) -> tuple[int, float, int, int]:
        return gone, server.memory_mb(), server.open_files(), server.threads()

    async def visit(number: int) -> Session:
        session, view = Session(server.port), VIEWS[number % len(VIEWS)]
        await session.open(view.path, view.query)
        await change(session, view.changes, random.Random(number % len(VIEWS)))
        return session

    found = [held(0)]
    for batch in range(batches):
        progress(f"visitors who come and go: batch {batch + 1} of {batches}")
        sessions: list[Session] = []
        for number in range(0, size, ARRIVING_AT_ONCE):
            sessions += await asyncio.gather(*map(visit, range(number, min(number + ARRIVING_AT_ONCE, size))))
        for session in sessions:
            await session.close()
        await asyncio.sleep(KEPT_S + 1)
        # The server forgets who has gone for good when the next one goes.
        await (await visit(0)).close()
        await asyncio.sleep(0.5)
        found.append(held((batch + 1) * size))
    return found


async def _warm_up(server: servers.Server, views: tuple[View, ...]) -> None:
    """See and change each view once: what every server loads only once is not a visitor's doing."""
    session, chance = Session(server.port), random.Random(0)
    for view in views:
        await session.open(view.path, view.query)
        await change(session, view.changes, chance)
    await session.close()


def _ms(crowd: Crowd, share: float) -> str:
    return f"{percentile(crowd.latency_ms, share):,.0f} ms"


def _first(crowd: Crowd) -> str:
    return f"{percentile(crowd.first_ms, 0.95):,.0f} ms"


def _each(crowd: Crowd) -> str:
    return f"{(crowd.memory_after - crowd.memory_before) / crowd.visitors * 1000:,.0f} KB"
