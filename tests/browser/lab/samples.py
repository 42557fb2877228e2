"""Cells and files for the tests: the sample corpus, annotated once and not in every kernel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pages

TESTS = Path(__file__).resolve().parents[2]
ROOT = TESTS.parent

ARTICLES = "sample.provenance.jsonl"
SETUP = f"""import sys
sys.path[:0] = {[str(ROOT), str(TESTS), str(ROOT / "widgets")]!r}
import provenance as pv
articles = tuple(pv.load({ARTICLES!r}))"""
"""The first cell of a notebook in a folder that :func:`put` filled."""

WIDGET = """from pathlib import Path
import provenance_widgets as pw
widget = pw.Article(articles[0])
widget.observe(lambda change: Path('selected.txt').write_text(str(change.new)), 'selected')
widget"""


def put(folder: Path) -> None:
    """Write the annotated sample into a folder of notebooks; read back, its views are the same."""
    from sample_annotations import annotations

    from provenance import Corpus

    Corpus(annotations()).write(folder / ARTICLES)


def bundle(count: int = 1) -> dict[str, Any]:
    """Return the output of a cell that showed the first articles, as a saved notebook holds it."""
    from sample_annotations import annotations

    from provenance.show.notebook import mimebundle

    shown = annotations()[0] if count == 1 else annotations()[:count]
    data, metadata = mimebundle(shown)
    return {"output_type": "execute_result", "data": data, "metadata": metadata, "execution_count": 1}


def saved(path: Path, count: int = 1) -> Path:
    """Write a notebook that was run and saved elsewhere: outputs, no kernel, not trusted."""
    return pages.notebook(path, pages.code("result", [bundle(count)]))


def annotation_file(path: Path, *, view: bool = True) -> Path:
    """Write one annotation as a file of the published format, with or without the view of our own files."""
    from sample_annotations import annotations

    from provenance.contract import annotation_to_dict
    from provenance.show.view import article_view

    one = annotations()[0]
    values = annotation_to_dict(one, sources=True)
    path.write_text(json.dumps(values | ({"view": article_view(one)} if view else {})), encoding="utf-8")
    return path
