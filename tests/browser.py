"""Find a Chromium for the browser tests, or install one: python -m tests.browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The path of a Chromium: CHROMIUM if set, one on the PATH, or Playwright's own; None without one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> str:
    """Install one and say in a line what was done. Raises CalledProcessError when that fails."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True, **quiet)
        return "No browser was found: installed Debian's chromium with apt-get."
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return "No browser was found: installed Playwright's own Chromium."


def open_live(page: "Page", address: str) -> None:
    """Open a page and wait until Streamlit has taken it over from the first answer."""
    page.goto(address)
    page.locator("html[data-is=live]").wait_for(state="attached", timeout=30_000)


if __name__ == "__main__":
    found = find()
    print(f"Browser tests use {found}." if found else install())
