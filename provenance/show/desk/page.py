"""The editor's list as one page: nothing is fetched, no script runs, what filters are the boxes of the page itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def list_page(view: Mapping[str, Any]) -> str:
    """Return the page of a list, made from its view alone: equal views give equal bytes."""
    kinds = [str(kind["kind"]) for kind in view["kinds"]]
    return page("list.html", view, title=str(view["heading"]), extra=_filters(kinds))


def study_page(view: Mapping[str, Any]) -> str:
    """Return the report of a study. Its figures come as :func:`~provenance.show.desk.figure.inline_svg` made them safe."""
    return page("study.html", view, title=str(view["title"]))


def page(template: str, view: Mapping[str, Any], *, title: str, extra: str = "") -> str:
    """Return a self-contained page without a script.

    Args:
        template: Its template.
        view: What it shows.
        title: What the window is called.
        extra: Rules of this page alone, made of names of ours.
    """
    from markupsafe import Markup

    from provenance.show.html import digest, environment

    style = sheet() + extra
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    return (
        environment()
        .get_template(template)
        .render(
            v=view,
            title=title,
            csp=policy,
            style=Markup(style),  # noqa: S704  our own sheet, no data in it
        )
    )


@cache
def sheet() -> str:
    """Return the sheet of every view and that of the desk."""
    return (HERE.parent / "static" / "view.css").read_text("utf-8") + (HERE / "desk.css").read_text("utf-8")


def _filters(kinds: list[str]) -> str:
    """Return the rules by which a chosen kind hides the others; the names are ours, never the input's."""
    rules = [
        f".pv:has(#f-{kind}:checked) :is(.it:not(.k-{kind}),.en:not(:has(.k-{kind})),.apart:not(:has(.k-{kind})))"
        for kind in [*kinds, "new"]
    ]
    return f"\n{','.join(rules)}{{display:none}}" if rules else ""
