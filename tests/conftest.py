"""What the tests share: a warehouse of the fixture world, one of the bundled data, a folder to damage."""

# Hypothesis keeps this module to the very end, and duckdb complains of any of its types kept so long.
from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import filelock
import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from data_pipeline.building import warehouse
from data_pipeline.publishing import open_data
from tests import running
from tests.browser import ARGUMENTS
from tests.browser import find as find_browser
from tests.worlds import figures as fixture_world

# No deadlines: a slow machine is not a fault. The same examples every time: neither is luck.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("suite")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collecting makes half a million things that stay: to look for garbage among them takes a third of its time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    gc.unfreeze()  # duckdb complains of what is never taken away.


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
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Make a folder that is only to be read: the first worker that asks makes it, the others wait for that."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    shared = tmp_path_factory.getbasetemp().parent if is_worker else tmp_path_factory.getbasetemp()

    def make_once(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        folder.mkdir(exist_ok=True)
        with filelock.FileLock(shared / f"{name}.lock"):
            if not (folder / "made").exists():
                make(folder)
                (folder / "made").touch()
        return folder

    return make_once


@pytest.fixture(scope="session")
def world(made_once) -> Iterator[Warehouse]:
    """The fixture world, written and built. Only to be read."""
    data = made_once("world", lambda folder: warehouse.build(fixture_world.write(folder / "data"))) / "data"
    path = warehouse.current(data)
    with warehouse.connect(path) as con:
        yield Warehouse(data, path, con)


@pytest.fixture(scope="session")
def real(made_once) -> Iterator[Warehouse]:
    """The bundled data, built elsewhere. Only to be read."""
    path = made_once("real", lambda folder: warehouse.build(out=folder / "real.duckdb")) / "real.duckdb"
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


@pytest.fixture
def bundled_copy_in_use(bundled_copy: Path, real: Warehouse) -> Path:
    """The same with the warehouse of these files in use, for a build to begin from."""
    use(real.path, bundled_copy)
    return bundled_copy


def use(path: Path, data: Path) -> Path:
    """Put a copy of a warehouse in use in a data folder, and return the copy."""
    (data / "warehouse").mkdir()
    target = data / "warehouse" / "bundled.duckdb"
    shutil.copy(path, target)
    warehouse.point_to(target)
    return target


@pytest.fixture(scope="session")
def served_data(real: Warehouse, made_once) -> Path:
    """A data folder as a server wants it: the warehouse of the bundled data, in use, and its open data."""
    return made_once("served", lambda folder: open_data.publish(use(real.path, folder), folder / "exports"))


@pytest.fixture(scope="session")
def served_in_process(served_data: Path) -> Iterator[None]:
    """Pages run in this process read the served data."""
    from pages.serving import database

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


@pytest.fixture(scope="session")
def visitors(chromium: Browser) -> Iterator[dict[int, BrowserContext]]:
    """For each width a visitor who has been here before: the scripts are in the browser's cache."""
    contexts: dict[int, BrowserContext] = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def browser_page(
    chromium: Browser, visitors: dict[int, BrowserContext], server: running.Server
) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """Open a page of a width, in a fresh browser if asked; with it, a list of what it asked of anybody else."""
    opened, fresh_contexts = [], []

    def open_page(width: int, is_fresh: bool = False) -> tuple[Page, list[str]]:
        if is_fresh or width not in visitors:
            context = chromium.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
            if is_fresh:
                fresh_contexts.append(context)
            else:
                visitors[width] = context
        else:
            context = visitors[width]
        page, outside = context.new_page(), []
        opened.append(page)

        def note(address: str) -> None:
            own = (server.address, server.address.replace("http", "ws"), "data:", "blob:")
            if not address.startswith(own):
                outside.append(address)

        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda socket: note(socket.url))
        return page, outside

    yield open_page
    for thing in (*opened, *fresh_contexts):
        thing.close()
