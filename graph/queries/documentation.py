"""The named queries as a page to read: ``python -m graph.queries.documentation docs/queries.md``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from graph.queries import NamedQuery, named_queries
from ontology.namespaces import PREFIXES

_INTRODUCTION = """\
<!-- Written by `make docs` from graph/queries/*.rq; change those. -->
# 命名查询 · Named queries

常见问题不必自己写 SPARQL：每个问题有一个命名查询，答案带着原文出处。
Common questions need no SPARQL of your own: each has a named query, and answers come with their source.

```console
$ zhijiao query KG --name partners --set school=某某职业技术学院
```

```python
kg.ask("partners", school="某某职业技术学院")  # pandas.DataFrame
```

实体参数可以写名称、简称或标识（IRI）；找不到时会列出相近的名称。
A parameter that is an entity takes a name, an alias or an IRI; similar names are listed where none is found.

自己的查询可以直接使用下列前缀。Queries of your own may use these prefixes without declaring them:
"""


def page() -> str:
    """Return the page in Markdown: the prefixes, then every query with parameters, columns and SPARQL."""
    lines = [_INTRODUCTION, "| prefix | namespace |", "|---|---|"]
    lines += [f"| `{prefix}:` | `{namespace}` |" for prefix, namespace in PREFIXES.items()]
    lines += ["", "| query | 问题 | question |", "|---|---|---|"]
    lines += [f"| [`{q.name}`](#{q.name}) | {q.title} | {q.title_en} |" for q in named_queries().values()]
    for query in named_queries().values():
        lines += ["", *_section(query)]
    return "\n".join(lines) + "\n"


def _section(query: NamedQuery) -> list[str]:
    lines = [f"## {query.name}", "", query.description, "", query.description_en, ""]
    if query.parameters:
        lines += ["| parameter | 说明 | meaning | type | needed |", "|---|---|---|---|---|"]
        for p in query.parameters:
            needed = "yes" if p.required else f"default {p.default}" if p.default else "no"
            lines.append(f"| `{p.name}` | {p.zh} | {p.en} | {p.kind} | {needed} |")
        lines.append("")
    body = query.sparql[re.search(r"^SELECT", query.sparql, re.MULTILINE).start() :]  # type: ignore[union-attr]
    return [*lines, "```sparql", body.rstrip(), "```"]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
