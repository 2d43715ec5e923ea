"""The folder a graph lives in: written as a whole or not at all, opened by any number of readers.

``kg.json`` says what the folder is; ``store/`` holds the RDF (Oxigraph), ``text/`` each document's text as
read, ``extractions/`` what was found in it, ``build-report.json`` what came of each input. A build works in a
sibling folder and takes the old one's place when everything is written, so that a failed or interrupted build
leaves the old graph as it was.
"""

from __future__ import annotations

import glob
import json
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from extract.errors import Error
from extract.records import Extraction
from graph.identity import resolve
from graph.rdf import Layout, quad_lines
from ontology.namespaces import DEFAULT_BASE, check_base

try:
    import fcntl
except ImportError:  # pragma: no cover - not a POSIX system
    fcntl = None  # type: ignore[assignment]

#: Version of the folder's format; a graph of another version has to be built again.
FORMAT: Final = 1
_MANIFEST: Final = "kg.json"
_LONGEST_NAME: Final = 230


class GraphFolderError(Error):
    """A folder is no graph of ours, or of another version, or cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``kg.json`` says: the base IRI, whether quotes are kept, and the documents by identifier.

    Each document's entry holds its ``file`` (the stem used in ``text/`` and ``extractions/``), ``digest``,
    ``version`` of the extractor and ``quotes``.
    """

    base: str
    quotes: bool
    documents: Mapping[str, Mapping[str, Any]]


def read_manifest(folder: str | Path) -> Manifest:
    """Read what a graph folder is.

    Raises:
        GraphFolderError: it does not exist, is no graph of ours, or was built by another version.
    """
    folder = Path(folder)
    _recover(folder)
    path = folder / _MANIFEST
    if not folder.exists():
        raise GraphFolderError(
            f"图谱文件夹“{folder}”不存在。请先运行 zhijiao build。\n"
            f"There is no graph folder {str(folder)!r}; run `zhijiao build` first."
        )
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        version, base = data["format"], data["base"]
        documents = {str(k): dict(v) for k, v in data["documents"].items()}
        quotes = bool(data["quotes"])
    except PermissionError as error:
        raise GraphFolderError(
            f"没有读取图谱文件夹“{folder}”的权限。\nNo permission to read the graph folder {str(folder)!r}."
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphFolderError(
            f"“{folder}”不是 zhijiao 图谱文件夹（没有可用的 {_MANIFEST}）。请换一个文件夹。\n"
            f"{str(folder)!r} is no graph folder of zhijiao (no valid {_MANIFEST}); name another folder."
        ) from error
    if version != FORMAT:
        raise GraphFolderError(
            f"图谱“{folder}”由另一版本建立（格式 {version}，现需 {FORMAT}）。"
            "请用原始文件重新建立到新文件夹。\n"
            f"The graph {str(folder)!r} has format {version}, this program needs {FORMAT}: "
            "build it again from the documents, into a new folder."
        )
    return Manifest(base, quotes, documents)


def check_target(folder: str | Path) -> Manifest | None:
    """Return the manifest of the graph that a build would bring up to date, None where it would create one.

    Raises:
        GraphFolderError: the folder holds something else, so that a build must not touch it.
    """
    folder = Path(folder)
    _recover(folder)
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    if not folder.is_dir():
        raise GraphFolderError(
            f"“{folder}”是文件，不是文件夹。请换一个输出位置。\n"
            f"{str(folder)!r} is a file, not a folder; name another place."
        )
    return read_manifest(folder)


def write_graph(
    folder: str | Path,
    extractions: Iterable[Extraction],
    texts: Mapping[str, str],
    *,
    base: str | None = None,
    quotes: bool = True,
    failures: Mapping[str, str] | None = None,
    version: str = "",
) -> dict[str, Any]:
    """Create a graph folder, or bring it up to date, and return the build report.

    Documents already in the graph stay unless an extraction with the same identifier replaces them; what
    spans documents is computed anew from all of them.

    Args:
        folder: where the graph lives.
        extractions: what was found in the new or changed documents.
        texts: the text of each of these documents, by identifier.
        base: the base IRI; by default that of the existing graph, else `ontology.namespaces.DEFAULT_BASE`.
        quotes: if False, the new documents' quotes are left out, and of their texts only the mentions kept.
        failures: inputs that could not be read, with the reason; they are put into the report.
        version: the version of the extractor, by which cached extractions are recognised as up to date.

    Raises:
        GraphFolderError: the folder is no graph of ours, or cannot be written.
        ValueError: the base IRI is none.
    """
    folder = Path(folder)
    found = check_target(folder)
    base = check_base(base or (found.base if found else DEFAULT_BASE))
    new = {e.document: e for e in extractions}
    try:
        with _locked(folder), _replacing(folder) as work:
            documents, entries, all_texts = _kept(folder, check_target(folder), new)
            for document, extraction in new.items():
                text = texts.get(document, "")
                if not quotes:
                    extraction, text = _without_quotes(extraction), _redacted(extraction, text)
                documents[document], all_texts[document] = extraction, text
                entries[document] = {
                    "file": file_stem(document),
                    "digest": extraction.digest,
                    "version": version,
                    "quotes": quotes,
                }
            documents, entries = dict(sorted(documents.items())), dict(sorted(entries.items()))
            report = _build_report(documents, failures or {})
            _write_contents(work, documents, entries, all_texts, base)
            _write_json(work / "build-report.json", report)
            manifest = {"format": FORMAT, "base": base, "quotes": quotes, "documents": entries}
            _write_json(work / _MANIFEST, manifest)
    except OSError as error:
        raise GraphFolderError(
            f"无法写入图谱文件夹“{folder}”：{error}。\n"
            f"Cannot write the graph folder {str(folder)!r}: {error}."
        ) from error
    return report


def cached_extraction(
    folder: str | Path, document: str, digest: str, version: str, *, quotes: bool = True
) -> Extraction | None:
    """Return what an earlier build found in a document, if its bytes and the extractor are the same."""
    try:
        entry = read_manifest(folder).documents.get(document)
        if entry is None or (entry["digest"], entry["version"]) != (digest, version):
            return None
        if entry["quotes"] != quotes:
            return None
        return _read_extraction(Path(folder), entry)
    except (Error, OSError, ValueError, KeyError, TypeError):
        return None


def document_text(folder: str | Path, document: str, manifest: Manifest | None = None) -> str:
    """Return a document's text as read (``text/DOCUMENT.txt``).

    Raises:
        KeyError: the graph has no such document.
        GraphFolderError: the folder is no graph of ours, or lacks the text.
    """
    manifest = manifest or read_manifest(folder)
    return _read_text(Path(folder), manifest.documents[document])


def open_store(folder: str | Path) -> ox.Store:
    """Open a graph's store for reading; any number of readers may.

    Raises:
        GraphFolderError: the folder is no graph of ours, or its store is damaged.
    """
    read_manifest(folder)
    try:
        return ox.Store.read_only(str(Path(folder) / "store"))
    except OSError as error:
        raise GraphFolderError(
            f"图谱“{folder}”的数据库打不开：{error}。请重新建立图谱。\n"
            f"The store of the graph {str(folder)!r} cannot be opened: {error}. Build the graph again."
        ) from error


def file_stem(document: str) -> str:
    """Return the file name, without extension, under which a document's text and extraction are kept.

    It is the identifier itself, unless that cannot be a file name (with an extension after it).
    """
    stem = re.sub(r"[\x00/\ud800-\udfff]", "_", document) or "_"
    if stem == document and len(stem.encode()) <= _LONGEST_NAME:
        return stem
    digest = blake2b(document.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    short = stem.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{short}~{digest}"


def _kept(
    folder: Path, manifest: Manifest | None, replaced: Collection[str]
) -> tuple[dict[str, Extraction], dict[str, dict[str, Any]], dict[str, str]]:
    """Return what stays of an existing graph: extractions, manifest entries and texts by document."""
    kept = {d: dict(e) for d, e in manifest.documents.items() if d not in replaced} if manifest else {}
    extractions = {document: _read_extraction(folder, entry) for document, entry in kept.items()}
    return extractions, kept, {document: _read_text(folder, entry) for document, entry in kept.items()}


# --- contents ---------------------------------------------------------------------------------------------


def _write_contents(
    work: Path,
    documents: Mapping[str, Extraction],
    entries: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, str],
    base: str,
) -> None:
    (work / "text").mkdir()
    (work / "extractions").mkdir()
    for document, extraction in documents.items():
        stem = entries[document]["file"]
        with (work / "text" / f"{stem}.txt").open(
            "w", encoding="utf-8", errors="replace", newline=""
        ) as file:
            file.write(texts[document])
        _write_json(work / "extractions" / f"{stem}.json", extraction.to_dict(), indent=None)
    resolution = resolve(documents.values(), base)
    withheld = {d for d, entry in entries.items() if not entry["quotes"]}
    lines = quad_lines(documents.values(), resolution, texts, Layout(base), without_quotes=withheld)
    with tempfile.TemporaryFile(dir=work) as quads, tempfile.TemporaryFile(dir=work) as triples:
        for line in lines:
            encoded = line.encode("utf-8")
            quads.write(encoded)
            triples.write(encoded.rsplit(b" ", 2)[0] + b" .\n")
        quads.seek(0)
        triples.seek(0)
        store = ox.Store(str(work / "store"))
        store.bulk_load(input=quads, format=ox.RdfFormat.N_QUADS, lenient=True)
        # The default graph is the union of all graphs, each triple once, so that queries count right.
        store.bulk_load(input=triples, format=ox.RdfFormat.N_TRIPLES, lenient=True)
        store.flush()
        del store


def _without_quotes(extraction: Extraction) -> Extraction:
    relations = tuple(
        r._replace(evidence=tuple(e._replace(quote="") for e in r.evidence)) for r in extraction.relations
    )
    return replace(extraction, relations=relations)


def _redacted(extraction: Extraction, text: str) -> str:
    """Return the text with everything but mentions and white space covered, every offset kept."""
    covered = list(re.sub(r"\S", "□", text))
    for entity in extraction.entities:
        for mention in entity.mentions:
            covered[mention.start : mention.end] = text[mention.start : mention.end]
    return "".join(covered)


def _build_report(documents: Mapping[str, Extraction], failures: Mapping[str, str]) -> dict[str, Any]:
    return {
        "documents": [
            {
                "document": e.document,
                "source": e.source,
                "title": e.title,
                "year": e.year,
                "characters": e.characters,
                "entities": len(e.entities),
                "relations": len(e.relations),
                "notes": list(e.notes),
            }
            for e in documents.values()
        ],
        "failures": [{"source": source, "error": reason} for source, reason in sorted(failures.items())],
    }


def _write_json(path: Path, data: Any, indent: int | None = 1) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(json.dumps(data, ensure_ascii=False, indent=indent) + "\n")


def _read_extraction(folder: Path, entry: Mapping[str, Any]) -> Extraction:
    path = folder / "extractions" / f"{entry['file']}.json"
    try:
        return Extraction.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def _read_text(folder: Path, entry: Mapping[str, Any]) -> str:
    path = folder / "text" / f"{entry['file']}.txt"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> GraphFolderError:
    return GraphFolderError(
        f"图谱中的“{path}”已损坏或缺失。请用原始文件重新建立到新文件夹。\n"
        f"{str(path)!r} is damaged or missing: build the graph again, into a new folder."
    )


# --- all or nothing ---------------------------------------------------------------------------------------


def _previous(folder: Path) -> Path:
    folder = folder.absolute()
    return folder.with_name(f".{folder.name}.previous")


def _recover(folder: Path) -> None:
    """Put the old graph back if a build was cut off between moving it away and moving the new one in."""
    previous = _previous(folder)
    if previous.exists() and not folder.exists():
        previous.rename(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep a second build out of a graph folder while the block runs; the system frees a dead build's lock.

    Raises:
        GraphFolderError: another build is at work there.
    """
    target = folder.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(f".{target.name}.lock")
    if fcntl is None:  # pragma: no cover - no such locks on this system
        yield
        return
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GraphFolderError(
                f"另一个 zhijiao build 正在写入“{folder}”。请等它完成。\n"
                f"Another build is writing {str(folder)!r}; wait until it is done."
            ) from error
        try:
            for stale in target.parent.glob(f".{glob.escape(target.name)}.building-*"):
                shutil.rmtree(stale, ignore_errors=True)  # left by a build that was killed
            yield
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """Give a folder to work in that takes the place of ``folder`` once the block has ended well."""
    target = folder.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.building-", dir=target.parent))
    try:
        yield work
        work.chmod(0o777 & ~_umask())
        previous = _previous(target)
        if previous.exists():
            shutil.rmtree(previous)
        if target.exists():
            target.rename(previous)
        work.rename(target)
        shutil.rmtree(previous, ignore_errors=True)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        _recover(target)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
