"""The map in a real browser: drawn in time, searched, clicked, read, and nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.viz.browsers import Browser, browser
from tests.viz.invented import Tables, large, small
from tests.viz.test_map import HOSTILE
from viz.map import build_map

__all__ = ["browser"]
pytestmark = pytest.mark.browser


class Opened:
    """A map opened in a tab, with what it asked for and complained of."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.address = file.as_uri()
        self.page.goto(self.address)
        self.page.wait_for_function("window.zhijiaoReady === true", timeout=20_000)

    def click_node(self, name: str) -> None:
        """Click where the canvas shows the node."""
        at = self.page.evaluate("name => zhijiao.at(zhijiao.find(name))", name)
        self.page.mouse.click(at["x"], at["y"])

    @property
    def heading(self) -> str:
        return self.page.locator("#panel h2").inner_text()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    tab = Opened(browser, build_map(*small().frames()).save(tmp_path / "map.html"))
    yield tab
    assert tab.requests == [tab.address]
    assert tab.errors == []
    tab.page.close()


def test_search_open_read_a_quote_and_click_a_node(opened: Opened) -> None:
    page = opened.page
    page.fill("#search", "启衡装备")
    assert page.locator("#results [role=option]").first.inner_text().startswith("启衡智能装备有限公司")
    page.locator("#results [role=option]").first.click()
    assert opened.heading == "启衡智能装备有限公司"
    assert "学院与启衡装备签订现代学徒制培养协议。" in page.locator("#panel blockquote").all_inner_texts()
    opened.click_node("松屿技师学院")
    assert opened.heading == "松屿技师学院"
    assert "拟开展" in page.locator("#panel .tag.planned").all_inner_texts()
    page.locator("#panel .who button", has_text="博屹新材料").click()
    assert opened.heading == "博屹新材料股份有限公司"


def test_an_edge_opens_its_quotes(opened: Opened) -> None:
    ends = ["云溪职业技术学院", "蓝岬酒店管理集团有限公司"]
    a, b = opened.page.evaluate("names => names.map((n) => zhijiao.at(zhijiao.find(n)))", ends)
    opened.page.mouse.click((a["x"] + b["x"]) / 2, (a["y"] + b["y"]) / 2)
    assert opened.page.locator("#panel .pair button").all_inner_texts() == ends
    quotes = opened.page.locator("#panel blockquote").all_inner_texts()
    assert quotes == ["蓝岬酒店管理集团有限公司接收实习生60人。"]


def test_keyboard_alone_reaches_an_entity(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("云溪")
    first = page.locator("#results [aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    second = page.locator("#results [aria-selected=true]").inner_text()
    assert first != second
    page.keyboard.press("Enter")
    assert opened.heading == second.splitlines()[0]
    page.keyboard.press("Escape")


def test_filters_by_type_relation_and_year(opened: Opened) -> None:
    page = opened.page

    def shown() -> set[str]:
        return set(page.evaluate("zhijiao.shown().nodes.map((i) => zhijiao.name(i))"))

    assert "机电一体化技术" in shown()
    page.click("[data-type=Major]")
    assert page.get_attribute("[data-type=Major]", "aria-pressed") == "false"
    assert "机电一体化技术" not in shown()
    page.select_option("#year", "2021")
    assert shown() == {"松屿技师学院", "启衡智能装备有限公司"}
    page.select_option("#year", "")
    page.click("#relations-label")
    page.uncheck("[data-relation=partnersWith]")
    assert "蓝岬酒店管理集团有限公司" not in shown()
    # An entity that the filters hide can still be found and brought back.
    page.fill("#search", "蓝岬")
    page.keyboard.press("Enter")
    assert opened.heading == "蓝岬酒店管理集团有限公司"
    assert "蓝岬酒店管理集团有限公司" in shown()


def test_the_page_speaks_english_too(opened: Opened) -> None:
    opened.page.click("#language")
    assert opened.heading == "Where to begin"
    assert opened.page.get_attribute("html", "lang") == "en"
    assert "Schools" in opened.page.locator("#legend").inner_text()


def test_an_entity_without_ties_is_found(opened: Opened) -> None:
    opened.page.fill("#search", "教育局")
    opened.page.keyboard.press("Enter")
    assert opened.heading == "云溪市教育局"
    assert "没有与其他实体的联系" in opened.page.locator("#panel").inner_text()


def test_hostile_names_are_shown_as_they_are(browser: Browser, tmp_path: Path) -> None:
    t = Tables()
    t.relation(t.entity("School", HOSTILE), "partnersWith", t.entity("Enterprise", "启衡公司"), HOSTILE)
    tab = Opened(browser, build_map(*t.frames(), title=HOSTILE).save(tmp_path / "名 称 🤖.html"))
    tab.page.fill("#search", "启衡公司")
    tab.page.keyboard.press("Enter")
    assert tab.page.locator("#panel blockquote").first.text_content() == HOSTILE.strip()
    assert tab.page.locator("#panel img, #panel script").count() == 0
    assert (tab.requests, tab.errors) == ([tab.address], [])
    tab.page.close()


def test_two_thousand_entities_are_ready_within_two_seconds(browser: Browser, tmp_path: Path) -> None:
    tables = large()
    entities, relations = tables.frames()
    assert len(entities) >= 1800 and len(relations) >= 2900
    tab = Opened(browser, build_map(entities, relations).save(tmp_path / "map.html"))
    assert tab.page.evaluate("performance.getEntriesByName('zhijiao-ready')[0].startTime") < 2000
    assert tab.page.evaluate("zhijiao.shown().nodes.length") > 500
    assert (tab.requests, tab.errors) == ([tab.address], [])
    tab.page.close()
