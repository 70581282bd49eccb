"""Open data that is written while pages are served."""

import os
import sys
from pathlib import Path

import pytest

from pages.serving.answers import exports


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="This system lets nothing go first by a number.")
def test_pages_go_before_the_writing_of_open_data(monkeypatch, tmp_path):
    program, told, noted = tmp_path / "program", tmp_path / "told", []
    program.write_text(f"#!/bin/sh\nsleep 0.2\nnice > {told}\necho no room left >&2\nexit 1\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(exports.LOG, "error", lambda *said: noted.append(said[0] % said[1:]))
    monkeypatch.setattr(exports, "_not_before", 0.0)
    exports._write(Path("of_a_build.duckdb"))
    assert told.read_text().strip() == str(exports.LAST)
    assert noted == ["The open data of of_a_build could not be written: no room left"]
