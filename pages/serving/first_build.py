"""The first start without a warehouse: build it, with progress on the page."""

import subprocess
import sys
import threading
import time

import streamlit as st

from pages.serving import database


class Build:
    """One build in a process of its own, however many visitors wait for it."""

    def __init__(self) -> None:
        self.step, self.share, self.fault = "starting", 0.0, ""
        command = [sys.executable, "-m", "data_pipeline", "build", "--plain", "--data", str(database.DATA)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        for line in self.process.stdout:
            share, _, step = line.strip().partition(" ")
            if share.endswith("%"):
                self.share, self.step = int(share.rstrip("%")) / 100, step
        self.fault = self.process.stderr.read() if self.process.wait() else ""


_lock = threading.Lock()
_running: list[Build] = []


def show() -> bool:
    """Build the warehouse if nobody does yet, and wait. Returns whether there is one now."""
    with _lock:
        if not _running:
            _running.append(Build())
    build = _running[0]
    st.title("Preparing the figures")
    bar = st.progress(0.0, "This happens once and takes a few seconds.")
    while build.process.poll() is None:
        step = build.step.rpartition(".")[2].replace("_", " ")
        bar.progress(build.share, f"{step}: this happens once and takes a few seconds.")
        time.sleep(0.2)
    if database.is_built():
        st.rerun()
    st.error("The figures could not be prepared. Nothing was published in their place.")
    st.code(build.fault or "The build stopped without saying why.", language=None)
    with _lock:
        _running.clear()
    return False
