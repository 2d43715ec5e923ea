"""The public Python API: build or open a graph, ask it, look at it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from extract.records import Extraction
    from graph.validation import CheckReport
    from viz.analysis import AnalysisPage
    from viz.map import MapPage


class InputWarning(UserWarning):
    """An input of a build could not be read; the others were."""


class KG(KnowledgeGraph):
    """A knowledge graph: what `graph.knowledge.KnowledgeGraph` answers, and its pages."""

    def map(
        self,
        *,
        focus: str | None = None,
        depth: int = 1,
        types: Collection[str] | None = None,
        relations: Collection[str] | None = None,
        year: int | None = None,
    ) -> MapPage:
        """Draw the graph as an interactive map: a page to ``save(path)``; in a notebook it shows itself.

        Args:
            focus: a name, alias or IRI; only what lies within ``depth`` steps of it is drawn.
            depth: how many steps.
            types: only entities of these types.
            relations: only these relations.
            year: only what is stated for this year.

        Raises:
            NameNotFoundError: nothing is named ``focus``.
            ValueError: a type or relation is none of the vocabulary.
        """
        from viz.map import UnknownFocusError, build_map

        def draw(centre: str | None) -> MapPage:
            return build_map(
                self.entities(),
                self.relations(),
                focus=centre,
                depth=depth,
                types=types,
                relations_filter=relations,
                year=year,
            )

        try:
            return draw(focus)
        except UnknownFocusError:
            assert focus is not None
            return draw(self.find(focus))  # names what comes close where it finds nothing either

    def analysis(self) -> AnalysisPage:
        """Measure the network: a page with ``tables``, to ``save(folder)``."""
        from viz.analysis import build_analysis

        return build_analysis(self)

    def check(self) -> CheckReport:
        """Validate the graph against its shapes and its quotes against the texts, and count what it holds."""
        from graph.validation import check

        return check(self)


def open(folder: str | Path) -> KG:
    """Open a graph folder for reading.

    Raises:
        GraphFolderError: it is no graph of ours, of another version, or damaged.
    """
    return KG(folder)


def build(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    jobs: int | None = None,
    authority: Sequence[str | Path] = (),
    quotes: bool = True,
    base: str | None = None,
) -> KG:
    """Build the graph of documents and folders in the folder ``out``, or bring it up to date, and open it.

    What an earlier build found in the same bytes is taken over. Inputs that cannot be read are warned of
    (`InputWarning`) and listed in ``out/build-report.json``.

    Args:
        inputs: files and folders.
        out: the graph's folder.
        jobs: how many processes may extract; by default one a core.
        authority: CSV files of names to rely on (schools, firms, majors …); see docs/authority.md.
        quotes: if False, quotes are left out (offsets only), for publishing without personal data.
        base: the base IRI of the graph's things; by default that of the existing graph, or an example domain.

    Raises:
        InputError: no input can be read.
        AuthorityError: an authority list cannot be used.
        GraphFolderError: ``out`` is no graph of ours, or cannot be written.
        ValueError: ``base`` is no base IRI.
    """
    from zhijiao.building import build_graph

    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    outcome = build_graph(given, out, jobs=jobs, authority=authority, quotes=quotes, base=base)
    for failure in outcome.failures.values():
        warnings.warn(failure, InputWarning, stacklevel=2)
    return KG(outcome.folder)


def extract(document: str | os.PathLike[str], *, authority: Sequence[str | Path] = ()) -> Extraction:
    """Return what is found in one document: a file's path, or a text. ``authority`` as for `build`.

    A `Path` is a file. A string is a file if there is one of this name or it ends like one (``.txt``); else
    it is the text itself.

    Raises:
        ReadError: the file cannot be read.
    """
    from extract import pipeline, reading
    from extract.authority import load_authority

    if isinstance(document, str) and _is_text(document):
        text = reading.parse(document, id="text")
    else:
        text = reading.read(Path(document))
    return pipeline.extract(text, authority=load_authority(authority))


def _is_text(given: str) -> bool:
    from zhijiao.inputs import DOCUMENT_EXTENSIONS

    if "\n" in given:
        return True
    try:
        return not given.lower().endswith(DOCUMENT_EXTENSIONS) and not Path(given).is_file()
    except (OSError, ValueError):
        return True  # too long for a name, or with a character that no name has
