"""The analyses of a corpus: every figure beside one counted by hand or published."""

from __future__ import annotations

import json
import math
import re
import sys
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from analysis_corpus import SIZE, article, dispatch, passage
from typer.testing import CliRunner

import provenance as pv
import provenance.analysis.tables as tables_module
from provenance.analysis import (
    ANALYSES,
    Answer,
    Tables,
    analyse,
    as_tables,
    bootstrap,
    composition,
    delay,
    delays,
    editing,
    events,
    find_events,
    keeping,
    measured,
    placed,
    position,
    share,
    survival,
    transparency,
    versions,
    waiting,
    wilson,
)
from provenance.analysis.answer import answer as made_of
from provenance.analysis.composition import names_of
from provenance.analysis.tables import Drawn
from provenance.analysis.uncertainty import median_interval, shares_by
from provenance.analysis.uncertainty import shares as drawn_shares
from provenance.claim import rulings
from provenance.cli import app
from provenance.config import ANALYSIS
from provenance.errors import ConfigError, FormatError, MissingExtra, ReadError
from provenance.show import absent_names, article_facts

ROOT = Path(__file__).resolve().parent.parent


def rows(answer: Answer, **where: object) -> list[dict[str, object]]:
    table = answer.table
    for name, value in where.items():
        table = table[table[name] == value]
    return table.to_dict("records")


def shares(answer: Answer, key: str, **where: object) -> dict[object, float]:
    return {row[key]: round(row["share"], 4) for row in rows(answer, **where)}


# --- intervals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_intervals_that_newcombe_printed_in_1998(count, n, low, high):
    assert [round(end, 4) for end in wilson(count, n)] == [low, high]


def test_no_answer_has_no_interval():
    assert all(math.isnan(end) for end in wilson(0, 0))
    assert share([], [], []).method == "none"
    assert str(share([], [], [])) == "no share (n = 0)"


def test_independent_rows_give_the_interval_of_a_binomial():
    from scipy.stats import binom

    found = share([1] * 30 + [0] * 70, [1] * 100, range(100), seed=1, draws=20_000)
    assert (found.share, found.n, found.clusters, found.method) == (0.3, 100, 100, "bootstrap")
    expected = [binom.ppf(end, 100, 0.3) / 100 for end in (0.025, 0.975)]
    assert [found.low, found.high] == pytest.approx(expected, abs=0.011)


def test_an_interval_of_events_is_that_of_all_their_draws():
    """Of events of two kinds a draw is a binomial number of the one, so every draw can be counted."""
    from scipy.stats import binom

    kinds = [(3, 4)] * 5 + [(1, 10)] * 7
    part = [value for top, size in kinds for value in [1] * top + [0] * (size - top)]
    events = [number for number, (_, size) in enumerate(kinds) for _ in range(size)]
    found = share(part, [1] * len(part), events, seed=4, draws=20_000)
    ends = (int(binom.ppf(end, 12, 5 / 12)) for end in (0.025, 0.975))
    assert [found.low, found.high] == pytest.approx([(12 + 2 * n) / (120 - 6 * n) for n in ends])
    assert found.share == pytest.approx(22 / 90)


def test_rows_of_one_event_count_as_one():
    """Twenty events of ten rows that are all alike know as much as twenty rows."""
    ten = [value for value in [1] * 8 + [0] * 12 for _ in range(10)]
    names = [event for event in range(20) for _ in range(10)]
    dependent = share(ten, [1] * 200, names, seed=3)
    single = share([1] * 8 + [0] * 12, [1] * 20, range(20), seed=3)
    assert (dependent.low, dependent.high, dependent.n) == (single.low, single.high, 200)
    assert dependent.high - dependent.low > 2 * (wilson(80, 200)[1] - wilson(80, 200)[0])


def test_equal_seeds_give_equal_intervals_and_others_do_not():
    values = [[i % 7 for i in range(60)], [i % 7 + i % 5 + 1 for i in range(60)], range(60)]
    assert share(*values, seed=5) == share(*values, seed=5) != share(*values, seed=6)


def test_few_events_or_equal_ones_are_not_drawn_from():
    few = share([1, 0, 1], [1, 1, 1], ["a", "b", "c"])
    assert (few.method, few.low, few.high) == ("wilson", *wilson(2, 3))
    alike = share([0] * 40, [1] * 40, range(40))
    assert (alike.method, alike.low, alike.high) == ("wilson", *wilson(0, 40))


def test_the_interval_of_a_median_is_drawn_by_event():
    values = list(range(1, 22))
    low, high = bootstrap(values, values, lambda drawn: sorted(drawn)[len(drawn) // 2], seed=2)
    assert 5 <= low < 11 < high <= 17  # order statistics: ranks 6 and 16 hold 95 % of Binomial(21, 1/2)
    assert all(math.isnan(end) for end in bootstrap([1], ["a"], max))


def test_the_interval_of_a_median_is_the_one_that_any_statistic_gets():
    random = np.random.default_rng(4)
    for rows in (40, 41):
        values, clusters = random.normal(size=rows), [f"e{n % 13}" for n in range(rows)]
        assert median_interval(values, clusters, seed=3) == bootstrap(
            list(values), clusters, np.median, seed=3
        )
    assert all(math.isnan(end) for end in median_interval(np.array([1.0]), ["a"]))


def test_groups_have_the_shares_that_they_have_alone():
    random = np.random.default_rng(5)
    frame = pd.DataFrame({"yes": random.integers(0, 2, 300), "words": random.integers(1, 9, 300)})
    frame = frame.assign(event=[f"e{n % 17}" for n in range(300)], by=["b", "a", None] * 100)
    parts = {"yes": frame["yes"] * frame["words"], "none": frame["yes"] * 0}
    found = shares_by(parts, frame["words"], frame["event"], frame["by"], seed=2)
    assert list(found) == ["a", "b"]
    for name, made in found.items():
        here = frame["by"] == name
        alone = {key: part[here] for key, part in parts.items()}
        assert made == drawn_shares(alone, frame["words"][here], frame["event"][here], seed=2)
        assert made["yes"] == share(alone["yes"], frame["words"][here], frame["event"][here], seed=2)
    assert shares_by({}, [], [], None) == {}


def test_survival_is_that_of_the_leukaemia_patients_of_1963():
    """Freireich et al., 6-MP arm: remission in weeks, censored with +; the estimates stand in every textbook."""
    weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()
    found = list(survival([float(week.strip("+")) for week in weeks], ["+" not in week for week in weeks]))
    printed = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {row["hours"]: round(row["share"], 3) for row in found} == printed
    assert [row["n"] for row in found] == [21, 17, 15, 12, 11, 7, 6]
    assert (round(found[0]["low"], 3), round(found[0]["high"], 3)) == (
        0.620,
        0.952,
    )  # on log(-log), as R prints it
    assert all(0 <= row["low"] < row["share"] < row["high"] <= 1 for row in found)


# --- tables -----------------------------------------------------------------------------------------------------------


def test_times_carry_what_is_not_known_of_them():
    times = ["2031-05-01T09:00:00+02:00", "2031-05-01T09:00:00", "2031-05-01", "soon", None]
    found = as_tables([article(f"a{n}", "n", published=time) for n, time in enumerate(times)]).articles
    assert found["precision"].tolist() == ["exact", "zone", "day", "none", "none"]
    assert str(found["time"][0]) == "2031-05-01 07:00:00+00:00" and found["time"][1:].isna().all()
    assert [(found["latest"][n] - found["earliest"][n]).total_seconds() / 3600 for n in (1, 2)] == [26, 50]
    assert found["weekday"].tolist()[:3] == ["Thursday"] * 3 and found["weekday"][3:].isna().all()
    assert found["hour"].tolist()[:2] == [9, 9] and found["hour"][2:].isna().all()


def test_a_desk_is_read_from_the_record():
    found = as_tables(
        [article("a", "n", meta={"Section": "Sport", "medium": "print"}), article("b", "n")]
    ).articles
    assert (found["desk"][0], found["medium"][0]) == ("Sport", "print") and found["desk"].isna()[1]


def test_a_second_article_of_an_id_is_another_article():
    found = as_tables([article("a", "w"), article("a", "nn")])
    assert found.articles["article"].tolist() == ["a", "a#2"]
    assert found.sentences["article"].tolist() == ["a", "a#2", "a#2"]


def test_tables_are_the_same_from_memory_and_from_a_file(tmp_path):
    made = [article("a", "wnq", credited=["AFP"]), article("b", "sn")]
    pv.load(_written(made, tmp_path / "a.jsonl"))
    from_file = as_tables(tmp_path / "a.jsonl")
    for name in ("sentences", "articles", "credits", "evidence", "drift"):
        left = getattr(as_tables(made), name)
        assert left.astype(str).equals(getattr(from_file, name).astype(str)), name
    assert as_tables([tmp_path / "a.jsonl"]).articles["article"].tolist() == ["a", "b"]
    with pytest.raises(FormatError, match="takes annotations or the files that hold them, not 3"):
        as_tables([3])
    with pytest.raises(ReadError, match="cannot be read"):
        as_tables(tmp_path / "none.jsonl")


def _written(made, path: Path) -> Path:
    pv.annotate([], None)  # nothing: a Corpus of the same kind
    from provenance.result import Corpus

    Corpus(made).write(path)
    return path


def test_of_many_articles_a_bounded_sample_is_decided_again():
    drawn, names = Drawn(50), [f"article {number}" for number in range(1_000)]
    taken = {name for name in names if drawn.takes(name)}
    kept = {name for name in names if drawn.holds(name)}
    assert kept <= taken and 15 <= len(kept) <= 50
    few = Drawn(50)
    assert all(few.takes(name) for name in names[:50]) and all(map(few.holds, names))


# --- questions --------------------------------------------------------------------------------------------------------


def test_composition_counts_sentences_words_and_articles():
    answer = composition(
        [
            article("a", "wwlh", verdict="wholly"),
            article("b", "c?sq", outlet="Tern"),
            article("c", "nn", verdict="none"),
        ]
    )
    classes = {
        "verbatim": 0.2,
        "light": 0.1,
        "heavy": 0.1,
        "credited": 0.1,
        "shared": 0.1,
        "possible": 0.1,
        "quote": 0.1,
        "none": 0.2,
    }
    assert (
        shares(answer, "class", by="all", unit="sentences")
        == classes
        == shares(answer, "class", by="all", unit="words")
    )
    verdicts = shares(answer, "class", by="all", unit="articles")
    assert {name: value for name, value in verdicts.items() if value} == {
        "wholly": 0.3333,
        "partly": 0.3333,
        "none": 0.3333,
    }
    assert {row["n"] for row in rows(answer, by="all", unit="words")} == {100}
    assert shares(answer, "class", group="Tern", unit="sentences")["quote"] == 0.25
    assert shares(answer, "class", by="agency", unit="sentences")["verbatim"] == round(2 / 6, 4)
    assert (
        "10 body sentences" in answer.says
        and "1 dispatch at hand" in answer.says
        and "threshold 0.4" in answer.says
    )
    assert sum(row["share"] for row in rows(answer, by="weekday", unit="sentences")) == pytest.approx(1)
    with pytest.raises(FormatError, match="by outlet, agency, desk, weekday"):
        composition([], by="mood")


def test_declared_against_found_puts_every_article_in_one_cell():
    other = dispatch("d2", agency="Reuters")
    made = [
        article("credited", "wn", credited=["AFP"]),
        article("generic", "wn", credited=["agencies"]),
        article("other", "wn", credited=["Reuters"]),
        article("hidden", "wn"),
        article("unverified", "nn", credited=["dpa"]),
        article("none", "nn"),
        article("look", "?n"),
        article("both", "wn", credited=["Reuters"], source=other),
        article("bodiless", ""),
    ]
    cells = placed(as_tables(made)).set_index("article")["cell"].to_dict()
    assert cells == {
        "credited": "credited", "generic": "credited", "other": "other", "hidden": "hidden", "unverified": "unverified", "none": "none",
        "look": "none", "both": "credited",
    }  # fmt: skip
    answer = transparency(made)
    matched = rows(answer, by="all", of="matched articles", cell="hidden")[0]
    assert (matched["articles"], matched["n"], matched["share"]) == (1, 5, 0.2)
    assert (matched["wilson_low"], matched["wilson_high"]) == pytest.approx(wilson(1, 5))
    assert shares(answer, "cell", by="all", of="credited articles")["unverified"] == 0.2


def test_an_agency_that_a_page_names_is_not_called_unnamed():
    from dataclasses import replace

    made = article("named", "wn")
    told = made.document.text.replace("Ten words stand", "Says AFP, words", 1)
    found = placed(as_tables([replace(made, document=replace(made.document, text=told))]))
    assert found["cell"].tolist() == ["named"]


def test_delay_is_from_the_earliest_dispatch_and_never_negative():
    early, late = dispatch(), dispatch("d2", "2031-05-01T08:50:00Z")
    made = [
        article("two", "ww", evidence={0: [passage(late, 0, 0)], 1: [passage(early, 1, 1)]}, published="2031-05-01T09:00:00Z"),
        article("quick", "w", published="2031-05-01T08:03:00Z"),
        article("quarter", "w", published="2031-05-01T08:20:00Z", outlet="Tern"),
        article("slow", "w", published="2031-05-01T12:00:00+02:00", meta={"medium": "online"}),
        article("day", "w", published="2031-05-02"),
        article("zoneless", "w", published="2031-05-02T10:00:00"),
        article("before", "w", published="2031-05-01T07:59:00Z"),
        article("paper", "w", published="2031-05-01T10:00:00Z", meta={"medium": "Print"}),
        article("morning", "w", published="2031-05-02T06:00:00Z", meta={"medium": "Print"}),
        article("undated", "w", source=dispatch("d3", "2031-05-01"), published="2031-05-02T06:00:00Z"),
        article("own", "n"),
    ]  # fmt: skip
    found = delays(as_tables(made)).set_index("article")
    assert found["use"].to_dict() == {
        "two": "counted", "quick": "counted", "quarter": "counted", "slow": "counted", "morning": "counted", "day": "article time",
        "zoneless": "article time", "before": "before", "paper": "too soon", "undated": "dispatch time",
    }  # fmt: skip
    assert found.loc[["two", "quick", "quarter", "slow", "morning"], "hours"].tolist() == pytest.approx(
        [1, 0.05, 1 / 3, 2, 22]
    )
    answer = delay(made)
    within = {round(row["hours"] * 60): row["share"] for row in rows(answer, part="within", by="all")}
    assert within == {4: 0.2, 25: 0.4, 60: 0.4}  # one hour is not under an hour
    assert rows(answer, part="median", by="all")[0]["hours"] == 1
    assert [row["share"] for row in rows(answer, part="curve")] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1])
    assert (answer.table["hours"].dropna() >= 0).all()
    for told in (
        "5 articles with both times exact",
        "2 since the article's time",
        "1 since the dispatch's time is missing, names a day only or no zone",
        "1 since the dispatch came out after",
    ):
        assert told in answer.says


def test_a_dispatch_that_nobody_used_is_censored_where_looking_ended():
    unused = dispatch("d2", "2031-05-01T06:00:00Z")
    made = [
        article("a", "wn", evidence={1: [passage(unused, 0, 1, score=0.1)]}, published="2031-05-01T09:00:00Z"),
        article("b", "w", published="2031-05-01T11:00:00Z"),
    ]  # fmt: skip
    found = waiting(as_tables(made)).set_index("source")
    assert found["hours"].to_dict() == {"d1": 1, "d2": 5} and found["used"].to_dict() == {
        "d1": True,
        "d2": False,
    }
    (row,) = rows(delay(made), part="unused")
    assert (row["hours"], row["share"], row["n"]) == (1, 0.5, 2)


def test_editing_counts_what_was_done():
    source = dispatch()
    half = SIZE // 2
    joined = [
        passage(source, 1, 1, blocks=((SIZE, SIZE + half, SIZE, SIZE + half),)),
        passage(
            source, 2, 1, blocks=((SIZE + half, 2 * SIZE - 1, 2 * SIZE, 2 * SIZE + half - 1),), score=0.9
        ),
    ]
    turned = [
        passage(
            source,
            3,
            2,
            blocks=((2 * SIZE, 2 * SIZE + 9, 190, 199), (2 * SIZE + 20, 2 * SIZE + 29, 170, 179)),
        )
    ]
    made = [
        article("a", "whhwwwn", evidence={1: joined, 2: turned}, at={3: 5, 4: 4, 5: 4}, quoting=[0, 3],
                drift={0: "number name", 3: "quote attribution-", 4: "hedge"}),
    ]  # fmt: skip
    answer = editing(made)
    found = shares(answer, "measure", by="all")
    expected = {
        "replaced": 0.1, "added": 0.1, "reordered": 1 / 6, "merged": 1 / 6, "split": 2 / 6, "number": 1 / 6, "name": 1 / 6,
        "attribution": 1 / 6, "attribution lost": 1 / 6, "hedge": 1 / 6, "hedge lost": 0, "quote": 0.5,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == {
        name: round(value, 4) for name, value in expected.items()
    }
    # sentences 0 to 5 of ten stand in the article; that the third does only its words say, no verdict rests on it
    assert found["cut"] == 0.4 and found["cut: end"] == 1
    assert rows(answer, measure="cut", by="all")[0]["n"] == 10 * SIZE


def test_editing_of_lines_without_their_dispatch_tells_the_rest(tmp_path):
    path = _written([article("a", "w"), article("b", "ww")], tmp_path / "a.jsonl")
    part = tmp_path / "part.jsonl"
    part.write_text(path.read_text("utf-8").splitlines()[1] + "\n", "utf-8")
    with pytest.warns(UserWarning, match=r"part\.jsonl lacks .* 1 text"):
        answer = editing(as_tables(part))
    assert "2 sentences match" in answer.says and not rows(answer, measure="cut", by="all")


def test_position_is_by_fifths_of_articles_that_are_long_enough():
    made = [article("a", "wwwwwnnnnn"), article("b", "wwwwwnnnnn"), article("short", "nnn")]
    answer = position(made)
    matched = {row["place"]: row["share"] for row in rows(answer, **{"class": "verbatim"})}
    assert matched == {
        "first sentence": 1,
        "first fifth": 1,
        "second fifth": 1,
        "third fifth": 0.5,
        "fourth fifth": 0,
        "last fifth": 0,
    }
    assert (
        sum(row["n"] for row in rows(answer, **{"class": "verbatim"}) if row["place"] != "first sentence")
        == 20
    )
    assert "1 article with fewer than 5 body sentences left out" in answer.says


def test_versions_are_those_that_articles_rest_on():
    made = [
        article("first", "ww"),
        article("corrected", "ww", notes=["corrected"]),
        article("killed", "ww", notes=["withdrawn"], outlet="Tern"),
        article("fix", "ww", source=dispatch("d2", status="corrected", version="CORRECTED")),
        article("later", "ww", source=dispatch("d3", version="UPDATE 2")),
        article("own", "nn", notes=["corrected"]),
    ]
    answer = versions(made)
    found = {row["use"]: (row["articles"], row["n"], row["listed"]) for row in rows(answer, by="all")}
    assert found["corrected"] == (1, 5, "corrected") and found["withdrawn"] == (1, 5, "killed")
    assert (
        found["correction"] == (1, 5, "fix")
        and found["later"] == (1, 5, "later")
        and found["embargo"][0] == 0
    )
    assert "1 rests on a dispatch that was corrected since" in answer.says


def test_an_event_is_bounded_in_time_and_joined_by_words():
    second = dispatch("d2", "2031-05-06T08:00:00Z")
    made = [
        article("a", "www", published="2031-05-01T09:00:00Z"),
        article("b", "ww", published="2031-05-02T09:00:00Z"),
        article("weeks later", "ww", published="2031-05-20T09:00:00Z"),
        article("one sentence", "wn", published="2031-05-01T10:00:00Z"),
        article("c", "ww", source=second, published="2031-05-06T09:00:00Z"),
        article("undated", "ww", source=second, published=None),
        article("own", "nn", published="2031-05-03"),
    ]
    tables = as_tables(made)
    found = find_events(tables.articles, tables.sentences, tables.evidence)
    assert found["a"] == found["b"] == "event 1" and found["c"] == found["undated"]
    assert len(set(found.values())) == 5 and found["weeks later"] != found["a"] != found["one sentence"]
    answer = events(made)
    assert answer.table["articles"].tolist() == [2, 2, 1, 1, 1]
    assert (
        "7 articles tell of 5 events; 3 of them have one article" in answer.says
        and "1 article without a time" in answer.says
    )
    assert "1 article tells of 1 event. 1 article," in events(made[:1]).says
    given = tables.with_events({"a": "fire", "c": "fire"})
    assert events(given).table["event"].tolist()[0] == "fire"
    assert given.articles["event"].tolist()[1] == "article b" and given.sentences["event"].notna().all()


def test_articles_known_before_are_drawn_as_those_that_come_and_decided_once(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(tables_module, "ANALYSIS", replace(ANALYSIS, decided_again=20))
    monkeypatch.setattr(
        keeping, "rulings", lambda one, config: asked.append(one) or rulings(one, config=config)
    )
    monkeypatch.setattr(keeping, "may_differ", lambda *_: True)
    made = [article(f"a{n}", "wn") for n in range(70)]
    here = as_tables(made).settings
    often, _ = len(asked), asked.clear()
    from_file = as_tables(_written(made, tmp_path / "a.jsonl")).settings
    assert from_file.equals(here) and len(asked) == from_file["article"].nunique() < often


# --- what cannot be answered ------------------------------------------------------------------------------------------

POOR = {
    "empty": [],
    "one article": [article("a", "wn")],
    "one class": [article("a", "nnnnnn", archive=0), article("b", "nnnnnn", archive=0)],
    "no body": [article("a", "")],
    "no times": [article("a", "wwn", published=None, source=dispatch(published=None), outlet=None)],
    "no archive": [article("a", "ccccc", credited=["AFP"], archive=0)],
}


@cache
def poor(kind: str) -> Tables:
    return as_tables(POOR[kind])


@pytest.mark.parametrize("name", list(ANALYSES))
@pytest.mark.parametrize("kind", list(POOR))
def test_a_poor_corpus_has_a_clear_statement_for_every_question(kind, name):
    answer = ANALYSES[name](poor(kind), 0)
    assert answer.says.endswith(".") and not re.search(r"\bnan\b", f"{answer.says} {answer.alt}".lower())
    assert list(answer.columns) == list(answer.table.columns) and all(answer.columns.values())
    if kind in ("empty", "no body") and name != "events":
        assert answer.table.empty and answer.chart is None
    for share_, low, high in zip(*(answer.table.get(n, []) for n in ("share", "low", "high")), strict=True):
        assert math.isnan(share_) or (0 <= low <= share_ + 1e-9 and share_ - 1e-9 <= high <= 1)
    assert answer.markup(picture="") and answer.text
    if kind == "empty":
        assert answer.table.empty and answer.chart is None
    if kind == "no times" and answer.chart is not None:
        answer.chart().to_dict()


def test_the_same_input_gives_the_same_answers():
    made = [article(f"a{n}", "wnq?"[n % 4 :] + "n", source=dispatch(f"d{n}")) for n in range(12)]
    one, other = analyse(made), analyse(as_tables(made))
    assert all(
        one[name].table.equals(other[name].table) and one[name].says == other[name].says for name in ANALYSES
    )


def test_an_unknown_question_names_those_there_are():
    with pytest.raises(ConfigError, match="no analysis named 'compositon'; did you mean 'composition'"):
        pv.analyse([], "compositon")


@pytest.mark.parametrize(
    "page", ["The port shut.", "By AFP\nThe port shut, Reuters said.", "By AЕP\nThe port, said Tern."]
)
def test_who_is_not_named_on_a_page_is_told_as_its_facts_tell_it(page):
    for agency in ("AFP", "Reuters", "AP"):
        made = article("a", "wwn", source=dispatch(agency=agency))
        made = replace(made, document=replace(made.document, text=f"{made.document.text}\n{page}"))
        assert absent_names(made) == article_facts(made).absent


# --- what an answer is ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answer() -> Answer:
    return composition([article("a", "wn", credited=["AFP"]), article("b", "nn", outlet="<b>Tern</b>")])


def test_the_tools_own_error_stands_beside_shares_and_is_that_of_the_page(answer):
    documented = json.loads((ROOT / "docs" / "accuracy.json").read_text("utf-8"))
    modern, independent = measured()["modern"], measured()["independent"]
    figures = documented["modern"]["figures"]
    assert modern["precision"] == [round(x, 3) for x in figures["modern.p"]]
    assert modern["recall"] == [round(x, 3) for x in figures["modern.r"]]
    assert modern["outlets"] == documented["modern"]["outlets"]
    assert f"{modern['sentences']} single sentences" in (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    one = documented["events"]["one"]
    assert independent["called_wire"] == [round(x, 4) for x in one["figures"]["alarms.wire"]]
    assert (independent["sentences"], independent["events"]) == (
        one["alarms"][0],
        documented["events"]["events"],
    )
    assert "96.1\u202f% (89.6 to 100.0\u202f%)" in answer.limits[-1] and "not validated" in answer.limits[-1]


def test_an_answer_is_saved_as_table_words_and_figure(answer, tmp_path):
    paths = answer.save(tmp_path / "out", forms=("csv", "json", "parquet", "svg"))
    assert [path.suffix for path in paths] == [".txt", ".csv", ".json", ".parquet", ".svg"]
    assert (
        len(pd.read_csv(paths[1]))
        == len(pd.read_parquet(paths[3]))
        == len(answer.table)
        == len(json.loads(paths[2].read_text()))
    )
    assert paths[4].read_text("utf-8").startswith("<svg")
    with pytest.raises(FormatError, match="no form named 'gif'"):
        answer.save(tmp_path, forms=["gif"])


def test_an_answer_shows_itself_with_and_without_altair(answer, monkeypatch):
    answer = replace(answer, table=answer.table[answer.table["group"] == "<b>Tern</b>"])
    data, _ = answer._repr_mimebundle_()
    assert "data:image/svg+xml;base64," in data["text/html"] and answer.says in data["text/plain"]
    assert "<b>Tern</b>" not in data["text/html"] and "&lt;b&gt;Tern" in data["text/html"]
    monkeypatch.setitem(sys.modules, "altair", None)
    assert "data:image/svg+xml" in answer._repr_mimebundle_()[0]["text/html"], "what was drawn once stays"
    drawn, answer = answer, replace(answer, chart=lambda: drawn.chart())  # noqa: PLW0108 - another chart
    data, _ = answer._repr_mimebundle_()
    assert (
        "The figure is not drawn: altair is not installed" in data["text/html"]
        and "<table>" in data["text/html"]
    )
    with pytest.raises(MissingExtra, match="analysis"):
        answer.picture()


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> Path:
    return _written(
        [article("a", "wwn", credited=["AFP"]), article("b", "wwn")], tmp_path_factory.mktemp("a") / "a.jsonl"
    )


def run(*args: object):
    return CliRunner().invoke(app, ["analyse", *map(str, args)])


@pytest.fixture(scope="module")
def written(saved, tmp_path_factory):
    """Return what one run wrote and said: of a broken file, a whole one, and a line of it alone, with events of one's own."""
    place = tmp_path_factory.mktemp("run")
    (place / "bad.jsonl").write_text('{"format": 1}\n', "utf-8")
    (place / "line.jsonl").write_text(
        saved.read_text("utf-8").splitlines()[1].replace('"id": "b"', '"id": "c"'), "utf-8"
    )
    (place / "events.csv").write_text("article,event\na,Fire\nb,Fire\n", "utf-8")
    only = ["--only", "versions", "--only", "transparency,events"]
    done = run(
        place / "bad.jsonl", saved, place / "line.jsonl", "-o", place / "out", *only, "-f", "csv", "-f", "svg",
        "--seed", 3, "--events", place / "events.csv",
    )  # fmt: skip
    return place, done, " ".join(done.stderr.split())


def test_analyse_writes_tables_figures_and_a_page_of_them(written):
    out, told = written[0] / "out", written[2]
    asked = ("versions", "transparency", "events")
    names = {path.name for path in out.iterdir()}
    assert names == {"index.html"} | {f"{name}.{form}" for name in asked for form in ("csv", "svg", "txt")}
    page = (out / "index.html").read_text("utf-8")
    assert page.count('<div class="figure" ') == 3 and "Content-Security-Policy" in page
    assert "What articles declare" in page and 'src="http' not in page and "versions: " in told
    assert (out / "events.svg").read_text("utf-8").startswith("<svg")


def test_what_is_wrong_is_named_and_the_rest_is_done(written, saved, tmp_path):
    place, done, told = written
    assert done.exit_code == 1 and "bad.jsonl" in told and (place / "out" / "events.csv").is_file()
    assert f"{place / 'line.jsonl'} lacks the settings of a run" in told
    done = run(place / "bad.jsonl", "-o", tmp_path / "none")
    assert done.exit_code == 1 and not (tmp_path / "none").exists() and "was not written" in done.stderr
    for wrong in (["--only", "nonsense"], ["-f", "pgn"], ["--seed", "-1"]):
        assert run(saved, "-o", tmp_path / "o", *wrong).exit_code == 2
    assert run(saved, "-o", saved).exit_code == 2


def test_a_match_without_a_dispatch_is_said_to_be_one_with_pages():
    text = "The ferry to Orsund sank off the northern pier on Friday with nine goats aboard, harbour officials in Orsund said."
    pages = [
        pv.Document(id=name, outlet=name, text=head + text, published=f"2032-03-12T0{hour}:00:00Z")
        for hour, (name, head) in enumerate((("a", "By AFP\n\n"), ("b", "")), 6)
    ]
    told = " What matches does so with pages that are credited to an agency, no dispatch. 2 articles"
    both = as_tables(pv.annotate(pages))
    assert told in composition(both).says and "same words as a credited page" in composition(both).says
    assert "dispatch" not in " ".join(names_of(both).values()).lower()
    assert told not in composition(as_tables(pv.annotate(pages[:1]))).says


def test_events_may_be_given(written, saved, tmp_path):
    place, _, told = written
    assert "1 given; 2 of 3 articles have one" in told
    assert "Fire,2" in (place / "out" / "events.csv").read_text("utf-8")
    own = tmp_path / "events.csv"
    own.write_text("id;event\na;Fire\n", "utf-8")
    done = run(saved, "-o", tmp_path / "o", "--events", own)
    assert done.exit_code == 2 and "columns article (its id) and event" in done.stderr


def test_the_analyses_are_listed():
    done = run("--list")
    assert done.exit_code == 0 and [line.split()[0] for line in done.stdout.splitlines()] == list(ANALYSES)


def test_tables_are_given_back_as_they_are():
    made = as_tables(article("a", "wn"))
    assert isinstance(made, Tables) and as_tables(made) is made


def test_lines_taken_out_of_a_file_say_what_stayed_behind(tmp_path):
    path, some = tmp_path / "all.jsonl", tmp_path / "some.jsonl"
    shared = dispatch()
    pv.Corpus([article(f"a{number}", "wn", source=shared) for number in range(3)]).write(path)
    some.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "threshold 0.4." in analyse(path, "composition").says
    with pytest.warns(
        UserWarning, match=r"some.jsonl lacks the settings .* 1 text that passages of 2 articles"
    ):
        tables = as_tables(some)
    assert "threshold not known" in analyse(tables, "composition").says
    assert analyse(tables, "sensitivity").says.startswith("The settings that the articles were decided with")
    assert "Whether 1 further dispatch" in analyse(tables, "versions").says


def test_spellings_of_an_outlet_are_one_and_that_is_said_once():
    names = (
        "NYT",
        "NYT",
        "nyt",
        "Le Monde ",
        "le  monde",
        "Le Monde",
        "Le Monde",
        "ＮＹＴ",
        "Le Mondé",
        None,
        " Gull",
    )
    tables = as_tables([article(f"a{at}", "wn", outlet=name) for at, name in enumerate(names)])
    assert tables.articles["outlet"].value_counts().to_dict() == {
        "NYT": 4,
        "Le Monde": 4,
        "Le Mondé": 1,
        " Gull": 1,
    }
    assert set(tables.sentences["outlet"].dropna()) == {"NYT", "Le Monde", "Le Mondé", " Gull"}
    found = analyse(tables, "composition")
    told = [limit for limit in found.limits if "counted as one" in limit]
    assert told == [
        "Outlets that differ only in case, spaces or width of letters are counted as one: "
        "'Le Monde ', 'le  monde' as 'Le Monde'; 'nyt', 'ＮＹＴ' as 'NYT'."
    ]
    assert rows(found, by="outlet", group="NYT", unit="sentences")
    assert not any("counted as one" in limit for limit in analyse(tables, "events").limits)
    assert not as_tables([article("a", "wn", outlet="NYT")]).spelled


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.00001288, "0"), (0.4163, "0.4163"), (12345.6, "12,350"), (100.0, "100"), (-0.25, "-0.25")],
)
def test_numbers_of_a_page_are_written_out(number, shown):
    made = made_of("composition", "A share", pd.DataFrame({"share": [number]}), "So.")
    assert f"<td>{shown}</td>" in made.markup()


def test_what_is_said_of_a_few_articles_is_true_of_them():
    one = as_tables([article("a", "www", outlet=None, archive=0)])
    said = {name: ANALYSES[name](one, 0).says for name in ("transparency", "versions", "events")}
    assert "Intervals are Wilson's" in said["transparency"] and "drawn by event" not in said["transparency"]
    assert said["versions"].startswith("Of 1 article that rests on a dispatch none rests")
    assert said["events"].startswith("1 article tells of 1 event. 1 article,")
    two = as_tables([article(name, "w", outlet=None) for name in "ab"])
    assert "of which no outlet is stated" in ANALYSES["events"](two, 0).says
    unchecked = as_tables([article("a", "cc", credited=("AFP",), archive=0)])
    assert "no dispatch was at hand to check a credit by" in transparency(unchecked).says


def test_a_dispatch_of_an_agency_that_is_not_named_is_counted_as_no_agency():
    unnamed = dispatch(agency=None)
    tables = as_tables([article(name, "wn", source=unnamed) for name in "ab"])
    assert "Of 2 articles that match it is not known which agency's text" in transparency(tables).says
    assert "it is not known" not in transparency(as_tables([article("a", "wn")])).says
    assert ANALYSES["network"](tables, 0).says.startswith("Dispatches of an agency not named and 1 outlet")
    both = as_tables([article("a", "wn", source=unnamed), article("b", "wn")])
    assert ANALYSES["network"](both, 0).says.startswith(
        "1 agency and dispatches of an agency not named and 1 outlet"
    )
