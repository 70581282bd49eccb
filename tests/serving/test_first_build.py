"""A server without a warehouse: it says so, builds by itself, and does not build in vain again and again."""

import http.client
import os
import shutil
import time
from pathlib import Path

import pytest

from data_pipeline.building import warehouse
from pages.serving import database, first_build, health, settings
from tests.running import PROJECT, in_a_loop, serve, visit
from tests.worlds import figures as w


@pytest.fixture
def unbuilt(data) -> Path:
    """The files of the fixture world without a warehouse: a small one is built as a large one is."""
    shutil.rmtree(data / "warehouse")
    return data


def ask(server, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def well(server, **headers: str) -> tuple[int, str]:
    return ask(server, "/_stcore/health", **headers)


def wait_until(is_so) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def faults(messages) -> list[str]:
    return [
        m.delta.new_element.exception.message for m in messages if m.delta.new_element.WhichOneof("type") == "exception"
    ]


def test_a_server_without_a_warehouse_builds_it_first(tmp_path, unbuilt):
    with serve(unbuilt, tmp_path / "log") as fresh:
        assert well(fresh) == (503, health.BUILDING)
        assert well(fresh, Referer=f"{fresh.address}/")[0] == 200
        messages = in_a_loop(visit(fresh.address, f"area={w.CASTERBRIDGE}", "report_card"))
        assert any(m.delta.new_element.WhichOneof("type") == "progress" for m in messages)
        assert any(m.WhichOneof("type") == "auto_rerun" for m in messages)
        assert not any(str(PROJECT) in str(message) for message in messages)
        wait_until(lambda: well(fresh) == (200, health.WELL))
    assert (unbuilt / "warehouse" / "current").is_file()
    assert not faults(messages)


def test_a_server_without_figures_says_so_in_words_and_comes_back_by_itself(tmp_path, unbuilt):
    """Refused data, which is mended; then the warehouse is cut off while it is served, and there is no other."""
    series, log = w.figures_file(unbuilt, "ni_901"), tmp_path / "log"
    right = series.read_text()
    series.write_text(right.replace("area_code,period", "code,period", 1))
    reason = "indicators/ni_901.csv, row 1: column 1 of the header should be 'area_code'"
    with serve(unbuilt, log) as fresh:
        wait_until(lambda: well(fresh) == (503, health.NOTHING))
        messages = in_a_loop(visit(fresh.address))
        said = " ".join(str(message) for message in messages)
        assert "There are no figures to show" in said
        assert not any(told in said for told in (str(unbuilt), "ni_901", "Traceback"))
        for path in ("/geometry/england.geojson", "/download/NI%20901.csv", "/data/datapackage.json"):
            status, words = ask(fresh, path)
            assert status == 503 and "There are no figures to show" in words
        told = [line for line in log.read_text().splitlines() if "The build ended with 1" in line]
        assert len(told) == 1 and reason in told[0]
        series.write_text(right)
        wait_until(lambda: well(fresh) == (200, health.WELL))
        first = warehouse.current(unbuilt)
        os.truncate(first, 100_000)
        wait_until(lambda: warehouse.current(unbuilt) not in (first, None) and well(fresh) == (200, health.WELL))
        assert "Casterbridge" in ask(fresh, "/places.json?q=caster")[1]
        assert "Traceback" not in log.read_text()
    written = log.read_text()
    assert f"{first} is not as it was made. No page can be served." in written
    assert not set("│─╭╰") & set(written)


class NoBuild:
    """A build that begins and, when told, ends."""

    begun = 0

    def __init__(self):
        NoBuild.begun += 1
        self.of_files, self.ended, self.was_of_use = database.glance(), None, False


@pytest.fixture
def builds(unbuilt, monkeypatch) -> type[NoBuild]:
    monkeypatch.setattr(database, "DATA", unbuilt)
    monkeypatch.setattr(first_build, "Build", NoBuild)
    monkeypatch.setattr(first_build, "_latest", None)
    monkeypatch.setattr(NoBuild, "begun", 0)
    return NoBuild


def test_a_build_that_was_in_vain_is_tried_again_only_after_a_change_or_a_while(builds, unbuilt):
    now = 1000.0
    for _ in range(3):  # However many wait for it.
        first_build.begin(lambda: now)
    assert builds.begun == 1
    first_build._latest.ended = now
    first_build.begin(lambda: now + settings.SECONDS_TO_BUILD_AGAIN - 1)
    assert builds.begun == 1 and first_build.running() is None
    w.amend(unbuilt, "ni_901", w.CASTERBRIDGE, w.YEAR, value="24.9")
    first_build.begin(lambda: now + 1)
    assert builds.begun == 2
    first_build._latest.ended = now + 2
    first_build.begin(lambda: now + 2 + settings.SECONDS_TO_BUILD_AGAIN)
    assert builds.begun == 3


def test_a_warehouse_that_is_lost_after_a_good_build_is_built_at_once(builds):
    first_build.begin(lambda: 0.0)
    first_build.noted()  # As soon as it is in use, and before its process has ended.
    first_build._latest.ended = 1.0
    first_build.begin(lambda: 2.0)
    assert builds.begun == 2


def test_health_is_not_well_when_nobody_looks_any_more(monkeypatch):
    one = health.Health()
    one.can_serve = True
    answers = []

    async def send(message):
        answers.append(message.get("status") or message["body"].decode())

    async def asked():
        await one.answer({"type": "http", "method": "GET", "headers": []}, None, send)
        one.looked -= health.LATE
        await one.answer({"type": "http", "method": "GET", "headers": []}, None, send)

    in_a_loop(asked())
    assert (answers[0], answers[2:]) == (200, [503, health.NOBODY_LOOKS])
