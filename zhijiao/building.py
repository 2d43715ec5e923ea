"""From inputs to a graph folder: documents are read in parallel, what is known already is not read again."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.authority import Authority, load_authority
from extract.errors import Error
from extract.reading import document_ids, read
from graph.store import Manifest, cached_extraction, check_target, write_graph
from zhijiao.inputs import InputError, find_documents

if TYPE_CHECKING:
    from extract.records import Extraction

    #: A document's extraction and text, or the reason why there is none.
    Reading = tuple[Extraction, str] | str

#: Bytes to extract from which several processes are worth their start.
PARALLEL_FROM: Final = 200_000
#: Seconds between two looks of a worker at whether its parent still lives.
_WATCH: Final = 1.0

#: Called with how many documents are done, how many there are, and the identifier of the latest.
Follow = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did.

    ``extracted`` documents were read, ``reused`` ones were known already, ``characters`` is the length of the
    texts read; ``failures`` are inputs that could not be read, with the reason; ``notices`` what the user
    should know besides; ``report`` is what ``build-report.json`` holds.
    """

    folder: Path
    extracted: int
    reused: int
    characters: int
    failures: Mapping[str, str]
    notices: tuple[str, ...]
    report: Mapping[str, Any]


def build_graph(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    jobs: int | None = None,
    authority: Sequence[str | Path] = (),
    quotes: bool = True,
    base: str | None = None,
    follow: Follow | None = None,
) -> Outcome:
    """Build the graph of some documents in the folder ``out``, or bring the graph that is there up to date.

    ``jobs`` is the number of processes, by default one a core; ``authority`` are lists of names as in
    `extract.authority`; ``quotes`` and ``base`` as in `graph.store.write_graph`.

    Raises:
        InputError: no input can be read; ``out`` is as it was.
        extract.authority.AuthorityError: a list cannot be used.
        graph.store.GraphFolderError: ``out`` is no graph of ours, or cannot be written.
    """
    manifest = check_target(out)
    names = load_authority(authority)
    found = find_documents(inputs)
    failures = {source: str(error) for source, error in found.failures}
    wanted = document_ids(found.documents)
    version = extractor_version() + names.fingerprint[:16]
    new = {p: i for p, i in wanted.items() if not _known(Path(out), manifest, p, i, version, quotes)}
    extractions: list[Extraction] = []
    texts: dict[str, str] = {}
    for path, result in _extract_all(new, names, jobs or available_cores(), follow):
        if isinstance(result, str):
            failures[str(path)] = result
        else:
            extraction, text = result
            extractions.append(extraction)
            texts[extraction.document] = text
    reused = len(wanted) - len(new)
    if not extractions and not reused:
        raise _nothing_read(failures)
    notices = tuple(_replaced(Path(out), extractions)) if manifest is not None else ()
    report = write_graph(
        out, extractions, texts, base=base, quotes=quotes, failures=failures, version=version
    )
    characters = sum(len(text) for text in texts.values())
    return Outcome(Path(out), len(extractions), reused, characters, failures, notices, report)


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def extractor_version() -> str:
    """Return a digest of the extractor's code and tables: equal versions find the same in the same bytes."""
    import extract
    import ontology

    digest = hashlib.sha256()
    for package in (extract, ontology):
        assert package.__file__ is not None
        root = Path(package.__file__).parent
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _known(
    folder: Path, manifest: Manifest | None, path: Path, document: str, version: str, quotes: bool
) -> bool:
    """Whether the graph holds what this extractor finds in these very bytes."""
    entry = manifest.documents.get(document) if manifest is not None else None
    if entry is None or entry.get("version") != version:
        return False
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return False
    return cached_extraction(folder, document, digest, version, quotes=quotes) is not None


def _replaced(folder: Path, extractions: Iterable[Extraction]) -> Iterator[str]:
    """Yield a notice for each document that another file of the same name has taken the place of."""
    import json

    try:
        report = json.loads((folder / "build-report.json").read_text(encoding="utf-8"))
        sources = {str(row["document"]): str(row["source"]) for row in report["documents"]}
    except (OSError, ValueError, KeyError, TypeError):
        return
    for extraction in extractions:
        before = sources.get(extraction.document, extraction.source)
        if os.path.abspath(before) != os.path.abspath(extraction.source):  # noqa: PTH100 - links kept
            yield (
                f"文档“{extraction.document}”原来读自“{before}”，现已换成“{extraction.source}”。"
                "若要两者并存，请一次给出两个文件。\n"
                f"The document {extraction.document!r} came from {before!r} and is now "
                f"{extraction.source!r}; name both files in one build to keep both."
            )


def _nothing_read(failures: Mapping[str, str]) -> InputError:
    if not failures:
        return InputError("没有给出任何文档。\nNo documents were given.")
    listed = "\n".join(failures.values())
    return InputError(
        f"{listed}\n没有一个输入可以读取，图谱未改动。\nNo input could be read; the graph was left as it was."
    )


# --- extraction, in this process or in several ------------------------------------------------------------


def extract_file(path: Path, document: str, names: Authority) -> Reading:
    """Read one file and return its extraction and text, or why there is none."""
    from extract.pipeline import extract

    try:
        text = read(path, id=document)
        return extract(text, authority=names), text.text
    except Error as error:
        return str(error)
    except Exception as error:  # one document that defeats the extractor must not cost the others
        what = f"{type(error).__name__}: {error}"
        return (
            f"“{path}”已读入，但抽取时程序出错（{what}）。请报告此问题。\n"
            f"{str(path)!r} was read, but the extraction failed ({what}); please report it."
        )


def _extract_all(
    documents: Mapping[Path, str], names: Authority, jobs: int, follow: Follow | None
) -> Iterator[tuple[Path, Reading]]:
    total = len(documents)
    sizes = {path: _size(path) for path in documents}
    jobs = min(jobs, total)
    if jobs > 1 and sum(sizes.values()) >= PARALLEL_FROM:
        results = _in_processes(sorted(documents, key=lambda p: (-sizes[p], p)), documents, names, jobs)
    else:
        results = ((path, extract_file(path, document, names)) for path, document in documents.items())
    for done, (path, result) in enumerate(results, 1):
        yield path, result
        if follow is not None:
            follow(done, total, documents[path])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _in_processes(
    order: Iterable[Path], documents: Mapping[Path, str], names: Authority, jobs: int
) -> Iterator[tuple[Path, Reading]]:
    # Where processes are forked they take over what is imported here, instead of each importing it again.
    import extract.pipeline  # noqa: F401

    method = "fork" if sys.platform == "linux" else "spawn"
    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(jobs, context, _start_worker, (os.getpid(), names)) as pool:
        futures: dict[Future[Reading], Path] = {
            pool.submit(_extract_in_worker, path, documents[path]): path for path in order
        }
        with _stopping(pool, before):
            for future in as_completed(futures):
                yield futures.pop(future), _result(future)


def _result(future: Future[Reading]) -> Reading:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise Error(
            "抽取进程意外终止（可能内存不足），图谱未改动。请用 --jobs 1 再试。\n"
            "An extraction process died (out of memory, perhaps); the graph was left as it was. "
            "Try again with --jobs 1."
        ) from error


@contextmanager
def _stopping(pool: ProcessPoolExecutor, before: set[Any]) -> Iterator[None]:
    """On any error, Ctrl-C above all, end the pool's processes instead of waiting for them."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise


#: The authority lists of the build that a worker process works for; they are sent once, not with every file.
_names = Authority()


def _extract_in_worker(path: Path, document: str) -> Reading:
    return extract_file(path, document, _names)


def _start_worker(parent: int, names: Authority) -> None:
    """Let a worker end at once on Ctrl-C, and by itself when its parent was killed."""
    global _names
    _names = names
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)

    if os.name == "posix":
        threading.Thread(target=watch, daemon=True).start()
