"""From the bytes of a file to characters: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from extract.errors import ReadFault

#: First bytes of the formats that people take for text, and what to call them.
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word/Excel/ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/Excel 97–2003"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"),
)

_BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Characters that make up more than half of any ordinary Chinese text, or of plain ASCII.
_COMMON: Final = re.compile(
    "[\\t\\n\\r -~，。、；：“”（）《》—…·\u3000"
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "学校业职教育院技术专合作企公司师培训实践建设质量展服务高等市省部全新开进行与及其本项目化第赛获奖]"
)
#: Control characters that do not occur in text (tab, line ends, form feed and the old end-of-file mark do).
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

_SAMPLE: Final = 1 << 16
_MOST_CONTROLS: Final = 0.1
_LEAST_COMMON: Final = 0.3
_MOST_BROKEN: Final = 0.001
#: Bytes of Big5, Shift JIS or EUC-KR are mostly valid GB18030, but the characters that come out are rare ones:
#: of the Chinese characters of real text at least a sixth is common, of such text hardly one in thirty.
_LEAST_FAMILIAR: Final = 0.06
_ENOUGH_TO_TELL: Final = 30
_ASCII: Final = re.compile("[\x00-\x7f]+")


class NotText(Exception):  # noqa: N818 - a verdict on bytes; the reader makes the user's error of it
    """The bytes are no text that can be read: ``fault`` as in `extract.errors.ReadError`."""

    def __init__(self, fault: ReadFault, detail: str = "") -> None:
        super().__init__(fault, detail)
        self.fault: ReadFault = fault
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and how many broken places were replaced by U+FFFD."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``: UTF-8, GB18030 or UTF-16, with or without a byte order mark.

    UTF-16 without a mark is accepted where the text it gives is plainly Chinese or ASCII. A file that is
    UTF-8 or GB18030 but for a few broken bytes is read with those replaced. Raises `NotText`.
    """
    if not data:
        raise NotText("empty")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise NotText("binary", name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], encoding)
    sample = data[:_SAMPLE]
    wide = _wide_encoding(sample)
    if wide is not None:
        return _checked(data, wide)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _share(_CONTROLS, text[:_SAMPLE]) > _MOST_CONTROLS:
            raise NotText("binary")
        if encoding == "gb18030" and not _familiar(text[:_SAMPLE]):
            break
        return Decoded(text, encoding)
    return _mended(data)


def _familiar(text: str) -> bool:
    """Whether text beyond ASCII has as many common characters as any Chinese text, or is too short to tell."""
    chinese = _ASCII.sub("", text)
    return len(chinese) < _ENOUGH_TO_TELL or _share(_COMMON, chinese) >= _LEAST_FAMILIAR


def _checked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    if not text:
        raise NotText("empty")
    broken = text.count("\ufffd")
    if _share(_CONTROLS, text[:_SAMPLE]) > _MOST_CONTROLS:
        raise NotText("binary")
    if broken > 1 + len(text) * _MOST_BROKEN:
        raise NotText("encoding")
    return Decoded(text, encoding, broken)


def _mended(data: bytes) -> Decoded:
    """Read what no encoding fits exactly, if one fits but for a few bytes."""
    best = min(
        (Decoded(text, encoding, text.count("\ufffd")) for encoding, text in _replacing(data)),
        key=lambda decoded: (not _familiar(decoded.text[:_SAMPLE]), decoded.broken),
    )
    few = best.broken <= 1 + len(best.text) * _MOST_BROKEN
    if few and len(best.text) > 8 and _familiar(best.text[:_SAMPLE]):
        return best
    if data.count(0) or _share(_CONTROLS, best.text[:_SAMPLE]) > _MOST_CONTROLS / 5:
        raise NotText("binary")
    raise NotText("encoding")


def _replacing(data: bytes) -> list[tuple[str, str]]:
    return [(encoding, data.decode(encoding, "replace")) for encoding in ("utf-8", "gb18030")]


def _wide_encoding(sample: bytes) -> str | None:
    """Return the UTF-16 byte order that ``sample`` is plainly in, or None.

    A Chinese text in UTF-16 is full of NULs where it has line ends, spaces or digits; one without any is
    told by how many common characters either reading gives.
    """
    if len(sample) < 4:
        return None
    even = sample[: len(sample) & ~1]
    scores = {name: _commonness(even, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _LEAST_COMMON:
        return None
    if b"\x00" not in even and _commonness(sample, "utf-8") >= scores[best] / 2:
        return None
    if _commonness(sample, "gb18030") >= scores[best] and b"\x00" not in even:
        return None
    return best


def _commonness(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "ignore")
    return _share(_COMMON, text) if len(text) * 4 >= len(sample) else 0.0


def _share(characters: re.Pattern[str], text: str) -> float:
    return len(characters.findall(text)) / len(text) if text else 0.0
