"""Provenance in a notebook: widgets that show articles, and the magics.

>>> import provenance_widgets as pw
>>> pw.Article(result[0])                     # doctest: +SKIP
>>> pw.Explorer(result)                       # doctest: +SKIP
>>> pw.Compare(result[0])                     # doctest: +SKIP
>>> pw.Review(result, "review.jsonl", coder="Ada")   # doctest: +SKIP

``%load_ext provenance_widgets`` adds ``%provenance`` and ``%%provenance``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance_widgets.article import Article
from provenance_widgets.compare import Compare
from provenance_widgets.explorer import Explorer
from provenance_widgets.review import Review

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["Article", "Compare", "Explorer", "Review"]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Register the magics (IPython calls this on ``%load_ext provenance_widgets``)."""
    from provenance_widgets.magic import load

    load(shell)
