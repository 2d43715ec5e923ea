"""The family of errors that a user may see: their text says what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

ReadFault = Literal["missing", "directory", "permission", "empty", "binary", "encoding", "unreadable"]

#: fault → (what is wrong, what to do) in Chinese, then in English.
_WORDING: Final[dict[ReadFault, tuple[str, str, str, str]]] = {
    "missing": (
        "文件不存在",
        "请检查路径是否写对",
        "no such file",
        "check the path",
    ),
    "directory": (
        "这是文件夹，不是文件",
        "请给出其中的文本文件",
        "this is a folder",
        "name a text file in it",
    ),
    "permission": (
        "没有读取权限",
        "请修改文件权限，或换一个用户运行",
        "no permission to read it",
        "change its permissions or run as another user",
    ),
    "empty": (
        "文件是空的，没有文字",
        "请检查文件是否下载或导出完整",
        "the file holds no text",
        "check that it was downloaded or exported completely",
    ),
    "binary": (
        "这不是纯文本文件",
        "请先把它另存为纯文本（.txt，UTF-8）",
        "this is not plain text",
        "save it as plain text (.txt, UTF-8) first",
    ),
    "encoding": (
        "无法识别文字编码（不是 UTF-8、GB18030 或 UTF-16）",
        "请用文本编辑器另存为 UTF-8",
        "its encoding is none of UTF-8, GB18030 and UTF-16",
        "save it as UTF-8 with a text editor",
    ),
    "unreadable": (
        "读取文件时出错",
        "请检查磁盘或网络位置是否可用",
        "the file could not be read",
        "check that its disk or network place is available",
    ),
}


class Error(Exception):
    """Base of every error that zhijiao raises on purpose."""


class ReadError(Error):
    """A document cannot be read.

    ``path`` is the file as the user named it, ``fault`` one of a handful of words (``missing``, ``empty``,
    ``binary`` …), ``detail`` what more is known, such as the format that a binary file has.
    """

    def __init__(self, path: str | Path, fault: ReadFault, detail: str = "") -> None:
        super().__init__(path, fault, detail)
        self.path = str(path)
        self.fault: ReadFault = fault
        self.detail = detail

    def __str__(self) -> str:
        wrong_zh, advice_zh, wrong, advice = _WORDING[self.fault]
        detail_zh, detail = (f"（{self.detail}）", f" ({self.detail})") if self.detail else ("", "")
        return (
            f"无法读取“{self.path}”：{wrong_zh}{detail_zh}。{advice_zh}。\n"
            f"Cannot read {self.path!r}: {wrong}{detail}; {advice}."
        )
