"""Authority lists: names that the user vouches for, from CSV files.

A list names schools, firms, majors and so on, with other names, codes, regions, levels and kinds where they
are known. The extractor finds these names with their exact boundaries, knows the aliases, and gives the
entities the attributes. `docs/authority.md` tells the columns.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from extract.errors import Error
from ontology.terms import ENTITY_TYPES

#: Attributes that a list may give, in the order of `extract.records.Entity.attributes`.
ATTRIBUTES: Final = ("level", "code", "kind", "region")

#: Header → column. A header that says what the row is (school_name, 企业名称) gives the type too.
_COLUMNS: Final[dict[str, str]] = {
    "name": "name",
    "名称": "name",
    "type": "type",
    "类型": "type",
    "aliases": "aliases",
    "alias": "aliases",
    "别名": "aliases",
    "简称": "aliases",
    "曾用名": "aliases",
    "former_name": "aliases",
    "code": "code",
    "代码": "code",
    "region": "region",
    "地区": "region",
    "level": "level",
    "层次": "level",
    "办学层次": "level",
    "kind": "kind",
    "种类": "kind",
    "school_name": "name",
    "学校名称": "name",
    "school_code": "code",
    "学校标识码": "code",
    "location": "region",
    "所在地": "region",
    "province": "wider_region",
    "省份": "wider_region",
    "major_name": "name",
    "专业名称": "name",
    "major_code": "code",
    "专业代码": "code",
    "company_name": "name",
    "firm_name": "name",
    "企业名称": "name",
    "公司名称": "name",
    "统一社会信用代码": "code",
}
_TYPE_OF_HEADER: Final[dict[str, str]] = {
    "school_name": "School",
    "学校名称": "School",
    "major_name": "Major",
    "专业名称": "Major",
    "company_name": "Enterprise",
    "firm_name": "Enterprise",
    "企业名称": "Enterprise",
    "公司名称": "Enterprise",
}
_TYPES: Final[dict[str, str]] = {name.lower(): name for name in ENTITY_TYPES} | {
    "学校": "School",
    "院校": "School",
    "企业": "Enterprise",
    "公司": "Enterprise",
    "职教集团": "EducationGroup",
    "集团": "EducationGroup",
    "专业": "Major",
    "专业群": "MajorCluster",
    "奖项": "Award",
    "项目": "Program",
    "院系": "Department",
    "系部": "Department",
    "机构": "Organization",
    "组织": "Organization",
}
#: Names are found in running text, so a sentence in the name's column is a mistake.
_LONGEST: Final = 60
_SEPARATORS: Final = re.compile(r"\s*[|;；]\s*")
_SPACE: Final = re.compile(r"\s+")
_TO_FULL: Final = str.maketrans("()", "（）")
_TO_HALF: Final = str.maketrans("（）", "()")

AuthorityFault = Literal[
    "unreadable",
    "encoding",
    "empty",
    "no name column",
    "no type",
    "bad type",
    "no name",
    "long name",
    "columns",
]
#: fault → what is wrong and what to do, in Chinese and in English; ``{}`` is the detail.
_WORDING: Final[dict[AuthorityFault, tuple[str, str]]] = {
    "unreadable": (
        "无法打开（{}）。请检查路径和权限",
        "cannot be opened ({}); check its path and permissions",
    ),
    "encoding": (
        "不是 UTF-8 或 GB18030 文本。请另存为 UTF-8 的 CSV",
        "is neither UTF-8 nor GB18030; save it as CSV in UTF-8",
    ),
    "empty": (
        "没有数据行。第一行应为列名，其后每行一个名称",
        "has no rows; give a header, then one name a row",
    ),
    "no name column": (
        "没有名称列（现有列：{}）。请把名称所在的列命名为 name",
        "has no column of names (found: {}); call it name",
    ),
    "no type": (
        "看不出类型。请加 type 列（School、Enterprise、Major …）",
        "does not tell the type; add a column type (School, Enterprise, Major …)",
    ),
    "bad type": (
        "类型“{}”不认识。请用：" + "、".join(ENTITY_TYPES),
        "unknown type {!r}; use one of " + ", ".join(ENTITY_TYPES),
    ),
    "no name": (
        "名称为空或只有一个字。请填写名称或删去此行",
        "the name is empty or a single character; fill it in or remove the row",
    ),
    "long name": (
        "名称太长（“{}…”）。请检查列是否错位",
        "the name is too long ({!r} …); check whether columns are shifted",
    ),
    "columns": (
        "列数比表头多（{} 个）。含逗号的内容请加双引号",
        "has more cells ({}) than the header; quote what holds commas",
    ),
}


class AuthorityError(Error):
    """An authority list cannot be used.

    ``row`` is the line of the file, counted from 1, or None where the whole file is meant.
    """

    def __init__(
        self, path: str | Path, fault: AuthorityFault, detail: str = "", row: int | None = None
    ) -> None:
        super().__init__(path, fault, detail, row)
        self.path = str(path)
        self.fault: AuthorityFault = fault
        self.detail = detail
        self.row = row

    def __str__(self) -> str:
        chinese, english = (words.format(self.detail) for words in _WORDING[self.fault])
        line_zh, line = (f"第 {self.row} 行", f", row {self.row}") if self.row else ("", "")
        return f"权威名单“{self.path}”{line_zh}：{chinese}。\nAuthority list {self.path!r}{line}: {english}."


class Entry(NamedTuple):
    """A name of a list: its type, its other names, and its attributes as pairs in key order."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


class Known(NamedTuple):
    """A name of a list found in a text, ``text[start:end]``."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Authority:
    """Names that the user vouches for. Can be pickled; lists of equal content are equal.

    ``fingerprint`` changes whenever the content does: what was extracted with another one is out of date.
    """

    entries: tuple[Entry, ...] = field(default=(), compare=False)
    fingerprint: str = ""

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Authority:
        """Return the authority of ``entries``; of several rows for one name the first gives an attribute."""
        merged: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            key = (entry.type, entry.name)
            known = merged.get(key)
            if known is not None:
                attributes = dict(entry.attributes) | dict(known.attributes)
                entry = Entry(
                    entry.name,
                    entry.type,
                    tuple(dict.fromkeys((*known.aliases, *entry.aliases))),
                    tuple((k, attributes[k]) for k in ATTRIBUTES if k in attributes),
                )
            merged[key] = entry
        kept = tuple(merged.values())
        digest = hashlib.sha256(repr([tuple(entry) for entry in kept]).encode()).hexdigest()
        return cls(kept, digest if kept else "")

    def __bool__(self) -> bool:
        return bool(self.entries)

    def find(self, text: str) -> list[Known]:
        """Return the names of the list in ``text``, in order, none inside another."""
        if not self.entries:
            return []
        automaton, entries, _ = _index(self)
        return [
            Known(start, end, entry)
            for pattern, start, end in automaton.find_matches_as_indexes(text)
            for entry in entries[pattern]
        ]

    def entry(self, kind: str, name: str) -> Entry | None:
        """Return the entry that ``name``, in full or as an alias, has under the type ``kind``."""
        return _index(self)[2].get((kind, _plain(name))) if self.entries else None


@lru_cache(maxsize=4)
def _index(authority: Authority) -> tuple[AhoCorasick, list[list[Entry]], dict[tuple[str, str], Entry]]:
    """Return the automaton over names and aliases, the entries of each pattern, and the entries by name."""
    by_name: dict[tuple[str, str], Entry] = {}
    shared: set[tuple[str, str]] = set()
    for entry in authority.entries:
        by_name[entry.type, _plain(entry.name)] = entry
    for entry in authority.entries:
        for alias in entry.aliases:
            key = (entry.type, _plain(alias))
            if key in by_name and by_name[key] != entry:
                shared.add(key)
            by_name.setdefault(key, entry)
    # An alias of two entries names neither; a full name goes before another's alias.
    for key in shared:
        if _plain(by_name[key].name) != key[1]:
            del by_name[key]
    patterns: dict[str, list[Entry]] = {}
    for (_, name), entry in by_name.items():
        for form in dict.fromkeys((name, name.translate(_TO_HALF))):
            patterns.setdefault(form, []).append(entry)
    automaton = AhoCorasick(
        list(patterns), implementation=Implementation.ContiguousNFA, matchkind=MatchKind.LeftmostLongest
    )
    return automaton, list(patterns.values()), by_name


def _plain(name: str) -> str:
    return _SPACE.sub("", name).translate(_TO_FULL)


def load_authority(paths: Sequence[str | Path]) -> Authority:
    """Read authority lists (CSV with a header, UTF-8 or GB18030); where they disagree, the first counts.

    Raises `AuthorityError`, which names the file, the row and what to do.
    """
    return Authority.of([entry for path in paths for entry in _entries(Path(path))])


def _entries(path: Path) -> Iterator[Entry]:
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    header = next(reader, None)
    if header is None:
        raise AuthorityError(path, "empty")
    names = [cell.strip().lower() for cell in header]
    columns = [_COLUMNS.get(cell, "") for cell in names]
    if "name" not in columns:
        raise AuthorityError(path, "no name column", ", ".join(header))
    told = next((_TYPE_OF_HEADER[cell] for cell in names if cell in _TYPE_OF_HEADER), None)
    if told is None and "type" not in columns:
        raise AuthorityError(path, "no type")
    found = False
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise AuthorityError(path, "columns", str(len(cells)), reader.line_num)
        found = True
        yield _entry(path, reader.line_num, columns, cells, told)
    if not found:
        raise AuthorityError(path, "empty")


def _entry(path: Path, row: int, columns: list[str], cells: list[str], told: str | None) -> Entry:
    values: dict[str, str] = {}
    aliases: list[str] = []
    for column, raw in zip(columns, cells, strict=False):
        cell = raw.strip()
        if not cell:
            continue
        if column == "aliases":
            aliases += [_plain(alias) for alias in _SEPARATORS.split(cell) if len(_plain(alias)) > 1]
        else:
            values.setdefault(column, cell)
    name = _plain(values.get("name", ""))
    if len(name) < 2:
        raise AuthorityError(path, "no name", row=row)
    if len(name) > _LONGEST:
        raise AuthorityError(path, "long name", name[:20], row)
    stated = values.get("type")
    kind = _TYPES.get(stated.lower()) if stated else told
    if kind is None:
        raise AuthorityError(path, "bad type" if stated else "no type", stated or "", row)
    if "region" not in values and "wider_region" in values:
        values["region"] = values["wider_region"]
    return Entry(
        name,
        kind,
        tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
        tuple((key, values[key]) for key in ATTRIBUTES if key in values),
    )


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AuthorityError(path, "unreadable", error.strerror or type(error).__name__) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise AuthorityError(path, "encoding")
