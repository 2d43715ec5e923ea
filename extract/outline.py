"""What a line is by its own look: heading, list item, caption, line of a table of contents, title."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extract.document import BlockKind
from extract.typography import CJK, PART_NUMBER

_NUMERAL: Final = "一二三四五六七八九十百"

#: A line never starts with one of these, so what stands before it goes on.
CLOSING: Final = "，。、；：！？”’）》〉】」』,.;!?)%％‰"
INNER_STOP: Final = re.compile("[，。；、,;]")

#: Units: what follows a number that is a quantity and no heading's number.
_MEASURE: Final = (
    "(?:万|亿|千(?!方)|元|个(?!性|人)|人(?![才文事员力工物])|名(?![师校企优])|项(?!目)|家(?![校长庭政])|所|次|篇|册|倍|年(?![度报])"
    "|月|日(?!常)|亩|吨|平方|米|公里|公斤|小时|学时|课时|学分|以上|以下|左右|版"
    "|(?:[kcm]?m|kg|[KMGT]B?|Mbps)(?![A-Za-z]))"
)
_COUNTED: Final = (
    "(?:期|门(?!户)|种|类(?!型)|位|届|件|岁|天|台|套|栋|间|条|款|支|批|场|周|分|号|楼|成|学年|余|至|到|级|组|点"
    "|部(?!门))"
)

_CHAPTER: Final = re.compile(rf"第[{_NUMERAL}\d]{{1,4}}\s?([章编篇部节])(?:分)?(?=[\s：:、{CJK}“]|\Z)")
_CHINESE_NUMBER: Final = re.compile(rf"[{_NUMERAL}]{{1,3}}[、.．](?!\d)")
_CHINESE_BRACKET: Final = re.compile(rf"[（(][{_NUMERAL}]{{1,3}}[）)][、.]?")
_DECIMAL: Final = re.compile(
    rf"(\d{{1,2}}(?:\s?[.．]\s?\d{{1,2}}){{1,3}})[.．、]?(\s*)(?=[“《【{CJK}A-Za-z])(?!{_MEASURE})"
)
_ARABIC: Final = re.compile(r"(\d{1,2})\s?[.．、](?!\d)\s*(?=\S)")
_BARE: Final = re.compile(rf"(\d{{1,2}})[ \u3000]+(?=[“《{CJK}])(?!{_MEASURE}|{_COUNTED})")
_ARABIC_BRACKET: Final = re.compile(r"(?:[（(]\d{1,2}[）)]|\d{1,2}[）)]|[①-⑳])")
#: 【某县】 and ［数字商务］ open a line of its own.
_TAG: Final = re.compile(r"【[^】\s]{2,14}】|［[^］\s]{2,14}］")
_BULLET: Final = re.compile(
    r"(?:[◎△▲▽●■◆★☆○◇□◻※•➢➣►▶✓√✦✧✔\uf000-\uf0ff]|[·*＊-](?=[ \u3000])|·(?![·.…\s]))\s*(?=\S)"
)
#: 1-1　某某公司: an item of a list in parts.
_DASHED: Final = re.compile(rf"{PART_NUMBER}[ \u3000]+(?=\S)(?!{_MEASURE}|{_COUNTED}|[名个人])")
_CASE: Final = re.compile(
    r"[【\[]?(?:典型|特色|工作|实践)?案例\s?[\d一二三四五六七八九十]{1,3}(?:[-—－.]\d{1,2})?\s?[：:】\]、.]?"
)
_LABEL: Final = re.compile(
    r"(?:[续附]?[表图]|附[表图]|附件|专栏)\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—－–.．]\d{1,3})*"
)
_NOT_A_LABEL: Final = re.compile("[所显为中可反列给表示是的）)，,。、；;和及与至]|[-—－]\\d")
_REMARK: Final = re.compile("(?:注|备注|说明|附注|资料来源|数据来源|来源)[：:]|另：|附：")
_FORM_LABEL: Final = re.compile(
    # A colon or a space comes soon: most lines are done after this look.
    "(?=[^：: \u3000]{1,8}[：: \u3000])"
    f"(?:[{CJK}A-Za-z]{{2,8}}[：:]|[{CJK}](?:[ \u3000]{{1,4}}[{CJK}]){{1,3}}[：:]|"
    f"[{CJK}]{{1,6}}(?:单位|成员|企业|院校|学校|机构)[ \u3000]+(?=[{CJK}]))"
)
_LEADERS: Final = re.compile(
    r"[.．·…_—-](?:[.．·…_—-]{2,}|(?<=…)…*|(?<=[.·]) (?:[.·] ){2,}[.·]?)[\s\t]*[（(]?[ivxIVX\d]{1,4}[）)]?\Z"
)
_CONTENTS_HEAD: Final = re.compile(r"(?:案例|图表|表格|附表)?目\s*[录次]\Z|contents\Z", re.IGNORECASE)
_CONTENTS_TAIL: Final = re.compile(r"[\t ]\s*\d{1,3}\Z")

_LONGEST_HEADING: Final = 48


class Sign(NamedTuple):
    """How a line starts: ``kind`` it may be, ``level`` of a heading, ``label`` the length of its number.

    ``number`` is the decimal number, if it has one. ``firm`` signs start something new wherever they stand;
    others only where the line before has ended.
    """

    kind: BlockKind
    level: int
    label: int
    firm: bool
    style: str
    number: tuple[int, ...] = ()


_DIGITS: Final = frozenset("0123456789")
#: First characters other than digits with which a sign can start: most lines are done after one look.
_STARTS: Final = frozenset(
    "第一二三四五六七八九十百（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    "◎△▲▽●■◆★☆○◇□◻※•➢➣►▶✓√✦✧✔·*＊-【［[典特工实案续附表图专注备说资数来另"
) | frozenset(map(chr, range(0xF000, 0xF100)))


def sign(line: str) -> Sign | None:
    """Return what the beginning of ``line`` (stripped) announces, or None."""
    first = line[:1]
    if first in _DIGITS:
        return _numbered(line)
    if first not in _STARTS:
        return None
    if match := _BULLET.match(line):
        return Sign("item", 0, 0, True, "bullet")
    if match := _CHAPTER.match(line):
        return Sign("heading", 2 if match[1] == "节" else 1, match.end(), True, "chapter")
    if match := _CHINESE_NUMBER.match(line):
        return Sign("heading", 1, match.end(), True, "chinese")
    if match := _CHINESE_BRACKET.match(line):
        return Sign("heading", 2, match.end(), True, "bracket")
    if match := _CASE.match(line):
        return Sign("heading", 3, match.end(), True, "case")
    if _TAG.match(line):
        return Sign("paragraph", 0, 0, True, "tag")
    if match := _LABEL.match(line):
        if _NOT_A_LABEL.match(line, match.end()) and not line.startswith(("附件", "专栏")):
            return None
        if len(line) > 80 or "。" in line:
            return None
        return Sign("caption", 0, match.end(), True, "label")
    if _REMARK.match(line):
        return Sign("paragraph", 0, 0, True, "remark")
    return _bracketed(line)


def _numbered(line: str) -> Sign | None:
    """Return what a ``line`` announces that begins with a digit."""
    if match := _DECIMAL.match(line):
        number = tuple(int(part) for part in re.split(r"\s?[.．]\s?", match[1]))
        return Sign("heading", len(number), match.end(), len(number) > 2, "decimal", number)
    if _DASHED.match(line):
        return Sign("item", 0, 0, True, "dashed")
    if match := _ARABIC.match(line):
        return Sign("heading", 3, match.end(), True, "arabic", (int(match[1]),))
    if match := _BARE.match(line):
        return Sign("heading", 1, match.end(1), False, "bare", (int(match[1]),))
    return _bracketed(line)


def _bracketed(line: str) -> Sign | None:
    """Return what a number in or before a bracket announces, or one in a circle."""
    if match := _ARABIC_BRACKET.match(line):
        return Sign("heading", 4, match.end(), False, "arabic-bracket")
    return None


def is_contents(line: str) -> bool:
    """Whether ``line`` is an entry of a table of contents: it ends in leaders and a page."""
    return line[-1:] in _PAGE_ENDS and _LEADERS.search(line, max(0, len(line) - 80)) is not None


_PAGE_ENDS: Final = frozenset("0123456789ivxIVX）)")


def is_contents_head(line: str) -> bool:
    """Whether ``line`` stands above a table of contents."""
    return len(line) <= 12 and _CONTENTS_HEAD.match(line) is not None


def has_page_tail(line: str) -> bool:
    """Whether ``line`` ends in a space and a number, as an entry without leaders does."""
    return _CONTENTS_TAIL.search(line, max(0, len(line) - 12)) is not None


def is_form_line(line: str) -> bool:
    """Whether ``line`` is a label with its value (校训：…)."""
    return _FORM_LABEL.match(line) is not None


def is_short_heading(line: str, longest: int = _LONGEST_HEADING) -> bool:
    """Whether a numbered ``line`` is short enough, and one clause, as headings are."""
    if len(line) > longest or line[-1:] in "；;，,、":
        return False
    stop = line.find("。")
    return stop < 0 or (stop == len(line) - 1 and len(line) <= 40)
