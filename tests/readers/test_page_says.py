"""What pages say about themselves, in the shapes that sites print it: scripts, windows, headings, days of other stories."""

from __future__ import annotations

import json

import pytest

from provenance.config import ReadConfig
from provenance.readers.html import document_from_html
from provenance.records import Document

HEADLINE = "Glass makers strike over night allowance"
PROSE = (
    "Glass makers in the town of Ostrel downed tools on Monday after the works cut the allowance for night firing.",
    "The works said the allowance had doubled its energy bill in three winters and could not be kept any longer.",
    "A mediator from the labour ministry is expected in Ostrel before the end of the week to hear both sides.",
)
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2031-02-03T09:15:00+02:00",
    "publisher": {"@type": "Organization", "name": "Valley Post"},
    "author": {"@type": "Organization", "name": "Reuters"},
}


def page(
    *,
    head: str = "",
    heading: str | None = HEADLINE,
    window: str = HEADLINE,
    prose: bool = True,
    tail: str = "",
) -> Document:
    title = f"<h1>{heading}</h1>" if heading else ""
    body = "".join(f"<p>{text}</p>" for text in PROSE) if prose else ""
    markup = f"<html><head><title>{window}</title>{head}</head><body><article>{title}{body}</article>{tail}</body></html>"
    return document_from_html(markup, "p", config=ReadConfig())


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "text",
    [
        "/* for search engines */\n" + json.dumps(ARTICLE),
        json.dumps({"@type": "BreadcrumbList"}) + "\n" + json.dumps(ARTICLE),
        json.dumps({"@type": "BreadcrumbList"}) + ",\n" + json.dumps(ARTICLE),
        "<!--//--><![CDATA[//><!--\n" + json.dumps(ARTICLE) + "\n//--><!]]>",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
    ],
)
def test_a_script_is_read_however_it_is_wrapped(text: str) -> None:
    document = page(head=script(text))
    assert (document.outlet, document.published, document.byline) == (
        "Valley Post",
        "2031-02-03T09:15:00+02:00",
        "Reuters",
    )


@pytest.mark.parametrize("window", ["Valley Post", f"{HEADLINE} - Valley Post", "x"])
def test_a_shell_without_text_gives_the_story_that_it_states(window: str) -> None:
    body = script(json.dumps({**ARTICLE, "articleBody": "\n\n".join(PROSE)}))
    document = page(head=body, heading=None, window=window, prose=False)
    assert all(text in document.text for text in PROSE)
    assert document.outlet == "Valley Post"


@pytest.mark.parametrize("window", ["Valley Post", f"{HEADLINE} | Valley Post", ""])
@pytest.mark.parametrize(
    "heading",
    [
        HEADLINE,
        "Glass makers strike<br>over night allowance",
        "<span>Glass makers strike</span><br/><span>over night allowance</span>",
        "<div>Glass makers strike</div><div>over night allowance</div>",
    ],
)
def test_the_heading_is_the_title_whatever_the_window_is_called(heading: str, window: str) -> None:
    document = page(heading=heading, window=window)
    assert document.title == HEADLINE
    assert document.text.startswith(HEADLINE + "\n")


def test_a_window_without_a_heading_loses_the_name_of_the_site() -> None:
    head = '<meta property="og:site_name" content="Valley Post">'
    assert page(head=head, heading=None, window=f"{HEADLINE} – Valley Post").title == HEADLINE


def test_the_section_of_a_page_is_kept_as_it_is_stated() -> None:
    stated = script(json.dumps({**ARTICLE, "articleSection": ["Harbour", "News"]}))
    tag = '<meta property="article:section" content="Sport &amp; Sea">'
    assert page(head=tag).meta["section"] == "Sport & Sea"
    assert page(head=stated + tag).meta["section"] == "Harbour"
    assert "section" not in page().meta


def test_the_day_of_a_story_beside_the_article_is_not_its_day() -> None:
    other = '<aside><a href="/a">Old</a><time datetime="2026-01-01T00:00:00Z">1 January 2026</time></aside>'
    own = '<p><time datetime="2031-02-03T10:00:00Z">3 February 2031</time></p>'
    assert page(heading=f"{HEADLINE}</h1>{own}<h1>", tail=other).published == "2031-02-03"


def test_the_words_of_one_long_value_are_one_attribute() -> None:
    value = json.dumps(["<b " + "kept=1 " * 3_000 + ">"])
    assert PROSE[1] in page(tail=f"<div data-state='{value}'></div>").text
