"""What needs several articles: each as a possible source of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.config import Config
from provenance.match.archive import Archive
from provenance.page import GENERIC_NAME, Prepared, covers, text_credit


class Peers:
    """The articles of one run as a library of sources.

    A credited body is a witness of a dispatch (*reprint*); any other article can only show that words are shared.
    """

    def __init__(self, articles: Sequence[Prepared], *, config: Config) -> None:
        self.articles: Mapping[str, Prepared] = {article.document.id: article for article in articles}
        self._index = Archive.build(articles, config=config)
        self.sentences = self._index.sentences
        self.vocabulary = self._index.vocabulary
        self.explained: set[tuple[str, int]] = set()
        """Segments that a dispatch at hand explains: what is shared with them is shared through the dispatch."""
        self.weight, self.frequency = self._index.weight, self._index.frequency
        self.frequencies, self.search_many = self._index.frequencies, self._index.search_many

    def get(self, name: str) -> Prepared:
        """Return an article by id."""
        return self.articles[name]

    def witness(self, name: str, article: Prepared) -> bool:
        """Tell whether an article is of another outlet: a newsroom's own earlier text shows no sharing."""
        mine, theirs = article.document.outlet, self.articles[name].document.outlet
        return mine is None or theirs is None or mine.casefold() != theirs.casefold()

    def credited(self, name: str, sentence: int) -> str | None:
        """Return the agency that an article credits for one of its segments, None where it names none or several."""
        article = self.articles[name]
        agencies = text_credit(article.credits)
        segment = article.segments[sentence]
        if len(agencies) != 1 or agencies[0] == GENERIC_NAME or segment.kind not in {"body", "subhead"}:
            return None
        inside = any(
            covers(credit, segment)
            for credit in article.credits
            if credit.scope == "article" and agencies[0] in credit.agencies
        )
        return agencies[0] if inside else None
