"""Web pages: the article's lines with credits and captions in place, stated facts, and hostile markup."""

from __future__ import annotations

import socket

import pytest

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.html import document_from_html
from provenance.records import Document

BODY = """<nav><a href="/">Home</a></nav><article><h1>Storm shuts port</h1>
<p class="standfirst">Ferries stay in harbour as winds rise</p>
<div class="byline">By <a rel="author" href="/ada">Ada Lund</a></div>
<figure><img src="https://tracker.example/x.png" alt="alt"><figcaption>Waves hit the mole on Monday. <span class="credit">Photo: AFP</span></figcaption></figure>
<p>NORDHAVN (Reuters) - The port of Nordhavn closed on Monday after a storm broke two cranes and flooded the quay.</p>
<h2>Cranes down</h2>
<p>Nobody was hurt, the harbour master said, but the repairs would take weeks and cost several million crowns.</p>
<figure><img src="b.png"><figcaption>A broken crane. REUTERS/Jo Lind</figcaption></figure>
<p>Ferries to the islands were cancelled until Thursday.<br>Freight moves by rail until the quay is dry again.</p>
<p>(Reporting by Jo Lind; Editing by Ann Berg)</p></article><footer>All rights reserved</footer><script>alert(1)</script>"""
HEAD = """<title>Storm | Gazette</title><meta name="author" content="Meta Author"><meta property="og:site_name" content="Gazette">
<link rel="canonical" href="https://gazette.example/storm">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "no"}, {"@type": "NewsArticle",
"headline": "Storm shuts port", "datePublished": "2031-02-03T10:00:00Z", "dateModified": "2031-02-04", "creditText": "Reuters",
"author": [{"@type": "Person", "name": "Ada Lund"}, {"name": "Bo Dahl"}], "publisher": {"name": "Nordhavn Gazette"}}]}</script>"""


def page(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def read(markup: str) -> Document:
    return document_from_html(markup, "p", config=ReadConfig())


def test_headline_byline_captions_and_trailer_stand_in_page_order() -> None:
    assert read(page(BODY, HEAD)).text.split("\n") == [
        "Storm shuts port",
        "Ferries stay in harbour as winds rise",
        "By Ada Lund",
        "Waves hit the mole on Monday. Photo: AFP",
        "NORDHAVN (Reuters) - The port of Nordhavn closed on Monday after a storm broke two cranes and flooded the quay.",
        "Cranes down",
        "Nobody was hurt, the harbour master said, but the repairs would take weeks and cost several million crowns.",
        "A broken crane. REUTERS/Jo Lind",
        "Ferries to the islands were cancelled until Thursday.",
        "Freight moves by rail until the quay is dry again.",
        "(Reporting by Jo Lind; Editing by Ann Berg)",
    ]


def test_stated_facts_come_from_json_ld_first() -> None:
    document = read(page(BODY, HEAD))
    assert document.title == "Storm shuts port"
    assert (document.outlet, document.byline, document.credit) == (
        "Nordhavn Gazette",
        "Ada Lund, Bo Dahl",
        "Reuters",
    )
    assert (document.published, document.updated) == ("2031-02-03T10:00:00Z", "2031-02-04")
    assert (document.url, document.language) == ("https://gazette.example/storm", "en")


def test_meta_is_read_where_json_ld_is_broken_or_absent() -> None:
    broken = HEAD.replace('{"@graph"', '{{"@graph"')
    document = read(page(BODY, broken))
    assert (document.byline, document.outlet, document.title) == (
        "Meta Author",
        "Gazette",
        "Storm shuts port",
    )


def test_a_date_that_is_no_date_and_a_link_that_is_no_link_are_not_taken() -> None:
    head = '<meta name="date" content="yesterday"><link rel="canonical" href="javascript:alert(1)">'
    document = read(page(BODY, head))
    assert (document.published, document.url) == (None, None)
    assert "published 'yesterday' is not an ISO 8601" in document.notes[0]


@pytest.mark.parametrize(
    "deep", ['{"a":' * 50_000, "[" * 100_000, '{"@type": "NewsArticle", "author": 5, "headline": {}}', "null"]
)
def test_hostile_json_ld_is_passed_over(deep: str) -> None:
    assert read(page(BODY, f'<script type="application/ld+json">{deep}</script>')).text.startswith(
        "Storm shuts port"
    )


def test_nothing_that_is_not_shown_becomes_text() -> None:
    hidden = "<style>p{x}</style><template>tmpl</template><noscript>nojs</noscript><!-- remark --><p hidden>secret</p>"
    text = read(page(BODY.replace("</h1>", "</h1>" + hidden))).text
    for word in ("alert(1)", "p{x}", "tmpl", "remark", "tracker.example"):
        assert word not in text


def test_a_page_that_is_no_article_gives_its_text() -> None:
    document = read(page("<div>One line</div><div>Another<script>bad()</script> line</div>"))
    assert document.text.split("\n") == ["One line", "Another line"]


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read(page("<script>x</script>"))


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "deep text",
        "<b><i>" * 20_000 + "deep text",
        "<p>" + "<span>a b</span>" * 40_000 + "</p>",
        "<p>hello <b>x</b> world</p>" * 30_000,
        "<table>" * 5_000 + "cell",
        "<p>" + "a" * 3_000_000 + "</p>",
        "<p>x" + "<br>" * 100_000 + "</p>",
        "<li class=byline>" * 3_000 + "word",
        "<figure><figcaption>a caption</figcaption></figure>" * 3_000,
        "<p>" + "<!--" * 50_000,
        "<a '<a \"" * 50_000,
    ],
)
@pytest.mark.timeout(60)
def test_hostile_markup_comes_to_an_end(body: str) -> None:
    try:
        assert read(page(BODY + body)).text
    except ReadError as error:
        assert error.reason


@pytest.mark.parametrize("value", ["", '="1"', '=">"', "='<'"])
def test_a_tag_with_too_many_attributes_is_refused(value: str) -> None:
    attributes = " ".join(f"a{number}{value}" for number in range(100_000))
    with pytest.raises(ReadError, match="more than 2,000 attributes"):
        read(page(f"<p {attributes}>text</p>"))


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_rest: object) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    outside = '<!DOCTYPE html PUBLIC "x" "https://evil.example/a.dtd"><html><head><base href="https://evil.example/">'
    assert read(outside + '<link rel="stylesheet" href="/x.css"></head><body>' + BODY + "</body></html>").text


def test_equal_pages_give_equal_documents() -> None:
    assert read(page(BODY, HEAD)) == read(page(BODY, HEAD))


def test_entities_and_surrogates_do_no_harm() -> None:
    text = read(
        page(
            "<article><p>Caf&eacute; &#0; &#xD800; \ud800 &lt;script&gt;alert(1)&lt;/script&gt; in the port.</p></article>"
        )
    ).text
    assert "Café" in text
    assert "<script>alert(1)</script>" in text
