"""The report: self-contained HTML that reads without a script, prints, mails and archives.

Nothing is fetched: style and script stand in the page and are named by hash in its Content-Security-Policy. Text is
escaped at the last moment, by the template engine. Equal input gives equal bytes: there is no clock in it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateStream

from provenance.config import Config
from provenance.exporters.files import writing
from provenance.records import Annotation
from provenance.show.prose import marked
from provenance.show.view import (
    Places,
    Sharing,
    article_view,
    compare_view,
    corpus_view,
    groups_view,
    keys_of,
)

STATIC = Path(__file__).resolve().parent / "static"
MOST_BESIDE = 40
"""Reports of at most this many articles can show article and source side by side."""
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def export_html(
    annotations: Iterable[Annotation],
    destination: BinaryIO | Path,
    *,
    config: Config,
    split: bool = False,
    title: str | None = None,
) -> None:
    """Write the report: one page to a stream or file, a folder of pages where the destination is one (or ``split``).

    Wire text is withheld where ``config.report.withhold`` says so.
    """
    sharing = Sharing(config.report.withhold, config.report.fragment_words)
    if isinstance(destination, Path):
        write_report(
            annotations, destination, split=split or destination.is_dir(), title=title, sharing=sharing
        )
    else:
        report_page(annotations, title=title, sharing=sharing).dump(destination, encoding="utf-8")


def render_report(
    annotations: Iterable[Annotation], *, title: str | None = None, sharing: Sharing | None = None
) -> str:
    """Return :func:`report_page` as text."""
    return "".join(report_page(annotations, title=title, sharing=sharing))


def report_page(
    annotations: Iterable[Annotation], *, title: str | None = None, sharing: Sharing | None = None
) -> TemplateStream:
    """Return one self-contained page, an article at a time: the article, or an overview followed by every article.

    Args:
        annotations: At least one decided article.
        title: The heading of an overview; by default the number of articles.
        sharing: What of other people's text may be shown; by default what each run's settings say.
    """
    decided = tuple(annotations)
    if len(decided) == 1:
        view = article_view(decided[0], sharing=sharing)
        return _page([view], title=view["heading"], data=_beside(decided, [view["key"]], sharing))
    keys = keys_of(decided)
    overview = corpus_view(decided, keys=keys, title=title, sharing=sharing)
    shared = _shared(decided, keys)
    places = places_of(decided, keys)
    articles = (
        article_view(a, key=key, sharing=sharing, level=2, places=places)
        for a, key in zip(decided, keys, strict=True)
    )
    views = chain([overview, *shared], articles)
    data = slider_data(overview) | (_beside(decided, keys, sharing) or {})
    here = {key: f"#{key}" for key in keys}
    return _page(views, title=overview["heading"], links=_links(overview, shared), data=data, href=here)


def write_report(
    annotations: Iterable[Annotation],
    path: str | Path,
    *,
    split: bool = False,
    title: str | None = None,
    sharing: Sharing | None = None,
) -> tuple[Path, ...]:
    """Write a report and return the files: one page, or with ``split`` a folder of an index and one page an article."""
    decided, target = tuple(annotations), Path(path)
    if not split:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, report_page(decided, title=title, sharing=sharing))
        return (target,)
    target.mkdir(parents=True, exist_ok=True)
    keys = keys_of(decided)
    names = {key: f"{key.removeprefix('pv-')}.html" for key in keys}
    overview = corpus_view(decided, keys=keys, title=title, sharing=sharing)
    files = [target / "index.html"]
    shared = _shared(decided, keys)
    links = _links(overview, shared)
    data = slider_data(overview)
    _write(
        files[0], _page([overview, *shared], title=overview["heading"], links=links, data=data, href=names)
    )
    links = [
        {"text": "Overview", "href": "index.html", "current": False},
        *(link | {"href": f"index.html{link['href']}"} for link in links[1:]),
    ]
    places = places_of(decided, keys, names)
    for annotation, key in zip(decided, keys, strict=True):
        view = article_view(annotation, key=key, sharing=sharing, places=places)
        files.append(target / names[key])
        beside = _beside([annotation], [key], sharing)
        _write(files[-1], _page([view], title=view["heading"], links=links, data=beside))
    return tuple(files)


def _shared(annotations: Sequence[Annotation], keys: Sequence[str]) -> list[dict[str, Any]]:
    """Return the view of what the articles share with no dispatch to explain it; none where they share nothing."""
    view = groups_view(annotations, keys=keys)
    return [view] if view["sources"] else []


def _links(overview: dict[str, Any], shared: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the masthead's links to the views that stand on the first page."""
    first = {"text": "Overview", "href": f"#{overview['key']}", "current": True}
    return [
        first,
        *({"text": "Shared sources", "href": f"#{view['key']}", "current": False} for view in shared),
    ]


def places_of(
    annotations: Sequence[Annotation], keys: Sequence[str], names: Mapping[str, str] | None = None
) -> Places:
    """Return a function from a document and an offset to the address of the sentence that holds it, or ``""``."""
    known = {
        a.document.id: (key, [f.segment.start for f in a.findings])
        for a, key in zip(annotations, keys, strict=True)
    }

    def place(doc: str, start: int) -> str:
        key, starts = known.get(doc, ("", []))
        if not starts:
            return ""
        return f"{(names or {}).get(key, '')}#{key}-s{max(1, bisect_right(starts, start))}"

    return place


def _beside(
    annotations: Sequence[Annotation], keys: Sequence[str], sharing: Sharing | None
) -> dict[str, Any] | None:
    """Return the side-by-side views of a small report; a large one would hold every dispatch many times."""
    if len(annotations) > MOST_BESIDE:
        return None
    pairs = zip(annotations, keys, strict=True)
    views = {key: compare_view(a, key=key, sharing=sharing) for a, key in pairs if a.sources}
    return {"compare": {key: view for key, view in views.items() if view["tabs"]}}


def slider_data(overview: dict[str, Any]) -> dict[str, Any]:
    """Return what the threshold slider needs and the markup does not hold."""
    rows = {row["key"]: {"code": row["code"], "steps": row["steps"]} for row in overview["rows"]}
    return {name: overview[name] for name in ("threshold", "heads")} | {"rows": rows}


def json_for_script(value: object) -> str:
    """Return JSON that cannot end a script element or start a tag."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return "".join(_ESCAPES.get(char, char) for char in text)


@cache
def _assets() -> tuple[str, str]:
    return (STATIC / "view.css").read_text("utf-8"), (STATIC / "report.js").read_text("utf-8")


@cache
def environment() -> Environment:
    """Return the one template engine of every page: it escapes, and refuses what it does not know."""
    environment = Environment(
        loader=PackageLoader("provenance.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    environment.filters["json_for_script"] = json_for_script
    environment.filters["marked"] = marked
    environment.filters["pairs"] = lambda names: [(name, name) for name in names]
    return environment


def _page(
    views: Iterable[dict[str, Any]],
    *,
    title: str,
    data: dict[str, Any] | None,
    links: Sequence[dict[str, Any]] = (),
    href: Mapping[str, str] | None = None,
) -> TemplateStream:
    """Return a page that is rendered as it is written; ``href`` has the addresses of the articles that it names."""
    from markupsafe import Markup

    style, script = _assets()
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        environment()
        .get_template("page.html")
        .stream(
            views=views,
            title=title,
            links=links,
            csp=policy,
            style=Markup(style),  # noqa: S704  our own built file, no data in it
            script=Markup(script),  # noqa: S704  our own built file, no data in it
            data=Markup(json_for_script(data)) if data else "",  # noqa: S704  escaped for a script element
            href=href or {},
        )
    )


def digest(text: str) -> str:
    """Return what a content security policy names a sheet or a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _write(path: Path, page: TemplateStream) -> None:
    with writing(path) as stream:
        page.dump(stream, encoding="utf-8")
