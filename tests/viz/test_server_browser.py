"""The served pages in a real browser: explorer, entity page, and the page to write queries."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from graph.knowledge import KnowledgeGraph
from tests.viz.browsers import Browser, browser
from tests.viz.built import ODD, kg
from viz.server import create_app

__all__ = ["browser", "kg"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(kg: KnowledgeGraph) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(kg), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


def test_from_the_map_to_an_entity_and_back(browser: Browser, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_function("window.zhijiaoReady === true")
    page.fill("#search", "培训")
    page.keyboard.press("Enter")
    page.click("#panel a.pill")
    assert page.locator("h1").inner_text() == ODD
    assert "提供实训基地" in page.locator("blockquote").first.inner_text()
    page.click("text=在地图上看")
    page.wait_for_function("window.zhijiaoReady === true")
    assert page.locator("#panel h2").inner_text() == ODD
    assert errors == []
    assert all(url.startswith(address) for url in requests if not url.endswith("favicon.ico"))
    page.close()


def test_a_query_is_written_and_answered(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/sparql")
    page.fill("#query", "SELECT ?school ?n { ?school a zj:School ; rdfs:label ?n }")
    page.press("#query", "Control+Enter")
    page.wait_for_selector("#answer td")
    assert "云溪职业技术学院" in page.locator("#answer tbody").inner_text()
    assert page.locator("#answer td a").get_attribute("href").startswith("/id/school/")
    page.fill("#query", "SELECT ?x {")
    page.click("#run")
    assert "语法" in page.locator("#answer .error").inner_text()
    page.fill("#query", "ASK { ?s a zj:School }")
    page.click("#run")
    page.wait_for_selector("#answer >> text=是")
    page.locator("#examples button").first.click()
    page.wait_for_selector("#answer table")
    with page.expect_download() as download:
        page.click("#csv")
    assert download.value.suggested_filename == "query.csv"
    page.close()
