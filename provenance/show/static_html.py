"""Static HTML for notebook outputs, within what JupyterLab's sanitiser lets pass (domain §6).

Inline hex colours and border styles, letter tags as visible text, ``span`` and never ``mark``; no style sheet, script,
link, form, id, ``class``, ``data-``, ``aria-`` or role. Without CSS at all the text still says what it is. The page is
white with dark ink in every theme, because inline colours cannot follow one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from provenance.contract import BADGES, KINDS, PALETTE, Kind
from provenance.show.view import show

INK, MUTED, PAGE, RAISE = (PALETTE[name][0] for name in ("ink", "mute", "page", "raise"))


def _style(kind: Kind) -> str:
    """Return fill and edge, light: the edge's style and the tag say the same without colour."""
    fill = f"background-color:{kind.fill[0]};" if kind.fill else ""
    if kind.edge is None or kind.line == "bar":
        return ""
    if kind.line == "box":
        return f"{fill}border:1px dashed {kind.edge[0]};"
    return f"{fill}border-bottom:{kind.width}px {kind.line} {kind.edge[0]};"


STYLES: Final[Mapping[str, str]] = {key: _style(kind) for key, kind in KINDS.items()}
MAX_PANELS: Final = 200
"""Sentences of one article whose evidence is in the static page."""
MAX_UNFOLDED: Final = 10
"""Articles of a corpus whose text is in the static page; the table has a row for each that is in the output."""

_SANS = "font-family:system-ui,sans-serif;"
_SERIF = "font-family:Georgia,serif;"
_BOX = f"background-color:{PAGE};color:{INK};padding:12px 16px;max-width:860px;{_SANS}font-size:14px;line-height:1.5;"


def article_html(view: Mapping[str, Any]) -> str:
    """Return one article: verdict, what it declares, legend, coloured text, evidence to unfold, limits."""
    return _box(_article(view))


def corpus_html(overview: Mapping[str, Any], views: Sequence[Mapping[str, Any]], *, total: int) -> str:
    """Return a table of articles with their sentences by kind, and the first articles to unfold.

    Args:
        overview: The view of the corpus; its rows are the table.
        views: The views of articles that are in the output.
        total: How many articles the result has.
    """
    if not total:
        return _box(_p("No article was annotated."))
    names = ("Article", "Sentences by kind", "Found", "Verdict")
    head = "".join(f'<th style="text-align:left;padding:4px 10px 4px 0;">{name}</th>' for name in names)
    rows = "".join(_row(row) for row in overview["rows"])
    style = f"border-collapse:collapse;width:100%;color:{INK};background-color:{PAGE};"
    table = f'<table style="{style}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    verdict = f"<strong>{text(overview['verdict']['bold'])}</strong>{text(overview['verdict']['rest'])}"
    unfold = "".join(
        f'<details style="margin-top:8px;"><summary>{_title(view)}</summary>{_article(view)}</details>'
        for view in views[:MAX_UNFOLDED]
    )
    left = total - min(len(views), MAX_UNFOLDED)
    more = (
        _p(f"{left:,} more articles are in the result; report() writes all of them.", MUTED) if left else ""
    )
    missing = overview["missing"]
    lacks = (
        _p(f"<strong>{text(missing['title'])}:</strong> {text(missing['text'])} {text(missing['command'])}")
        if missing
        else ""
    )
    of = f"; the counts are of the first {len(overview['rows']):,}" if total > len(overview["rows"]) else ""
    return _box(_p(f"{total:,} articles{of}", MUTED) + _p(verdict) + lacks + table + unfold + more)


def lang_attribute(code: str) -> str:
    """Return the attribute that says which language words are in: what stands around them is in English."""
    return f' lang="{text(code)}"' if code else ""


def text(value: object) -> str:
    """Return text for a page: escaped, and in no place anything else."""
    return escape(str(value), quote=True)


def seen(value: str) -> str:
    """Return text for a page: made visible, then escaped, at the last moment."""
    return text(show(value))


def muted(content: str) -> str:
    """Return small print."""
    return f'<span style="color:{MUTED};font-size:12px;">{content}</span>'


def _box(content: str) -> str:
    return f'<div style="{_BOX}">{content}</div>'


def _p(content: str, colour: str = INK) -> str:
    return f'<p style="margin:4px 0 8px 0;color:{colour};">{content}</p>'


def _title(view: Mapping[str, Any]) -> str:
    return f"<bdi{lang_attribute(view['lang'])}>{text(view['heading'])}</bdi>"


def _article(view: Mapping[str, Any]) -> str:
    kick = " · ".join(text(part) for part in (view["outlet"], view["published"]) if part)
    return "".join(
        (
            _p(kick, MUTED) if kick else "",
            f'<p style="margin:0 0 6px 0;{_SERIF}font-size:24px;line-height:1.25;">{_title(view)}</p>',
            _p(f"<strong>{text(view['verdict']['bold'])}</strong>{text(view['verdict']['rest'])}"),
            "".join(_p(f"<bdi>{text(note)}</bdi>", MUTED) for note in view["notes"]),
            _audit(view["audit"]),
            _legend(view["legend"]),
            "".join(_paragraph(paragraph, view["lang"]) for paragraph in view["paragraphs"]),
            _evidence(view["panels"]),
            _limits(view["limits"]),
        )
    )


def _audit(audit: Mapping[str, Any]) -> str:
    declared = "; ".join(f"“{text(item)}”" for item in audit["declared"]) or text(audit["declaredNote"])
    rows = [f"{_badge(item['name'])} {text(item['text'])}" for item in audit["found"]]
    found = " ".join([*rows, text(audit["foundNote"])])
    difference = " ".join(text(line) for line in audit["difference"])
    return _p(
        f"<strong>Declared:</strong> {declared} · <strong>Found:</strong> {found} · <strong>Difference:</strong> {difference}"
    )


def _badge(name: str) -> str:
    colour = BADGES.get(name, BADGES["other"]).edge[0]
    return f'<span style="background-color:{colour};color:{PAGE};padding:0 5px;font-weight:bold;">{text(name)}</span>'


def _legend(legend: Sequence[Mapping[str, Any]]) -> str:
    keys = "&emsp;".join(
        f"{_tag(item)} {text(item['label'])} <strong>{item['count']}</strong>" for item in legend
    )
    return _p(keys)


def _tag(item: Mapping[str, Any]) -> str:
    return f'<span style="{STYLES[item["class"]]}color:{INK};padding:0 5px;"><strong>{text(item["tag"])}</strong></span>'


def _paragraph(paragraph: Mapping[str, Any], language: str) -> str:
    lang = lang_attribute(paragraph["lang"] or language)
    sentences = " ".join(_sentence(sentence, lang) for sentence in paragraph["sentences"])
    note = (
        f' <span style="color:{MUTED};font-size:12px;{_SANS}">{text(paragraph["note"])}</span>'
        if paragraph["note"]
        else ""
    )
    if not paragraph["prose"]:
        bar = f"background-color:{RAISE};border-left:3px solid {PALETTE['ctl'][0]};padding:4px 10px;font-size:13px;"
        return f'<p style="{bar}margin:8px 0;color:{MUTED};">{sentences}{note}</p>'
    size = "font-size:20px;" if paragraph["kind"] == "headline" else "font-size:17px;"
    return f'<p style="{_SERIF}{size}line-height:1.75;margin:10px 0;">{sentences}{note}</p>'


def _sentence(sentence: Mapping[str, Any], lang: str) -> str:
    words = "".join(text(run["t"]) for run in sentence["runs"])
    style = STYLES[sentence["class"]]
    if not style:
        return f"<bdi{lang}>{words}</bdi>"
    tag = text(sentence["tag"] + sentence["mark"])
    mark = f'<sup style="{_SANS}font-size:10px;"><strong>[{tag}]</strong></sup>'
    title = " ".join(part for part in (sentence["title"], sentence["agency"], sentence["certainty"]) if part)
    return f'<span style="{style}color:{INK};" title="{text(title)}"><bdi{lang}>{words}</bdi>{mark}</span>'


def _evidence(panels: Sequence[Mapping[str, Any]]) -> str:
    """Return the panels with a number, folded: the fold needs no script and no trust."""
    numbered = [panel for panel in panels if panel["number"]]
    if not numbered:
        return ""
    items = "".join(_panel(panel) for panel in numbered[:MAX_PANELS])
    left = len(numbered) - MAX_PANELS
    more = _p(f"The evidence for {left:,} more sentences is in the report.", MUTED) if left > 0 else ""
    summary = "<summary><strong>Evidence, sentence by sentence</strong></summary>"
    return f'<details style="margin-top:12px;">{summary}{items}{more}</details>'


def _panel(panel: Mapping[str, Any]) -> str:
    passages = "".join(_passage(passage) for passage in panel["passages"])
    facts = "".join(
        _p(f"<strong>{text(fact['what'])}:</strong> {text(fact['text'])}") for fact in panel["facts"]
    )
    head = f"{_tag(panel)} <strong>{text(panel['title'])}</strong> ({panel['number']})"
    lead = _p(f"<strong>{text(panel['lead'])}</strong> {text(panel['why'])}")
    return f'<div style="margin:12px 0;border-left:2px solid #CCCCCC;padding-left:10px;">{_p(head)}{lead}{passages}{facts}</div>'


def _passage(passage: Mapping[str, Any]) -> str:
    when = " · ".join(
        text(part)
        for part in (passage["when"], f"{passage['lag']} {passage['side']}".strip(), passage["alert"])
        if part
    )
    body = (
        f'<span style="color:{MUTED};">{text(passage["before"])}</span> '
        f'<u>{text(passage["hit"])}</u> <span style="color:{MUTED};">{text(passage["after"])}</span>'
    )
    quoted = (
        f'<blockquote style="{_SERIF}margin:4px 0 8px 12px;color:{INK};"><bdi{lang_attribute(passage["lang"])}>{body}</bdi></blockquote>'
        if passage["hit"]
        else ""
    )
    note = _p(text(passage["note"]), MUTED) if passage["note"] else ""
    head = _p(f"{_badge(passage['name'])} {when}")
    return head + quoted + _difference(passage["diff"]) + note


def _difference(diff: Sequence[Mapping[str, str]] | None) -> str:
    if not diff:
        return ""
    marks = {
        "=": "{}",
        "-": '[−<span style="text-decoration:line-through;">{}</span>]',
        "+": "[+<strong><u>{}</u></strong>]",
    }
    return _p("".join(marks[change["o"]].format(text(change["t"])) for change in diff))


def _limits(limits: Sequence[Mapping[str, str]]) -> str:
    items = "".join(
        _p(f"<strong>{text(item['title'])}:</strong> {text(item['text'])}", MUTED) for item in limits
    )
    return f'<details style="margin-top:6px;"><summary>What was searched, and what text cannot show</summary>{items}</details>'


def _row(row: Mapping[str, Any]) -> str:
    bar = " ".join(
        f'<span style="{STYLES[item["class"]]}color:{INK};padding:0 6px;">'
        f"<strong>{KINDS[item['class']].tag}</strong>&nbsp;{item['count']}</span>"
        for item in row["bar"]
        if item["count"]
    )
    agencies = [f"{_badge(item['name'])} {item['count']}" for item in row["agencies"]]
    found = "<br>".join([*agencies, *filter(None, [text(row["agencyNote"])])])
    flags = "".join(f'<br><span style="color:{MUTED};">{text(flag["text"])}</span>' for flag in row["flags"])
    outlet = f'<span style="color:{MUTED};">{text(row["outlet"])}</span><br>' if row["outlet"] else ""
    title = f"{outlet}<bdi{lang_attribute(row['lang'])}>{text(row['title'])}</bdi>"
    verdict = f"<strong>{text(row['verdictLabel'])}</strong><br>{text(row['percent'])} {text(row['matched'])}{flags}"
    style = "text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-top:1px solid #CCCCCC;"
    cells = "".join(f'<td style="{style}">{cell}</td>' for cell in (title, bar, found, verdict))
    return f"<tr>{cells}</tr>"
