"""Take the pictures of the documentation: ``python docs/img/take.py build/demo`` (after ``make demo``).

The folder holds ``map.html`` and ``analysis/index.html`` of the samples; a Chromium has to be on the PATH.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent


def take(demo: Path, school: str) -> None:
    """Photograph the map, the panel of a school, and the analysis page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=1.5)
        page.goto((demo / "map.html").resolve().as_uri())
        page.wait_for_function("window.zhijiaoReady === true")
        page.screenshot(path=HERE / "map.png")
        page.fill("#search", school)
        page.keyboard.press("Enter")
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(800)
        page.screenshot(path=HERE / "map-panel.png")
        page = browser.new_page(viewport={"width": 1080, "height": 1500}, device_scale_factor=1.5)
        page.goto((demo / "analysis" / "index.html").resolve().as_uri())
        page.screenshot(path=HERE / "analysis.png")
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "芜湖青弋江职业技术学院")
