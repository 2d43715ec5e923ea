"""What the user named, sorted out: which files are documents, and what is wrong with the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.errors import Error, ReadError

#: Extensions (lower case) of the files that are taken from a folder. A file named itself is always tried.
DOCUMENT_EXTENSIONS: Final = (".txt",)
#: The file that marks a graph folder; the texts in it are no documents.
_GRAPH_MARK: Final = "kg.json"


class InputError(Error):
    """None of the inputs can be read, or a folder holds no document."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents to read, each once, and what was named but cannot be read, with the reason."""

    documents: tuple[Path, ...]
    failures: tuple[tuple[str, Error], ...]


def find_documents(inputs: Iterable[str | Path]) -> Inputs:
    """Find the documents that files and folders hold.

    Folders are searched with all that is below them; hidden files, links to folders and graph folders are
    passed over.
    """
    documents: dict[str, Path] = {}
    failures: list[tuple[str, Error]] = []
    for given in inputs:
        path = Path(given)
        try:
            if path.is_dir():
                found, refused = _search(path)
                failures += refused
                if not found and not refused:
                    raise _no_documents(path)
            elif not path.exists():
                raise ReadError(given, "missing")
            elif not path.is_file():
                raise ReadError(given, "unreadable", "不是普通文件 not a regular file")
            else:
                found = [path]
        except Error as error:
            failures.append((str(given), error))
        except (OSError, ValueError) as error:
            failures.append((str(given), ReadError(given, "unreadable", str(error))))
        else:
            for document in found:
                documents.setdefault(os.path.abspath(document), document)  # noqa: PTH100 - "..", links kept
    return Inputs(tuple(documents.values()), tuple(failures))


def _search(folder: Path) -> tuple[list[Path], list[tuple[str, Error]]]:
    """Return the documents below a folder, sorted, and what could not be looked into."""
    refused: list[tuple[str, Error]] = []

    def note(error: OSError) -> None:
        refused.append((str(error.filename), ReadError(error.filename, "permission")))

    return list(_walk(folder, note)), refused


def _walk(folder: Path, note: Callable[[OSError], None]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=note):
        if _GRAPH_MARK in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.suffix.lower() in DOCUMENT_EXTENSIONS and path.is_file():
                yield path


def _no_documents(folder: Path) -> InputError:
    endings = "、".join(f"*{extension}" for extension in DOCUMENT_EXTENSIONS)
    return InputError(
        f"文件夹“{folder}”里没有可读的文档（{endings}）。请检查路径，或先把报告另存为纯文本。\n"
        f"The folder {str(folder)!r} holds no documents ({endings}); check the path, or save the reports as "
        "plain text first."
    )
