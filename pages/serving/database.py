"""The read-only connection to the warehouse in use. The only st.cache_resource."""

import os
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import duckdb
import streamlit as st

from data_pipeline.building import warehouse

DATA = Path(os.environ.get("REPORT_CARD_DATA", warehouse.DATA))


class NoWarehouse(Exception):
    """Nothing has been built yet."""


@st.cache_resource(max_entries=2, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return warehouse.connect(Path(path))


def lasting(question: Callable, *arguments: str):
    """The answer to a question that only a new build can change, asked once of each build.

    For what every page needs and few values ask for: lists of areas and years, cards of series.
    Answers are shared by all visitors: read them, do not change them.
    """
    return _lasting(_path(), question, arguments)


@lru_cache(maxsize=2048)
def _lasting(path: str, question: Callable, arguments: tuple[str, ...]):
    with _connection(path).cursor() as cursor:
        return question(cursor, *arguments)


def shared(question: Callable, *arguments: str):
    """As `lasting`, for the large answers that many visitors want alike, such as a map of England.

    The last hundred are kept, some ten megabytes.
    """
    return _shared(_path(), question, arguments)


@lru_cache(maxsize=100)
def _shared(path: str, question: Callable, arguments: tuple[str, ...]):
    with _connection(path).cursor() as cursor:
        return question(cursor, *arguments)


def is_built() -> bool:
    return warehouse.current(DATA) is not None


def cursor() -> duckdb.DuckDBPyConnection:
    """A cursor on the current warehouse; use it in a `with` block.

    A new build has a new file name: within a second every page opens the new file.
    Raises NoWarehouse before the first build.
    """
    return _connection(_path()).cursor()


def _path() -> str:
    return _path_in(DATA, int(time.monotonic()))


@lru_cache(maxsize=1)
def _path_in(data: Path, second: int) -> str:
    """Asked a dozen times a page; the disk is asked once a second."""
    path = warehouse.current(data)
    if path is None:
        raise NoWarehouse
    return str(path)
