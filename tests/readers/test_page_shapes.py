"""Forty shapes of web pages as sites build them, in invented words: headline, byline, day, captions and furniture of each."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from provenance.config import ReadConfig
from provenance.page import prepare
from provenance.page.prepared import Prepared
from provenance.readers.html import document_from_html

HEAD = "Ostholm ferry stays in port as wind rises"
STORY = (
    "The ferry to Ostholm stayed in port on Monday because the wind rose above what its captain would accept, the port said.",
    "Travellers were given rooms in the town hall and soup from the school kitchen until the evening boat could sail again.",
    "The line said it would pay for the rooms and asked travellers to keep their tickets until the end of next week.",
    "Two lorries with fish for the mainland had to turn back, and their drivers sold the load on the quay for half the price.",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)
DAY = "2031-02-03"
ITEM = {
    "@type": "NewsArticle",
    "headline": HEAD,
    "datePublished": f"{DAY}T10:00:00Z",
    "author": {"@type": "Person", "name": "Ada Lund"},
}
"""What the page says of itself in JSON-LD."""


def ld(value: object, before: str = "", after: str = "") -> str:
    return f'<script type="application/ld+json">{before}{json.dumps(value)}{after}</script>'


def meta(**names: str) -> str:
    return "".join(
        f'<meta property="{key.replace("_", ":", 1)}" content="{value}">' for key, value in names.items()
    )


@dataclass(frozen=True)
class Shape:
    """A page and what is right of it; ``furniture`` are words that must not stand in the body."""

    name: str
    body: str
    head: str = ""
    title: str = HEAD
    byline: str | None = "Ada Lund"
    day: str | None = DAY
    captions: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    story: tuple[str, ...] = STORY


def article(above: str = "", below: str = "", *, h1: str = f"<h1>{HEAD}</h1>", text: str = PARAGRAPHS) -> str:
    return f"<main><article>{h1}{above}{text}{below}</article></main>"


SIGNED = '<div class="byline">By Ada Lund</div>'
AFP = {**ITEM, "author": {"@type": "Organization", "name": "AFP"}}
CARDS = (
    '<div class="card"><a href="/a">Volcano closes two airports in the south</a><div class="byline">By AFP</div></div>'
    '<div class="card"><a href="/b">Oil slips for a third day in a row</a><span class="author">Reuters</span></div>'
)
CAPTION = "The ferry at its berth in Ostholm on Sunday, when the wind was still light."
LOGIN = "Log in to your account to read on with a free trial of the Gazette."
NEWSLETTER = "Get our morning letter with the stories of the coast in your inbox every day."
WEATHER = "Ostholm today: twelve degrees, wind from the west, showers later in the day."

SHAPES = (
    Shape("plain", article(SIGNED), ld(ITEM)),
    Shape("a script with less-than signs", article(SIGNED), "<script>for(i=0;i<n.length;i++){" + "v " * 3_000 + "}</script>" + ld(ITEM)),
    Shape("a stray quote in a tag", article(SIGNED + '<ul class="x" role=”list"><li>one</li></ul>'), ld(ITEM)),
    Shape("JSON-LD in CDATA", article(), ld(AFP, "\n//<![CDATA[\n", "\n//]]>\n"), byline="AFP", agencies=("AFP",)),
    Shape("JSON-LD in an HTML comment", article(), ld(AFP, "<!--", "-->"), byline="AFP", agencies=("AFP",)),
    Shape("JSON-LD behind a script comment", article(), ld(AFP, "/* */", ";"), byline="AFP", agencies=("AFP",)),
    Shape("JSON-LD with surplus commas", article(), f'<script type="application/ld+json">{json.dumps(AFP)[:-1]},}}</script>', byline="AFP", agencies=("AFP",)),
    Shape("JSON-LD with references", article(), ld({"@graph": [{"@type": "Person", "@id": "#p", "name": "AFP"}, {**ITEM, "author": {"@id": "#p"}}]}), byline="AFP", agencies=("AFP",)),
    Shape("JSON-LD as mainEntity", article(), ld({"@type": "WebPage", "name": "x", "mainEntity": AFP}), byline="AFP", agencies=("AFP",)),
    Shape("JSON-LD as a list of lists", article(), ld([[{"@type": "Organization", "name": "Gazette"}, AFP]]), byline="AFP", agencies=("AFP",)),
    Shape("authors as a list of texts", article(), ld({**ITEM, "author": ["Ada Lund", "Bo Dahl"]}), byline="Ada Lund, Bo Dahl"),
    Shape("another story's JSON-LD first", article(), ld({**AFP, "headline": "Oil slips for a third day", "url": "https://g.example/oil"}) + ld(ITEM)),
    Shape("only another story's JSON-LD", article(SIGNED), ld({**AFP, "headline": "Oil slips for a third day"}) + meta(article_published_time=DAY), byline=None),
    Shape("a list of other stories", article(), ld({"@type": "ItemList", "itemListElement": [{**AFP, "headline": "Oil slips for a third day"}]}) + ld(ITEM)),
    Shape("the agency behind a JSON-LD author", article(), ld({**ITEM, "author": "Web Desk"}) + meta(article_author="AFP"), byline="Web Desk, AFP", agencies=("AFP",)),
    Shape("an address as author", article(SIGNED), ld({**ITEM, "author": "https://g.example/ada"}) + meta(author="Ada Lund")),
    Shape("facts with entities", article(SIGNED), ld(ITEM) + meta(og_title="Ostholm&amp;rsquo;s ferry")),
    Shape("headline with a break", article(SIGNED, h1="<h1>Ostholm ferry stays<br>in port as wind rises</h1>"), ld(ITEM)),
    Shape("headline in parts", article(SIGNED, h1="<h1><span>Ostholm ferry stays</span> <span>in port as wind rises</span></h1>"), ld(ITEM)),
    Shape("a site's name as first heading", "<header><h1>The Ostholm Coastal Gazette</h1></header>" + article(SIGNED), ld(ITEM)),
    Shape("the headline in the menu as well", f'<nav><ul><li><a href="/x">{HEAD}</a></li></ul></nav>' + article(SIGNED), ld(ITEM)),
    Shape("a sidebar of cards", article(SIGNED) + f"<aside><h3>Latest</h3>{CARDS}</aside>", ld(ITEM), furniture=("Volcano", "Oil slips")),
    Shape("cards below the story", article(SIGNED, CARDS), ld(ITEM), furniture=("Volcano", "Oil slips")),
    Shape("a related box in the story", article(SIGNED, text=PARAGRAPHS.replace("</p><p>Two", f'</p><div class="related-stories">{CARDS}</div><p>Two')), ld(ITEM), furniture=("Volcano",)),
    Shape("other stories as articles", article(SIGNED) + "".join('<article><h2>Volcano closes two airports in the south</h2><p class="byline">AFP</p></article>' for _ in range(3)), ld(ITEM), furniture=("Volcano",)),
    Shape("a credit below the story's element", article(SIGNED, text=f'<div itemprop="articleBody">{PARAGRAPHS}</div><p><em>(with AFP)</em></p>'), ld(ITEM), agencies=("AFP",)),
    Shape("bare names below other stories", article(SIGNED, text=f'<div itemprop="articleBody">{PARAGRAPHS}</div>' + "".join(f'<section><h3>{head}</h3><p>AFP</p></section>' for head in ("Volcano closes two airports in the south", "Oil slips for a third day"))), ld(ITEM), furniture=("Volcano",)),
    Shape("a caption with its credit in one paragraph", article(SIGNED, text=PARAGRAPHS.replace("</p><p>The line", f'</p><p class="image-credit-wrap"><span class="cutline js-caption">{CAPTION}</span> <span class="credit">(Photo: Per Lunde, AP)</span></p><p>The line')), ld(ITEM), captions=(CAPTION,)),
    Shape("a figure with an agency's credit", article(SIGNED + f'<figure><img src="x"><figcaption>{CAPTION} <span class="credit">Reuters</span></figcaption></figure>'), ld(ITEM), captions=(CAPTION,)),
    Shape("a figure in the story", article(SIGNED, text=PARAGRAPHS.replace("</p><p>The line", f"</p><figure><figcaption>{CAPTION}</figcaption></figure><p>The line")), ld(ITEM), captions=(CAPTION,)),
    Shape("a gallery's credits", article(SIGNED, "".join(f'<figure><figcaption>Berth {n} of the ferry in the storm of Monday. <span class="photo-credit">AFP</span></figcaption></figure>' for n in range(4))), ld(ITEM), captions=("Berth 2 of the ferry",)),
    Shape("the story in two boxes", article(SIGNED, text=f'<div class="body-text">{PARAGRAPHS[:len(PARAGRAPHS) // 2].rsplit("<p>", 1)[0]}</div><div class="ad">Advertisement</div><div class="body-text"><p>{STORY[1]}</p><p>{STORY[2]}</p><p>{STORY[3]}</p></div>'), ld(ITEM)),
    Shape("the story in articleBody alone", '<div id="app"></div>', ld({**AFP, "articleBody": "\n\n".join(STORY)}) + f"<title>{HEAD}</title>", byline="AFP", agencies=("AFP",)),
    Shape("markup in articleBody", '<div id="app"><p>Loading, please wait.</p></div>', ld({**ITEM, "articleBody": PARAGRAPHS}), furniture=("Loading",)),
    Shape("a box to log in", article(SIGNED, f'<div class="login-box"><p>{LOGIN}</p></div>'), ld(ITEM), furniture=(LOGIN,)),
    Shape("a newsletter in the story", article(SIGNED, text=PARAGRAPHS.replace("</p><p>Two", f'</p><div class="newsletter-signup"><p>{NEWSLETTER}</p></div><p>Two')), ld(ITEM), furniture=(NEWSLETTER,)),
    Shape("the weather above the story", f'<div class="weather"><p>{WEATHER}</p></div>' + article(SIGNED), ld(ITEM), furniture=(WEATHER,)),
    Shape("a byline by its class", article('<p class="Article__authorName">By AFP</p>'), ld({**ITEM, "author": []}), byline=None, agencies=("AFP",)),
    Shape("a byline far above the text", article('<div class="meta-author">By AFP</div><ul>' + "<li>Share</li>" * 12 + "</ul>"), ld({**ITEM, "author": None}), byline=None, agencies=("AFP",)),
    Shape("a byline given twice", article('<div class="byline">By AFP</div><span class="author">AFP</span>'), ld({**ITEM, "author": ""}), byline=None, agencies=("AFP",)),
    Shape("a date by the month's name", article(SIGNED), ld({**ITEM, "datePublished": "February 3, 2031"})),
    Shape("a date as mail has it", article(SIGNED), ld({**ITEM, "datePublished": "Mon, 03 Feb 2031 10:00:00 +0100"})),
    Shape("a date with a blank before its zone", article(SIGNED), ld({**ITEM, "datePublished": f"{DAY} 10:00:00 +0100"})),
    Shape("a date that is only shown", article(SIGNED + f'<time datetime="{DAY}">3 February 2031</time>'), meta(article_author="Ada Lund")),
    Shape("kept by a web archive", '<div id="wm-ipp-base"><p>Captures 12 Mar 2032 of this page in the archive, by AFP</p></div>' + article(SIGNED), ld({**ITEM, "url": "https://web.archive.org/web/20320312000000/https://g.example/ferry"}), furniture=("Captures",)),
)  # fmt: skip


def read(shape: Shape) -> Prepared:
    page = f'<!doctype html><html lang="en"><head>{shape.head}</head><body>{shape.body}</body></html>'
    return prepare(document_from_html(page, "p", config=ReadConfig()))


def of(page: Prepared, *kinds: str) -> list[str]:
    return [page.document.text[s.start : s.end] for s in page.segments if s.kind in kinds]


def test_there_are_forty_shapes() -> None:
    assert len({shape.name for shape in SHAPES}) >= 40


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_headline_and_story(shape: Shape) -> None:
    page = read(shape)
    assert of(page, "headline") == [shape.title]
    assert " ".join(of(page, "body")) == " ".join(shape.story)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_byline_and_day(shape: Shape) -> None:
    document = read(shape).document
    assert document.byline == shape.byline
    assert (document.published or "")[:10] == (shape.day or "")
    assert not document.url or "archive" not in document.url


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_agencies_credited(shape: Shape) -> None:
    page = read(shape)
    credited = {
        name
        for c in page.credits
        if c.scope in ("article", "part") and c.role != "photo"
        for name in c.agencies
    }
    assert credited == set(shape.agencies)


@pytest.mark.parametrize(
    "shape", [shape for shape in SHAPES if shape.captions or shape.furniture], ids=lambda shape: shape.name
)
def test_captions_and_furniture(shape: Shape) -> None:
    page = read(shape)
    captions, body = " ".join(of(page, "caption", "credit")), " ".join(of(page, "body", "deck"))
    assert [text for text in shape.captions if text not in captions] == []
    assert [text for text in shape.furniture if text in body] == []
    assert page.document.text.count("Per Lunde") <= 1


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Publié le 3 février 2031 à 09h05", "2031-02-03T09:05:00"),
        ("Veröffentlicht am 03.02.2031, 09:05 Uhr", "2031-02-03T09:05:00"),
        ("Published: February 3, 2031 9:05 am | Updated: February 4, 2031 7:15 am", "2031-02-03T09:05:00"),
        ("Published on 3 February 2031", "2031-02-03"),
        ("Publié le 3 février 2031", "2031-02-03"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_page_that_states_no_time_has_the_one_that_it_shows(line, published, above):
    shown = f'<p class="date">{line}</p>'
    body = f"<nav><ul>{'<li>News</li>' * 30}</ul></nav>" + (
        f"<main>{shown}<article><h1>{HEAD}</h1>{PARAGRAPHS}</article></main>" if above else article(shown)
    )
    found = document_from_html(f"<html><body>{body}</body></html>", "a", config=ReadConfig())
    assert found.published == published
