"""One kind, many forms: pages, tables, times and sentences that are read alike however they are written."""

from __future__ import annotations

import gzip
import io
import json

import pytest

import provenance as pv
from provenance.cli.inputs import sort_out
from provenance.config import ReadConfig
from provenance.contract.cuts import cut_off
from provenance.errors import ReadError
from provenance.exporters import export
from provenance.exporters.stored import parse_file
from provenance.match.peers import _called
from provenance.page import prepare
from provenance.page.speech.marks import pair
from provenance.readers.columns import match
from provenance.readers.dates import read_date
from provenance.readers.html import document_from_html
from provenance.readers.jsonl import read_json
from provenance.records import Document
from provenance.text import mend, whole_words
from provenance.text.sentences import sentence_starts

CONFIG = ReadConfig()
TITLE = "Lighthouse keepers of Holm vote to stay"
DAY = "2031-03-12T09:15:30+01:00"
STORY = (
    "The last four lighthouse keepers of Holm voted on Thursday to stay at their posts for another winter.",
    "Their lamps were to be switched off in May, when a new beacon on the reef was meant to take over.",
    "Divers found cracks in the footing of the beacon, however, and the harbour office has put off the change.",
)
OTHER = (
    "Bakers in the hill towns raised their prices on Friday for the second time this year.",
    "A loaf now costs a fifth more than it did before the frost.",
)


def page(head: str = "", body: str = "", *, title: str = f"<h1>{TITLE}</h1>") -> Document:
    shown = body or title + "".join(f"<p>{line}</p>" for line in STORY)
    text = f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body><main><article>{shown}</article></main></body></html>"
    return document_from_html(text, "a", config=CONFIG)


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"<script type='application/ld+json'>{text}</script>"


ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": DAY,
    "author": {"name": "AFP"},
    "publisher": {"name": "Reef Post"},
}


# -- what a page says of itself -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "// of the page\n" + json.dumps(ARTICLE),
        "\ufeff" + json.dumps(ARTICLE),
        "var story = " + json.dumps(ARTICLE) + ";",
        "(" + json.dumps(ARTICLE) + ")",
        json.dumps(ARTICLE).replace('"datePublished"', '\n// when\n"datePublished"'),
        json.dumps({**ARTICLE, "description": "the reef"}).replace("the reef", "the reef\\'s"),
        {
            **ARTICLE,
            "author": {"@list": [{"name": {"@value": "AFP"}}]},
            "publisher": {"legalName": "Reef Post"},
        },
        {**ARTICLE, "@type": "WebPage"},
        {
            "@graph": [
                {**ARTICLE, "author": "https://reef.example/#p"},
                {"@id": "https://reef.example/#p", "name": "AFP"},
            ]
        },
        {"@graph": [{**ARTICLE, "author": {"@id": "#p"}}, {"@id": "https://reef.example/#p", "name": "AFP"}]},
    ],
)
def test_a_script_states_its_facts_however_it_is_written(text):
    found = page(script(text))
    assert (found.outlet, found.published, found.byline) == ("Reef Post", DAY, "AFP")


def test_microdata_states_the_facts_of_its_own_story_alone():
    props = (
        f"<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>{TITLE}</h1><time itemprop='datePublished'"
        f" datetime='{DAY}'>today</time><span itemprop='author' itemscope><b itemprop='name'>AFP</b></span>"
        "<span itemprop='publisher' itemscope><meta itemprop='name' content='Reef Post'></span>"
    )
    card = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h3 itemprop='headline'>Bread prices rise again</h3>"
        "<meta itemprop='author' content='Reuters'></div>"
    )
    found = page(body=card + props + "".join(f"<p>{line}</p>" for line in STORY) + "</div>")
    assert (found.outlet, found.published, found.byline) == ("Reef Post", DAY, "AFP")


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='dcterms.creator' content='AFP'>",
        "<meta name='sailthru.author' content='AFP'>",
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='AFP'>",
        """<meta name='parsely-page' content='{"authors": ["AFP"]}'>""",
    ],
)
def test_an_author_is_read_from_whatever_tag_names_one(head):
    assert page(head).byline == "AFP"


@pytest.mark.parametrize("value", ["https://schema.org/False", "false", False])
@pytest.mark.parametrize("held", [True, False])
def test_a_wall_is_told_by_the_article_or_a_part_of_it(value, held):
    free = {"isAccessibleForFree": value}
    stated = {**ARTICLE, **({"hasPart": [free]} if held else free)}
    assert page(script(stated)).meta["teaser"] is True


@pytest.mark.parametrize(
    "line",
    [
        "Weiterlesen mit Plus",
        "Dieser Artikel ist nur für Abonnenten lesbar.",
        "Cet article est réservé aux abonnés.",
        "Il vous reste 80% de cet article à lire.",
        "Contenido exclusivo para suscriptores",
        "Suscríbete para seguir leyendo",
        "Questo articolo è riservato agli abbonati",
        "Already a subscriber? Log in",
        "Register for free to continue reading",
    ],
)
def test_a_wall_is_known_in_other_languages(line):
    assert cut_off("\n".join((*STORY, line)))
    assert not cut_off(
        "\n".join((*STORY, "The subscribers of the paper met in Holm, and their club will go on reading."))
    )


@pytest.mark.parametrize("times", [1, 2])
def test_a_stated_text_may_be_escaped_or_a_list(times):
    markup = "".join(f"<p>{line}</p>" for line in STORY)
    for _ in range(times):
        markup = markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for body in (markup, list(STORY)):
        found = page(script({**ARTICLE, "articleBody": body}), "<div id='root'></div>")
        assert all(line in found.text.split("\n") for line in STORY)


def test_a_page_without_scripts_keeps_its_story():
    inside = "<div id='app'></div><noscript>" + "".join(f"<p>{line}</p>" for line in STORY) + "</noscript>"
    found = page("", inside)
    assert STORY[1] in found.text
    assert any("in its source" in note for note in found.notes)


@pytest.mark.parametrize("named", [True, False])
def test_a_page_that_draws_itself_gives_the_story_that_its_scripts_hold(named):
    rest = {"menu": ["Home"], "more": [{"text": f"<p>{OTHER[0]}</p>"}]}
    parts = {"story": {"parts": [{"content": line} for line in STORY]}, **rest}
    whole = {"story": {"body": "".join(f"<p>{line}</p>" for line in STORY)}, **rest}
    data = json.dumps(parts if named else whole)
    script = f"window.F={{}};F.globalContent={data};F.x=1" if named else data
    kind = "text/javascript" if named else "application/json"
    found = page(f"<script type='{kind}'>{script}</script>", "<div id='app'></div>")
    assert found.text.split("\n") == [TITLE, *STORY]


def test_facts_are_plain_words():
    head = "<meta property='og:title' content='Holm&amp;amp;rsquo;s &lt;b&gt;keepers&lt;/b&gt; \\u2013 they st&amp;shy;ay'>"
    assert page(head, title="").title == "Holm’s keepers – they stay"


def test_a_headline_in_two_blocks_is_one():
    title = "<h1><span style='display:block'>Lighthouse keepers</span><span style='display:block'>of Holm vote to stay</span></h1>"
    assert page(title=title).text.split("\n")[0] == TITLE


# -- texts of several items ---------------------------------------------------------------------------------------
def credited(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = prepare(Document("a", text)).credits
    return [(credit.scope, credit.agencies) for credit in found if credit.role != "mention"]


def test_a_title_printed_over_two_lines_is_the_headline():
    text = "\n".join(("Lighthouse keepers of Holm", "vote to stay", "", *STORY))
    kinds = [segment.kind for segment in prepare(Document("a", text, title=TITLE)).segments]
    assert kinds[:3] == ["headline", "headline", "body"]


def test_datelines_of_two_agencies_speak_for_their_briefs():
    items = (
        f"Strike over\n\nHOLM (AFP) - {STORY[0]}",
        f"Bread dearer\n\nLUND (Reuters) - {OTHER[0]}",
        f"Trams\n\nSUND - {STORY[2]}",
    )
    assert credited("\n\n".join(("World briefs", *items))) == [("part", ("AFP",)), ("part", ("Reuters",))]


def test_the_byline_of_the_first_story_on_a_page_is_not_the_seconds():
    first = "\n".join(("Bread prices rise again", "By AFP", *OTHER))
    second = "\n".join((TITLE, "By Jonna Holt", *STORY))
    assert credited(f"Our page\n\n{first}\n\n{second}") == [("part", ("AFP",))]


def test_a_name_below_a_live_report_of_ones_own_is_its_last_entrys():
    entries = [f"{12 - n}:40\n{line}" for n, line in enumerate(STORY)]
    assert credited("\n\n".join(("Live: the vote in Holm", "By Jonna Holt", *entries)) + "\nAFP") == [
        ("part", ("AFP",))
    ]


def test_a_paragraph_printed_again_is_no_caption():
    text = "\n\n".join((TITLE, "By AFP", *STORY, STORY[0]))
    assert "caption" not in [segment.kind for segment in prepare(Document("a", text)).segments]


def test_what_a_picture_agency_did_is_told_and_credits_nothing():
    text = "\n\n".join(
        (TITLE, *STORY[:2], "Getty Images withdrew the picture of the reef on Friday.", STORY[2])
    )
    assert [segment.kind for segment in prepare(Document("a", text)).segments][1:] == ["body"] * 4


def test_a_bare_copyright_sign_above_a_text_is_never_sure():
    found = prepare(Document("a", "\n\n".join((TITLE, "© Reuters", "By Jonna Holt", *STORY)))).credits
    assert [credit.certainty for credit in found if credit.scope == "article"] == ["low"]


# -- tables, records, times ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (("news_title", "news_text", "news_source", "news_date"), ("title", "text", "outlet", "published")),
        (
            ("Document Title", "Document Text", "Source Title", "Issue date"),
            ("title", "text", "outlet", "published"),
        ),
        (("título", "conteúdo", "veículo", "data"), ("title", "text", "outlet", "published")),
        (("Rubrik", "Brödtext", "Tidning", "Datum"), ("title", "text", "outlet", "published")),
    ],
)
def test_a_column_is_known_by_what_it_holds_and_whose(names, fields):
    assert match(names) == dict(zip(fields, names, strict=True))


ROW = {"title": TITLE, "text": STORY[0], "source": {"name": "Reef Post"}}


@pytest.mark.parametrize(
    "value",
    [
        {"status": "ok", "articles": [ROW]},
        {"hits": {"hits": [{"_source": ROW}]}},
        {"a7": ROW},
        {key: [value] for key, value in ROW.items()},
        {key: {"0": value} for key, value in ROW.items()},
        {"columns": list(ROW), "data": [list(ROW.values())]},
    ],
)
def test_records_are_found_within_an_answer(value):
    (found,) = read_json(io.BytesIO(json.dumps(value).encode()), "a", config=CONFIG)
    assert isinstance(found, Document)
    assert (found.title, found.text, found.outlet) == (TITLE, STORY[0], "Reef Post")


@pytest.mark.parametrize("value", [{"text": list(STORY)}, {"title": TITLE, "text": list(STORY)}])
def test_a_list_of_paragraphs_is_no_table(value):
    with pytest.raises(ReadError, match="must be text"):
        list(read_json(io.BytesIO(json.dumps(value).encode()), "a", config=CONFIG))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("203103121405", "2031-03-12T14:05:00"),
        ("20310312140530", "2031-03-12T14:05:30"),
        ("20310312 140530", "2031-03-12T14:05:30"),
        ("12-Mar-31", "2031-03-12"),
        ("2031-03-12 18:00 SGT", "2031-03-12T18:00:00+08:00"),
        ("12 March 2031 21:00 AEDT", "2031-03-12T21:00:00+11:00"),
    ],
)
def test_a_time_is_read_whole(text, iso):
    assert read_date(text).day_first == iso


@pytest.mark.parametrize(
    "other",
    [
        "The Reef Post",
        "reefpost.com",
        "https://www.reefpost.com/",
        "REEF POST online",
        "Reef Post (print)",
        "@reefpost",
        "Réef Post",
    ],
)
def test_one_outlet_under_many_names_is_one(other):
    assert _called(other) == _called("Reef Post")
    assert _called(other) != _called("Reef Times")


# -- words, sentences, speech -------------------------------------------------------------------------------------
def sentences(text: str) -> list[str]:
    starts = sentence_starts(text)
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "Fares rose 4 per cent.| Nobody was glad.",
        "She ate the fig.| Guests ate the ham.",
        "He went to the doc.| Nobody else did.",
        "It weighs 80 kg.| Doctors know why.",
        "He went back to the U.S.| The others stayed.",
        "It was plan B.| Nobody liked it.",
        "So did I.| Others did not.",
        "“Why now?” Holt asked.| “Who pays?”| Nobody answered.",
        "“Why now?” Jonna Holt, the keeper, asked.| He left.",
        "'Why now?' Holt asked the hall.| 'Never!' Vik said.",
        "He met Dr. He Jiankui, Gen. Vik and the U.S. President in Goethestr. 12 at 5 p.m. Monday.",
        "The suit, Moe v. The Reef Post, rests on Fig. 3 and on p. 5 of the act.",
    ],
)
def test_a_sentence_ends_where_it_ends(text):
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize("marks", ["＂＂", "″″", "「」", ("<<", ">>"), (",,", "''"), ("''", "''")])
def test_speech_is_seen_within_marks_of_other_keyboards(marks):
    text = f"Holt rose. {marks[0]}We stay,{marks[1]} she said."
    (span,) = pair(text)
    assert text[span.start : span.end] == f"{marks[0]}We stay,{marks[1]}"


@pytest.mark.parametrize(
    "text", ["The class of '98 met in the keepers' hall.", "The 'burbs backed the farmers' party."]
)
def test_left_out_letters_and_years_open_no_speech(text):
    assert pair(text) == []


@pytest.mark.parametrize("coder", ["cp437", "latin-1", "cp1252"])
def test_marks_read_as_another_code_page_are_seen_through(coder):
    damaged = "She rose. « We stay, » she said.".encode().decode(coder, "replace")
    if coder == "cp437":
        damaged = "She rose. “We stay,” she said.".encode().decode(coder)
    assert len(pair(mend(damaged))) == 1


@pytest.mark.parametrize("end", ["-\n", "- \n", "\xad\n", "¬\n", "=\n", "\u2010\r\n", "-\n\t"])
def test_a_word_divided_at_a_lines_end_is_whole(end):
    assert whole_words(f"the light{end}house").replace("\xad", "") == "the lighthouse"


# -- results given back -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return a folder with one annotated article: as lines, gzipped, cut off, as Parquet and as a table of sentences."""
    folder = tmp_path_factory.mktemp("kept")
    corpus = pv.annotate([Document("a", "\n\n".join((TITLE, *STORY)))])
    for name in ("a.jsonl", "a.parquet", "a.csv"):
        export(corpus, folder / name)
    packed = gzip.compress((folder / "a.jsonl").read_bytes())
    (folder / "a.jsonl.gz").write_bytes(packed)
    (folder / "cut.jsonl.gz").write_bytes(packed[:-40])
    return folder


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet"])
def test_annotations_are_known_in_any_packing(kept, name):
    assert sort_out([str(kept / name)], None) == ([], [str(kept / name)])
    assert [item.document.id for item in parse_file(name, kept / name)] == ["a"]


def test_a_packed_file_that_was_cut_off_is_named(kept):
    last = list(parse_file("cut.jsonl.gz", kept / "cut.jsonl.gz"))[-1]
    assert isinstance(last, ReadError)
    assert "cut off" in last.reason


def test_a_table_of_sentences_is_no_table_of_articles(kept):
    with pytest.raises(ReadError, match="no row of it is an article"):
        pv.read(kept / "a.csv")
