"""The annotated texts that the models learn from: names and relations found again in the text."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.document import Document
from extract.reading import read

_ROOT: Final = Path(__file__).resolve().parent.parent
#: The sets that no model is shown, so that they can be measured on them (`docs/quality.md`).
HELD_OUT: Final = ("l", "o", "p", "t", "u", "v")


def shown() -> list[Path]:
    """Return the folders that the models learn from."""
    sets = sorted(path for path in (_ROOT / "tests" / "sets").iterdir() if path.is_dir())
    return [*(path for path in sets if path.name not in HELD_OUT), _ROOT / "samples"]


def plain() -> list[str]:
    """Return texts in which no organisation is named, written to be such."""
    return [read(path).text for path in sorted((_ROOT / "training" / "plain").glob("*.txt"))]


def arguments(about: str, file: str) -> argparse.Namespace:
    """Return what a script that makes ``file`` is asked for: ``sets`` to learn from, ``test`` sets, and ``out``."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument(
        "sets",
        nargs="*",
        type=Path,
        default=shown(),
        help="folders with texts and gold (all but those held out)",
    )
    parser.add_argument("--test", nargs="*", type=Path, default=[], help="sets to measure it on")
    parser.add_argument("--out", type=Path, default=Path("extract/models", file))
    return parser.parse_args()


#: Words of annotations that stand for a name and are none.
_GENERIC: Final = frozenset(
    (
        *("学校", "我校", "本校", "该校", "两校", "学院", "我院", "本院", "该院"),
        *(
            "公司",
            "我公司",
            "该公司",
            "集团",
            "我集团",
            "企业",
            "中心",
            "联盟",
            "共同体",
            "医院",
            "协会",
            "银行",
            "酒店",
        ),
    )
)


@dataclass(frozen=True)
class Annotated:
    """A text with its annotation.

    ``types`` gives the type and ``names`` the main name of every name and alias; ``relations`` are (head,
    relation, tail, kinds, evidence) as annotated.
    """

    document: Document
    types: dict[str, str]
    names: dict[str, str]
    relations: tuple[tuple[str, str, str, str, str], ...]

    def spans(self) -> list[tuple[int, int, str]]:
        """Return where names stand, longest first where they overlap, as (start, end, type) in text order."""
        text = self.document.text
        taken = bytearray(len(text))
        out = []
        names = [name for name in self.types if len(name) > 1 and name not in _GENERIC]
        for name in sorted(names, key=lambda name: (-len(name), name)):
            # Names may be broken over lines.
            pattern = r"\s?".join(map(re.escape, name)) if len(name) > 4 else re.escape(name)
            for match in re.finditer(pattern, text):
                start, end = match.span()
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    out.append((start, end, self.types[name]))
        return sorted(out)


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").splitlines()[1:]:
        yield [*line.split("\t"), "", "", "", ""]


def load(folders: Iterable[Path]) -> Iterator[Annotated]:
    """Yield the annotated texts of ``folders``, in order of their names; `gold` is beside `texts` or the texts."""
    for folder in folders:
        texts = folder / "texts" if (folder / "texts").is_dir() else folder
        for path in sorted(texts.glob("*.txt")):
            types: dict[str, str] = {}
            names: dict[str, str] = {}
            for type, name, aliases, *_ in _rows(folder / "gold" / f"{path.stem}.entities.tsv"):
                for form in (name, *aliases.split("|")):
                    if form:
                        types.setdefault(form, type)
                        names.setdefault(form, name)
            relations = tuple(
                (head, relation, tail, kinds, evidence)
                for head, relation, tail, kinds, evidence, *_ in _rows(
                    folder / "gold" / f"{path.stem}.relations.tsv"
                )
            )
            yield Annotated(read(path), types, names, relations)
