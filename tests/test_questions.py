"""Outlets and agencies: matrix, network, homogeneity, diversity, selection, sensitivity, coverage, against values worked out by hand."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from sample_annotations import documents
from scipy.spatial.distance import jaccard as scipy_jaccard
from scipy.stats import entropy as scipy_entropy
from statsmodels.stats.proportion import proportion_confint

import provenance as pv
from provenance import records as rec
from provenance.analysis import (
    Tables,
    analyse,
    composition,
    coverage,
    diversity,
    gather,
    graph,
    homogeneity,
    matrix,
    network,
    selection,
    sensitivity,
)
from provenance.analysis.diversity import entropy, hhi
from provenance.analysis.homogeneity import cosine, jaccard
from provenance.config import Config
from provenance.text import term

CONFIG = Config()
RUN = rec.Run("test", CONFIG.to_dict(), CONFIG.sha256)
WIRES = ("a1", "r1", "p1")
AGENCIES = {"a": "AFP", "r": "Reuters", "p": "AP"}
RELEASED = {"a1": "2030-01-01T08:00:00Z", "r1": "2030-01-01T09:00:00Z", "p1": "2030-01-01T10:00:00Z"}


def article(
    name: str,
    outlet: str | None,
    sentences: list[tuple[str, str | None]],
    *,
    at: str | None = "2030-01-01T12:00:00Z",
    credit: str | None = None,
) -> rec.Annotation:
    """Return an article whose sentences rest on a dispatch (by its id) or on nothing."""
    text, findings = "", []
    for words, source in sentences:
        begin = len(text)
        text += words
        segment = rec.Segment(begin, len(text), "body", len(findings), "test")
        text += "\n"
        if source is None:
            verdict, evidence = (
                rec.Verdict("original", certainty="likely", confidence=0.9, rule="nothing", why="-"),
                (),
            )
        else:
            agency = AGENCIES[source[0]]
            verdict = rec.Verdict("wire", agency, "verbatim", ("match",), "matched", 0.97, "match", "-")
            evidence = (rec.Evidence(source, agency, "wire", RELEASED.get(source), 0, 9, 0.97, "verbatim"),)
        findings.append(
            rec.Finding(
                segment, verdict, evidence=evidence, rests=0 if evidence else None, words=len(words.split())
            )
        )
    credits = () if credit is None else (rec.Credit(0, 1, "x", "byline", (credit,), "article", "high", "B1"),)
    document = rec.Document(name, text, outlet=outlet, published=at)
    return rec.Annotation(
        document, "partly", credits, tuple(findings), rec.Coverage(documents=3), RUN, language="en"
    )


def own(*dispatches: str) -> list[tuple[str, str | None]]:
    return [(f"Velda nerro {number} tolim.", source or None) for number, source in enumerate(dispatches)]


@pytest.fixture(scope="module")
def small() -> Tables:
    """Return two outlets: North has 2 AFP, 1 Reuters, 1 AP and 1 of its own; South 1 AFP and 3 of its own."""
    north = [
        article("n1", "North", own("a1", "a1", "r1", "")),
        article("n2", "North", own("p1"), at="2030-01-01T13:30:00Z"),
    ]
    south = [article("s1", "South", own("", "", "", "a1"), at="2030-01-02")]
    return gather([*north, *south])


@pytest.fixture(scope="module")
def wires() -> pv.Archive:
    return pv.Archive.build(documents("wires.jsonl")[:5])


@pytest.fixture(scope="module")
def sample(wires) -> pv.Corpus:
    """Return two articles of the sample that have sentences that only *sensitive* calls wire copy."""
    return pv.annotate(documents("articles.jsonl")[2:4], wires)


# --- matrix -----------------------------------------------------------------------------------------------------------


def test_the_matrix_counts_each_sentence_once_and_its_rows_add_up(small):
    table = matrix(small).table.set_index(["outlet", "column"])
    assert table.loc[("North", "AFP"), ["sentences", "n", "share"]].tolist() == [2, 5, 0.4]
    assert table.loc[("South", "AFP"), "share"] == 0.25
    assert table.loc[("All", "AFP"), ["sentences", "n"]].tolist() == [3, 9]
    assert table.groupby("outlet")["share"].sum().tolist() == pytest.approx([1, 1, 1])
    assert table.groupby("outlet")["sentences"].sum().to_dict() == {"All": 9, "North": 5, "South": 4}


def test_an_outlet_that_is_not_stated_has_its_row():
    table = matrix([article("x", None, own("a1", ""))]).table
    assert set(table["outlet"]) == {"All", "outlet not stated"}


def test_without_a_match_the_matrix_says_so():
    found = matrix([article("x", "North", own("", ""))])
    assert "No sentence of 1 outlet matches" in found.says
    assert not found.table["agency"].any()


# --- diversity --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("counts", [[2, 1, 1], [1, 1, 1, 1], [7], [90, 9, 1]])
def test_entropy_and_concentration_are_those_of_scipy_and_of_their_definition(counts):
    assert float(entropy(np.array(counts))) == pytest.approx(scipy_entropy(counts, base=2))
    assert float(hhi(np.array(counts))) == pytest.approx(sum((x / sum(counts)) ** 2 for x in counts))


def test_diversity_by_hand(small):
    row = diversity(small).table.set_index("outlet").loc["North"]  # shares 1/2, 1/4, 1/4
    assert (row["agencies"], row["n"]) == (3, 4)
    assert row["entropy"] == pytest.approx(1.5)
    assert row["evenness"] == pytest.approx(1.5 / math.log2(3))
    assert row["hhi"] == pytest.approx(0.375)
    assert row["effective"] == pytest.approx(8 / 3)


def test_intervals_of_diversity_hold_the_value_and_come_back_with_the_seed():
    many = gather([article(f"n{i}", "North", own("a1", "r1" if i % 3 else "a1")) for i in range(24)])
    many = many.with_events({f"n{i}": f"event {i}" for i in range(24)})
    first, again = (diversity(many, seed=1).table.iloc[0] for _ in range(2))
    assert first["entropy_low"] < first["entropy"] < first["entropy_high"]
    assert first["hhi_low"] < first["hhi"] < first["hhi_high"]
    assert first.equals(again)


def test_one_agency_is_no_finding_about_diversity():
    found = diversity([article("x", "North", own("a1", "a1"))])
    assert "with one agency found, entropy is 0 and HHI 1 whatever an outlet does" in found.says
    assert found.table["entropy"].tolist() == [0, 0]


# --- network ----------------------------------------------------------------------------------------------------------


def test_links_have_both_times_and_the_first_of_an_article_is_marked(small):
    table = network(small).table.set_index(["article", "source"])
    assert len(table) == 4
    assert table.loc[("n1", "a1"), ["hours", "sentences", "first"]].tolist() == [4.0, 2, True]
    assert table.loc[("n1", "r1"), ["hours", "sentences", "first"]].tolist() == [3.0, 1, False]
    assert table.loc[("n2", "p1"), ["hours", "first"]].tolist() == [3.5, True]
    assert math.isnan(table.loc[("s1", "a1"), "hours"]), "a day is no hour"


def test_first_match_only_keeps_one_link_an_article(small):
    found = network(small, first_match_only=True)
    assert found.table[["article", "source"]].to_numpy().tolist() == [
        ["n1", "a1"],
        ["n2", "p1"],
        ["s1", "a1"],
    ]
    assert "only the first dispatch is kept" in found.says


def test_the_graph_is_directed_and_weighed(small):
    found = graph(network(small).table)
    afp, north, south = ("agency", "AFP"), ("outlet", "North"), ("outlet", "South")
    assert set(found.edges) == {
        (afp, north),
        (afp, south),
        (("agency", "Reuters"), north),
        (("agency", "AP"), north),
    }
    assert found.edges[afp, north]["sentences"] == 2
    assert nx.out_degree_centrality(found)[afp] == pytest.approx(2 / 4)
    assert "67\u202f% of those possible" in network(small).says  # 4 ties of 3 agencies x 2 outlets


def test_no_dispatch_is_no_network():
    found = network([article("x", "North", own("", ""))])
    assert (len(found.table), found.chart) == (0, None)
    assert "there is no network" in found.says


def test_many_links_are_drawn_as_counts_a_day():
    many = [
        article(f"n{i}", f"Outlet {i % 20}", own("a1", "r1"), at=f"2030-01-{2 + i % 20:02}T12:00:00Z")
        for i in range(120)
    ]
    found = network(many)
    drawn = found.chart().to_dict()
    assert drawn["facet"]["row"]["field"] == "agency"
    assert "14 outlets with most articles of 20" in " ".join(drawn["title"]["subtitle"])


# --- homogeneity ------------------------------------------------------------------------------------------------------

COMMON = "brimgor selvani tolquet marrovin dasketh ulverno pemtrix gorlanda wexomir fintaru"
NORTH = "zandovar quillmet harbeno tresk ovalind muskra peltovi crandeth yimbor lostrine vantop"
SOUTH = "kelpora drimsten ruvanto bexley norgath islope cardunel mavrik stobbin jentara wulf"
WIRE = "quorvane lusaro belkist ormandi tressil hovequa nimbrel castoru dorvale pinthos egmere salvund"


def test_homogeneity_is_that_of_the_sets_with_and_without_agency_text():
    north = article("n", "North", [(f"{COMMON} {NORTH}.", None), (f"{WIRE}.", "a1")])
    south = article("s", "South", [(f"{COMMON} {SOUTH}.", None), (f"{WIRE}.", "a1")])
    tables = gather([north, south]).with_events({"n": "e", "s": "e"})
    row = homogeneity(tables).table.set_index("outlet").loc["North"]
    sets = {
        name: {term(word) for word in words.split()}
        for name, words in (("c", COMMON), ("n", NORTH), ("s", SOUTH), ("w", WIRE))
    }
    one, other = sets["c"] | sets["n"], sets["c"] | sets["s"]
    for end, a, b in (("", one | sets["w"], other | sets["w"]), ("_without", one, other)):
        every = sorted(a | b)
        flags = [[word in side for word in every] for side in (a, b)]
        assert row[f"jaccard{end}"] == pytest.approx(1 - scipy_jaccard(*flags))
        assert row[f"cosine{end}"] == pytest.approx(len(a & b) / math.sqrt(len(a) * len(b)))
    assert row["jaccard_difference"] == pytest.approx(row["jaccard"] - row["jaccard_without"])
    assert row["other"] == "South"


def test_an_outlet_without_words_of_its_own_is_compared_with_agency_text_only():
    words = f"{COMMON} {NORTH}."
    tables = gather(
        [article("n", "North", [(words, "a1")]), article("s", "South", [(words, None)])]
    ).with_events({"n": "e", "s": "e"})
    row = homogeneity(tables).table.iloc[0]
    assert row["jaccard"] == pytest.approx(1)
    assert (row["comparisons"], row["comparisons_without"]) == (1, 0)
    assert math.isnan(row["jaccard_without"])


def test_outlets_of_different_events_are_not_compared():
    words = f"{COMMON} {NORTH}."
    tables = gather(
        [article("n", "North", [(words, None)]), article("s", "South", [(words, None)])]
    ).with_events({"n": "e", "s": "f"})
    found = homogeneity(tables)
    assert (len(found.table), found.chart) == (0, None)
    assert "there is nothing to compare" in found.says


@pytest.mark.parametrize(("measure", "expected"), [(jaccard, 1 / 3), (cosine, 1 / 2)])
def test_measures_of_sets_by_hand(measure, expected):
    assert measure(np.array([2.0]), np.array([4.0]), np.array([4.0]))[0] == pytest.approx(expected)


# --- selection and coverage -------------------------------------------------------------------------------------------


def dispatch(name: str, at: str | None, **meta: object) -> pv.Document:
    text = f"Velda nerro tolim {name}.\n\nThe harbour of Velda stays closed for a second week, the port office said."
    return pv.Document(name, text, agency=AGENCIES[name[0]], published=at, meta=meta)


@pytest.fixture(scope="module")
def archive() -> pv.Archive:
    held = [dispatch(name, RELEASED[name], topic="ports") for name in WIRES]
    return pv.Archive.build(
        [*held, dispatch("a2", "2030-01-01T07:00:00Z", topic="trade"), dispatch("a3", "2029-06-01T07:00:00Z")]
    )


def test_selection_is_of_the_items_that_articles_could_have_used(small, archive):
    table = selection(small, archive=archive).table.set_index(["by", "group"])
    assert table.loc[("all", "all"), ["dispatches", "picked_up"]].tolist() == [
        4,
        3,
    ]  # a3 came out half a year before
    assert table.loc[("agency", "AFP"), ["n", "share"]].tolist() == [2, 0.5]
    assert table.loc[("topic", "trade"), "picked_up"] == 0
    assert table.loc[("agency", "AFP"), "outlets"] == 2
    low, high = proportion_confint(3, 4, method="wilson")
    assert table.loc[("all", "all"), ["low", "high"]].tolist() == pytest.approx([low, high])
    assert table.loc[("day", "2030-01-01"), "n"] == 4


def test_selection_states_how_complete_the_archive_can_be_taken_to_be(archive):
    with_credit = [
        article("n1", "North", own("a1"), credit="AFP"),
        article("s1", "South", own(""), credit="AFP"),
    ]
    found = selection(with_credit, archive=archive)
    assert "Completeness of the archive is not known from within" in found.says
    assert "50.0\u202f%" in found.says
    assert "of 2 articles with a credit to an agency match a dispatch" in found.says


@pytest.mark.parametrize("question", [selection, coverage])
def test_without_an_archive_the_question_is_not_answered(small, question):
    found = question(small)
    assert (len(found.table), found.chart) == (0, None)
    assert "archive" in found.says
    assert "--archive" in found.says


def test_coverage_has_a_row_for_each_day_and_agency_and_names_gaps(small, archive):
    late = article("t", "South", own("r1"), at="2030-01-04T09:00:00Z", credit="Reuters")
    tables = gather([late]).with_archive(archive)
    found = coverage(tables)
    table = found.table.set_index(["day", "agency"])
    assert table.loc[("2030-01-01", "AFP"), "dispatches"] == 2
    assert table.loc[("2030-01-04", "Reuters"), ["dispatches", "articles", "credited"]].tolist() == [0, 1, 1]
    assert table.loc[("2030-01-02", "AP"), ["dispatches", "articles"]].tolist() == [0, 0]
    assert table["dispatches"].sum() == 5
    assert "On 1 day with articles there is no dispatch at all" in found.says


def test_what_has_no_time_stands_apart_in_coverage():
    tables = gather([article("t", "South", own("a1"), at=None)])
    found = coverage(tables, archive=pv.Archive.build([dispatch("a1", None)]))
    assert found.table["day"].tolist() == ["undated"]


# --- sensitivity ------------------------------------------------------------------------------------------------------


def test_another_threshold_says_what_deciding_again_says(sample):
    table = sensitivity(sample).table
    for threshold, setting in ((0.4, "default, as decided"), (0.2, "sensitive")):
        here = table[table["threshold"] == threshold].set_index("class")
        assert set(here["setting"]) == {setting}
        again = composition(sample.redecide(threshold=threshold)).table
        whole = again[(again["by"] == "all") & (again["unit"] == "sentences")].set_index("class")["share"]
        assert here["share"].drop("wire").to_dict() == pytest.approx(whole.to_dict())
    wire = table[table["class"] == "wire"].set_index("threshold")["sentences"]
    assert wire[0.2] > wire[0.4]


def test_other_thresholds_can_be_asked_for(sample):
    tables = gather(sample, thresholds=[0.9])
    assert sorted(set(sensitivity(tables).table["threshold"])) == [0.4, 0.9]
    assert set(sensitivity(tables).table["setting"]) == {"default, as decided", "asked for"}


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["matrix", "network", "homogeneity", "diversity", "selection", "sensitivity", "coverage"]
)
def test_a_table_is_described_and_holds_shares_between_their_ends(name, sample, wires):
    found = analyse(sample, name, archive=wires)
    assert set(found.columns) == set(found.table.columns)
    if "low" in found.table:
        assert (
            (found.table["low"] <= found.table["share"]) & (found.table["share"] <= found.table["high"])
        ).all()


def test_thousands_of_words_are_kept_as_numbers():
    tables = gather([article("x", "North", [(f"{COMMON} {NORTH}", None)])])
    assert len(tables.words) == len({term(word) for word in f"{COMMON} {NORTH}".split()})
    assert tables.words["word"].dtype == np.uint32
    assert not any(
        "brimgor" in str(value)
        for frame in (tables.sentences, tables.words, tables.articles)
        for value in frame.to_numpy().ravel()
    )
