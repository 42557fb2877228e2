"""What a bare result shows in a notebook: a MIME bundle that needs no kernel, no script and no trust.

Three forms of the same facts travel together: ``application/vnd.provenance.annotation+json`` for the JupyterLab plugin,
static ``text/html`` for everything else (untrusted notebooks, nbconvert, code-hosting sites, plain Jupyter) and
``text/plain``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from provenance.records import Annotation
from provenance.show.static_html import article_html, corpus_html
from provenance.show.view import article_view, corpus_view, keys_of

MIME: Final = "application/vnd.provenance.annotation+json"
FORMAT: Final = "provenance-views/1"
MAX_BYTES: Final = 4_000_000
"""Characters of JSON in one output, so that a notebook stays one that can be opened and shared."""
MAX_ARTICLES: Final = 50
"""Articles shown in full in one output; the plain text and the HTML say how many there are."""
MAX_ROWS: Final = 300
"""Articles in the overview of one output, and of its figures: one takes 3.5 kB and some 14 ms; it says where there are more."""
MAX_LINES: Final = 200
"""Sentences of the plain text."""


def mimebundle(annotations: Annotation | Iterable[Annotation]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return ``(data, metadata)`` as IPython's ``_repr_mimebundle_`` wants them, for one article or many.

    Beyond :data:`MAX_BYTES` first further sources, then context and differences, then whole articles are left out;
    ``omitted`` and the other two forms say how many.
    """
    many = (annotations,) if isinstance(annotations, Annotation) else tuple(annotations)
    names = keys_of(many)
    views = bounded(
        [article_view(one, key=key) for one, key in zip(many[:MAX_ARTICLES], names, strict=False)]
    )
    payload: dict[str, Any] = {"format": FORMAT, "articles": views, "omitted": len(many) - len(views)}
    text = plain(views, payload["omitted"])
    if len(many) == 1:
        return {MIME: payload, "text/html": article_html(views[0]), "text/plain": text}, {}
    payload["overview"] = _overview(many, names)
    html = corpus_html(payload["overview"], views, total=len(many))
    return {MIME: payload, "text/html": html, "text/plain": text}, {}


def _overview(many: Sequence[Annotation], names: Sequence[str]) -> dict[str, Any]:
    """Return the overview of the first articles; beside its title stands of how many, for all its figures are of these."""
    view = corpus_view(many[:MAX_ROWS], keys=names[:MAX_ROWS])
    if len(many) > MAX_ROWS:
        view["scope"] = [f"the first of {len(many):,}, and so are all figures here", *view["scope"]]
    return view


def bounded(views: Sequence[dict[str, Any]], limit: int = MAX_BYTES) -> list[dict[str, Any]]:
    """Return the views within ``limit`` characters of JSON, whole first, then lighter, then fewer.

    One article is never left out: it is shown without its evidence at the worst.
    """
    kept: list[dict[str, Any]] = []
    left = limit
    for view in views:
        room = left if kept else limit
        for lighter in (_whole, _without_others, _without_context, _without_panels):
            slim = lighter(view)
            size = len(json.dumps(slim))
            if size <= room:
                break
        else:
            if kept:
                break
        kept.append(slim)
        left -= size
    return kept


def _whole(view: dict[str, Any]) -> dict[str, Any]:
    return view


def _without_others(view: dict[str, Any]) -> dict[str, Any]:
    return view | {"panels": [panel | {"others": []} for panel in view["panels"]]}


def _without_context(view: dict[str, Any]) -> dict[str, Any]:
    cut = {"before": "", "after": "", "diff": None}
    panels = [
        panel | {"others": [], "passages": [passage | cut for passage in panel["passages"]]}
        for panel in view["panels"]
    ]
    return view | {"panels": panels}


def _without_panels(view: dict[str, Any]) -> dict[str, Any]:
    """Keep the coloured text; each sentence still says its kind, agency and certainty."""
    panels = [
        panel
        | {"others": [], "passages": [], "text": None, "why": f"{panel['why']} The passage is in the report."}
        for panel in view["panels"]
    ]
    return view | {"panels": panels}


def plain(views: Sequence[dict[str, Any]], omitted: int = 0) -> str:
    """Return the articles as text with a letter tag before each sentence, at most :data:`MAX_LINES` of them."""
    lines: list[str] = []
    for view in views:
        head = " · ".join(part for part in (view["outlet"], view["published"]) if part)
        lines += [
            view["heading"],
            *([head] if head else []),
            view["verdict"]["bold"] + view["verdict"]["rest"],
            *view["notes"],
            "",
        ]
        for paragraph in view["paragraphs"]:
            lines += [_plain_sentence(sentence) for sentence in paragraph["sentences"]]
        lines.append("")
    if len(lines) > MAX_LINES:
        lines = [*lines[:MAX_LINES], f"… {len(lines) - MAX_LINES} more lines"]
    if omitted:
        lines.append(f"… {omitted} more articles")
    return "\n".join(lines).rstrip()


def _plain_sentence(sentence: dict[str, Any]) -> str:
    text = " ".join("".join(run["t"] for run in sentence["runs"]).split())
    tag = " ".join(part for part in (sentence["tag"], sentence["agency"]) if part)
    return f"[{tag}] {text}"
