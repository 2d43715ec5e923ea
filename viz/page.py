"""Self-contained HTML pages: one file each, every script and style inside, no request to anywhere.

Templates, styles and scripts lie in ``viz/assets``. A template names its slots as ``<!--slot:NAME-->``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

#: What the pages' own Content-Security-Policy lets the browser do: nothing but what is in the file.
SEALED = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)

_SLOT = re.compile(r"<!--slot:([\w.-]+)-->")


@dataclass(frozen=True)
class Page:
    """A self-contained page: ``html``, which `save` writes and a notebook shows in a frame."""

    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page to ``path`` (folders are made as needed) and return the path."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A lone surrogate in a name cannot be written as UTF-8; it must not cost the whole page.
        path.write_bytes(self.html.encode("utf-8", errors="replace"))
        return path

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame of its own so that styles do not mix."""
        return (
            f'<iframe srcdoc="{html.escape(self.html)}" title="zhijiao" sandbox="allow-scripts" '
            'style="width:100%;height:640px;border:0;border-radius:12px"></iframe>'
        )


@cache
def asset(name: str) -> str:
    """Return the text of a file in ``viz/assets``."""
    return resources.files("viz").joinpath("assets", name).read_text(encoding="utf-8")


def fill(template: str, slots: Mapping[str, str]) -> str:
    """Fill the slots of an asset template in one pass, so that no inserted text is read as a slot.

    A slot that is not given is filled with the asset of its name (``<!--slot:page.css-->``).
    """
    return _SLOT.sub(lambda m: slots[m[1]] if m[1] in slots else asset(m[1]), asset(template))


def script_json(data: Any) -> str:
    """Return data as JSON that may stand inside a ``<script>`` element.

    ``<`` is escaped, so neither ``</script>`` nor ``<!--`` can end or open anything; so are U+2028 and
    U+2029, line ends to JavaScript.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
