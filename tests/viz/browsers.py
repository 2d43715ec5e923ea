"""A headless Chromium for the tests that need one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium; the test is skipped where the PATH has none."""
    candidates = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = next(filter(None, candidates), None)
    if path is None:
        pytest.skip("no Chromium on this machine's PATH")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()
