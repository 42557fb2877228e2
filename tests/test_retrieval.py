"""The documents that hold most of an article's rare words come first."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.config import Config, RetrievalConfig
from provenance.match.archive import Archive
from provenance.match.keys import key
from provenance.match.retrieval import rare_keys, retrieve
from provenance.match.tracing import trace
from provenance.page.preparation import prepare
from provenance.records import Document

DISPATCHES = [
    Document(
        id="salt",
        agency="AFP",
        published="2034-02-01T08:00:00Z",
        text="Salt pans flood\n\nA tidal surge drowned the salt pans of Morrow.\n\nRakers lost their stores of winter salt.",
    ),
    Document(
        id="kelp",
        agency="AP",
        published="2034-02-01T09:00:00Z",
        text="Kelp farm sold\n\nA kelp farm near Morrow was sold.\n\nIts divers keep their jobs.",
    ),
]
ARTICLE = (
    "Surge drowns pans\n\nThe salt pans of Morrow drowned in a tidal surge.\n\nRakers lost their winter salt."
)


@dataclass
class Counted:
    """An index that records how often it was asked."""

    archive: Archive
    searches: int = 0

    @property
    def sentences(self) -> int:
        return self.archive.sentences

    def weight(self, key: str) -> float:
        return self.archive.weight(key)

    def frequency(self, key: str) -> int:
        return self.archive.frequency(key)

    def frequencies(self, keys):
        return self.archive.frequencies(keys)

    def search_many(self, queries, *, limit: int, after: float | None = None, before: float | None = None):
        self.searches += len(queries)
        return self.archive.search_many(queries, limit=limit, after=after, before=before)


def test_the_copied_dispatch_comes_first():
    archive = Archive.build(DISPATCHES)
    found = retrieve(prepare(Document(id="a", text=ARTICLE)), archive)
    assert [item.doc for item in found] == ["salt", "kelp"]
    assert found[0].score > 2 * found[1].score


def test_keys_are_the_rarest_that_the_index_knows():
    archive = Archive.build(DISPATCHES)
    prepared = prepare(Document(id="a", text=ARTICLE))
    (few,) = rare_keys(prepared, [1], archive, RetrievalConfig(terms=3))
    (everything,) = rare_keys(prepared, [1], archive, RetrievalConfig(terms=99))
    counts = archive.frequencies(everything).tolist()
    assert counts == sorted(counts) and counts[0] > 0
    assert few.tolist() == everything[:3].tolist()
    assert {key(name) for name in prepared.keys(1) if archive.frequency(name)} == set(everything.tolist())
    for postings, number in [(sum(counts), len(counts)), (sum(counts) - 1, len(counts) - 1), (1, 2)]:
        (cheap,) = rare_keys(prepared, [1], archive, RetrievalConfig(terms=99, postings=postings, least=2))
        assert cheap.tolist() == everything[:number].tolist()


def test_a_document_is_not_its_own_source():
    archive = Archive.build(DISPATCHES)
    assert "salt" not in [item.doc for item in retrieve(prepare(DISPATCHES[0]), archive)]


def test_no_more_documents_than_asked_for():
    archive = Archive.build(
        Document(id=f"d{n}", text=f"Salt {n}\n\nThe salt pans of Morrow flooded {n} times.")
        for n in range(30)
    )
    found = retrieve(prepare(Document(id="a", text=ARTICLE)), archive, config=RetrievalConfig(documents=4))
    assert len(found) == 4
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)


def test_one_search_a_sentence_at_most():
    counted = Counted(Archive.build(DISPATCHES))
    prepared = prepare(Document(id="a", text=ARTICLE))
    retrieve(prepared, counted)
    assert counted.searches <= len(prepared.content)


def test_an_empty_article_and_an_empty_archive_find_nothing():
    assert retrieve(prepare(Document(id="a", text="")), Archive.build(DISPATCHES)) == ()
    assert retrieve(prepare(Document(id="a", text=ARTICLE)), Archive.build()) == ()


@dataclass(frozen=True)
class Passage:
    doc: str
    sentence: int
    score: float
    share: float = 0.5


class Scored(Counted):
    """An index that answers every sentence with the same passages."""

    def search_many(self, queries, *, limit, after=None, before=None):
        often = [[Passage("often", number, 1.0), Passage("often", 0, 0.9)] for number in range(len(queries))]
        return [[Passage("once", 0, 1.5), *often[0]], *often[1:]]


def test_a_document_that_answers_many_sentences_outweighs_one_good_hit():
    """Votes are summed over sentences, and each sentence gives one vote."""
    found = retrieve(
        prepare(Document(id="a", text=ARTICLE)),
        Scored(Archive.build(DISPATCHES)),
        config=RetrievalConfig(documents=1),
    )
    assert [(item.doc, item.score, item.best) for item in found] == [("often", 3.0, 0.5)]


def test_a_dispatch_that_answers_no_sentence_is_not_read():
    """One shared word brings a dispatch among the candidates; it is read only where a sentence has more of its words there."""
    source = Document(
        id="source", text="Snow fell on the harbour of Morrow, and the salt pans froze over before noon."
    )
    by_chance = Document(
        id="chance", text="A new bakery in Belling sold its first loaves; the owner spoke of debts."
    )
    archive = Archive.build([source, by_chance])
    article = prepare(Document(id="a", text=f"By the bakery {source.text.lower()}"))
    best = {item.doc: item.best for item in retrieve(article, archive)}
    assert best["chance"] < Config().retrieval.answered <= best["source"]
    assert set(trace(article, archive, config=Config(), timed=True).sources) == {"source"}
    everything = Config().with_settings({"retrieval.answered": 0})
    assert set(trace(article, archive, config=everything, timed=True).sources) == {"source", "chance"}
