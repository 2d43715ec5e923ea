"""Characters and white space: what is no text is taken out, and spaces that only a layout needed."""

from __future__ import annotations

import re
from typing import Final

#: Chinese characters, as a regular expression's set.
CJK: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"

_BOOKMARK: Final = re.compile(r"\[bookmark: ?[^\]\n]{0,120}\]")
_LINE_ENDS: Final = "\x0b\x1c-\x1e\x85\u2028\u2029"
_INVISIBLES: Final = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_ODD_SPACES: Final = "\xa0\u1680\u2000-\u200a\u202f\u205f"
_LINE_END: Final = re.compile(f"[{_LINE_ENDS}]")
_INVISIBLE: Final = re.compile(f"[{_INVISIBLES}]")
_ODD_SPACE: Final = re.compile(f"[{_ODD_SPACES}]")
#: Most texts have none of these.
_UNCLEAN: Final = re.compile(f"[{_LINE_ENDS}{_INVISIBLES}{_ODD_SPACES}]")

_SPACES: Final = re.compile("[ \u3000]{2,}|\u3000")
#: A space that stands beside something that needs none.
_NEEDLESS: Final = re.compile(
    f" (?:(?<=[{CJK}] )(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%％‰] )(?=[{CJK}])"
    "|(?<=[，。、；：！？（《〈【「『] )|(?=[，。、；：！？（）》〉】」』]))"
)
#: A line of single characters set wide: 目 录, 质 量 年 度 报 告.
_SPACED_OUT: Final = re.compile(f"[{CJK}](?: [{CJK}])+")
#: 2. 1. 2 at the head of a line.
_SPACED_NUMBER: Final = re.compile(r"(\d) ?([.．]) ?(?=\d)")


#: The number of an item in a part, as a regular expression: 2-1.
PART_NUMBER: Final = r"\d{1,2}[-－–]\d{1,2}"

#: Half-width punctuation of Chinese prose: after a Chinese character or what closes one, before no digit.
_HALF_WIDTH: Final = re.compile(
    rf"[,;:?!.](?:(?<=[{CJK}”’）》)\"][,;:?!])(?![\d/\\])|(?<=[{CJK}”’）》)]\.)(?=\s*(?:[{CJK}“‘（《]|$)))"
)
_FULL_WIDTH: Final = str.maketrans(",;:?!.", "，；：？！。")


def widen(text: str) -> str:
    """Return ``text`` with the half-width punctuation of its Chinese prose set full-width, character by character.

    >>> widen("合作企业:晨曦电子(3家),详见www.example.com. 2,300人")
    '合作企业：晨曦电子(3家)，详见www.example.com. 2,300人'
    """
    return _HALF_WIDTH.sub(_widened, text)


def _widened(mark: re.Match[str]) -> str:
    return mark.group().translate(_FULL_WIDTH)


def cleanse(text: str) -> str:
    """Return ``text`` with ``\\n`` line ends and without control characters, zero-width ones and bookmarks.

    Tabs and form feeds stay: they are layout. So do ideographic spaces, for they mark paragraphs.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNCLEAN.search(text):
        text = _LINE_END.sub("\n", text)
        text = _INVISIBLE.sub("", text)
        text = _ODD_SPACE.sub(" ", text)
    if "[bookmark:" in text:
        text = _BOOKMARK.sub("", text)
    return text


def spaceless(text: str) -> str:
    """Return ``text`` without any white space."""
    return "".join(text.split())


def tidy(text: str, label: int = 0) -> str:
    """Return one line with only the spaces that separate something.

    Punctuation is set full-width (`widen`). Runs of spaces become one; a space between a Chinese character and a
    digit or Latin letter, or beside full-width punctuation, goes. Spaces inside the first ``label`` characters (a
    heading's number) and the one after them stay.

    >>> tidy("第 34 届  大赛 （2022 年）")
    '第34届 大赛（2022年）'
    """
    if text.isalnum():
        return text
    text = widen(text.strip())
    if label:
        head, rest = text[:label], text[label:]
        gap = " " if (head[-1:] + rest[:1]).strip() != head[-1:] + rest[:1] and rest else ""
        head = tidy(head)
        if " " in head:
            head = _SPACED_NUMBER.sub(r"\1\2", head)
        return head + gap + tidy(rest)
    if " " not in text and "\u3000" not in text:
        return text
    if "  " in text or "\u3000" in text:
        text = _SPACES.sub(" ", text)
    if len(text) <= 40 and text[1] == " " and _SPACED_OUT.fullmatch(text):
        return text.replace(" ", "")
    return _NEEDLESS.sub("", text)


def join(left: str, right: str) -> str:
    """Return the two halves of a broken line as one; words of Latin letters keep a space between them."""
    if left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha():
        return f"{left} {right}"
    return left + right


def undouble(line: str) -> str | None:
    """Return a line whose every part is printed twice (a headline with a shadow) as meant, or None.

    >>> undouble("省委委员省委委员、、副厅长副厅长 来访来访")
    '省委委员、副厅长 来访'
    """
    length = len(line)
    if not 8 <= length <= 300 or line.find(line[:2], 2) < 0 or "。" in line:
        return None
    parts: list[str] = []
    start, longest = 0, 0
    while start < length:
        if line[start] == " ":
            parts.append(" ")
            start += 1
            continue
        size = next(
            (
                n
                for n in range((length - start) // 2, 0, -1)
                if line.startswith(line[start : start + n], start + n)
            ),
            0,
        )
        if not size:
            return None
        if size > 1 and "，" in line[start : start + size]:
            # Clauses said twice are no headline.
            return None
        parts.append(line[start : start + size])
        longest = max(longest, size)
        start += 2 * size
    return "".join(parts) if longest >= 4 else None
