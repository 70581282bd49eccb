"""What the tests share: a warehouse of the fixture world, one of the bundled data, a folder to damage."""

# Hypothesis keeps this module to the very end, and duckdb complains of any of its types kept so long.
from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import hypothesis
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from data_pipeline import export, warehouse
from tests import running
from tests import world as fixture_world
from tests.browser import ARGUMENTS
from tests.browser import find as find_browser

# No deadlines: a slow machine is not a fault. The same examples every time: neither is luck.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("suite")


@dataclass(frozen=True)
class Warehouse:
    """The folder of files, the warehouse built from it, and a read-only connection to that."""

    data: Path
    path: Path
    con: duckdb.DuckDBPyConnection


@pytest.fixture(scope="session", autouse=True)
def _bundled_data_is_never_written() -> Iterator[None]:
    """A test that forgot to give a folder would otherwise replace the warehouse people look at."""
    with pytest.MonkeyPatch.context() as patch:
        point_to = warehouse.point_to

        def point_elsewhere(target: Path) -> None:
            assert warehouse.DATA not in target.parents, "a test must not build in the bundled data folder"
            point_to(target)

        patch.setattr(warehouse, "point_to", point_elsewhere)
        yield


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The fixture world, written and built. Only to be read."""
    data = fixture_world.write(tmp_path_factory.mktemp("world") / "data")
    path = warehouse.build(data).path
    with warehouse.connect(path) as con:
        yield Warehouse(data, path, con)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The bundled data, built elsewhere. Only to be read."""
    path = warehouse.build(out=tmp_path_factory.mktemp("real") / "real.duckdb").path
    with warehouse.connect(path) as con:
        yield Warehouse(warehouse.DATA, path, con)


@pytest.fixture
def data(world: Warehouse, tmp_path: Path) -> Path:
    """A copy of the fixture world with its warehouse, for one test to damage."""
    return Path(shutil.copytree(world.data, tmp_path / "data"))


@pytest.fixture
def bundled_copy(tmp_path: Path) -> Path:
    """A copy of the bundled files without a warehouse, to build from or to damage."""
    copy = tmp_path / "bundled"
    for folder in ("definitions", "indicators", "boundaries", "agreements"):
        shutil.copytree(warehouse.DATA / folder, copy / folder)
    shutil.copy(warehouse.DATA / "files.csv", copy)
    return copy


@pytest.fixture(scope="session")
def served_data(real: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a server wants it: the warehouse of the bundled data, in use, and its open data."""
    data = tmp_path_factory.mktemp("served")
    (data / "warehouse").mkdir()
    target = data / "warehouse" / "bundled.duckdb"
    shutil.copy(real.path, target)
    warehouse.point_to(target)
    export.export(target, data / "exports")
    return data


@pytest.fixture(scope="session")
def served_in_process(served_data: Path) -> Iterator[None]:
    """Pages run in this process read the served data."""
    from pages.components import database

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "DATA", served_data)
        yield


@pytest.fixture(scope="session")
def server(served_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[running.Server]:
    """The app on the bundled figures, shared by the tests of one worker."""
    with running.serve(served_data, tmp_path_factory.mktemp("server") / "log") as running_server:
        yield running_server
    assert "Traceback" not in running_server.log.read_text()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser, server: running.Server) -> Iterator[Callable[[int], tuple[Page, list[str]]]]:
    """Open a page of a width in a fresh browser; with it, a list of what it asked of anybody else."""
    contexts = []

    def open_page(width: int) -> tuple[Page, list[str]]:
        context = chromium.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page, outside = context.new_page(), []

        def note(address: str) -> None:
            own = (server.address, server.address.replace("http", "ws"), "data:", "blob:")
            if not address.startswith(own):
                outside.append(address)

        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda socket: note(socket.url))
        return page, outside

    yield open_page
    for context in contexts:
        context.close()
