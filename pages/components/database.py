"""The read-only connection to the warehouse in use. The only st.cache_resource."""

import os
from pathlib import Path

import duckdb
import streamlit as st

from data_pipeline import warehouse

DATA = Path(os.environ.get("REPORT_CARD_DATA", warehouse.DATA))


class NoWarehouse(Exception):
    """Nothing has been built yet."""


@st.cache_resource(max_entries=2, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return warehouse.connect(Path(path))


def is_built() -> bool:
    return warehouse.current(DATA) is not None


def cursor() -> duckdb.DuckDBPyConnection:
    """A cursor on the current warehouse; use it in a `with` block, one for each page run.

    A new build has a new file name, so the next page run after it opens the new file.
    Raises NoWarehouse before the first build.
    """
    path = warehouse.current(DATA)
    if path is None:
        raise NoWarehouse
    return _connection(str(path)).cursor()
