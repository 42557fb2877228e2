"""Traits of the widgets in Python, without a browser."""

from __future__ import annotations

import copy
import re

import provenance_widgets as pw
import pytest
import traitlets

from provenance.contract.kinds import KINDS


def test_selected_sentence_is_a_finding(result):
    widget = pw.Article(result[0])
    assert widget.finding is None
    shown = [s for p in widget.view["paragraphs"] for s in p["sentences"]]
    widget.selected = shown[4]["id"]
    assert widget.finding is result[0].findings[4]


def test_another_article_clears_the_selection(result):
    widget = pw.Article(result[0], selected="pv-x-s1")
    widget.annotation = result[1]
    assert widget.selected is None
    assert widget.view["id"] == result[1].document.id


def test_only_known_modes_and_thresholds(result):
    widget = pw.Article(result[0])
    with pytest.raises(traitlets.TraitError):
        widget.mode = "rainbow"
    with pytest.raises(traitlets.TraitError):
        widget.threshold = 1.5


def test_a_corpus_is_not_an_article(result):
    with pytest.raises(TypeError, match=r"result\[0\]"):
        pw.Article(result)


def test_without_a_kernel_the_output_is_coloured_html(result):
    data, _ = pw.Article(result[0])._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert KINDS["w"].fill[0] in data["text/html"]


def test_widgets_can_be_linked(result):
    import ipywidgets

    first, second = pw.Article(result[0]), pw.Article(result[1])
    link = ipywidgets.link((first, "mode"), (second, "mode"))
    first.mode = "agency"
    assert second.mode == "agency"
    link.unlink()


def test_explorer_sends_an_article_only_when_it_is_opened(result):
    widget = pw.Explorer(result)
    assert widget.article == {}
    widget.reading = result[2].document.id
    assert widget.article["id"] == result[2].document.id
    assert widget.annotation is result[2]
    widget.opened = None
    assert (widget.reading, widget.article) == (None, {})


def test_explorer_opens_what_the_page_asks_for(result):
    widget = pw.Explorer(result)
    widget.opened = widget.view["rows"][1]["key"]
    assert widget.reading == result[1].document.id
    widget.opened = "no such key"
    assert widget.reading is None


def test_explorer_names_an_unknown_article(result):
    with pytest.raises(traitlets.TraitError, match="no article"):
        pw.Explorer(result).reading = "nowhere"


def test_explorer_gives_the_corpus_at_its_threshold(result):
    widget = pw.Explorer(result)
    assert widget.corpus == result
    widget.threshold = 0.95
    assert widget.corpus == result.redecide(threshold=0.95)


def test_two_articles_with_one_id_open_apart(result):
    widget = pw.Explorer([result[0], result[0]])
    assert len({row["key"] for row in widget.view["rows"]}) == 2


def test_explorer_shows_the_open_article_beside_its_sources(result):
    widget = pw.Explorer(result, reading=result[0].document.id)
    widget.beside = True
    assert widget.article["type"] == "compare"
    widget.reading = result[1].document.id
    assert (widget.article["type"], widget.beside) == ("article", False)


def test_compare_starts_with_the_source_asked_for(result):
    assert pw.Compare(result[0]).doc in result[0].sources
    source = sorted(result[0].sources)[-1]
    widget = pw.Compare(result[0], source)
    assert (widget.doc, widget.view["tabs"][0]["doc"]) == (source, source)
    with pytest.raises(KeyError, match="nowhere"):
        pw.Compare(result[0], "nowhere")


def test_an_article_is_shown_as_it_is_decided_at_its_threshold(result):
    from provenance.show.view import article_view

    widget = pw.Article(result[0], threshold=0.95)
    decided = result.redecide(threshold=0.95)[0]
    assert widget.view == article_view(decided)
    widget.selected = widget.view["paragraphs"][-1]["sentences"][-1]["id"]
    assert widget.finding == decided.findings[-1]
    widget.threshold = None
    assert widget.view == article_view(result[0])


def test_the_open_article_and_its_sources_follow_the_explorers_threshold(result):
    from provenance.show.view import article_view, compare_view

    widget = pw.Explorer(result, threshold=0.9, reading=result[0].document.id)
    decided = result.redecide(threshold=0.9)[0]
    assert widget.article == article_view(decided, key=widget.opened, level=2)
    widget.beside = True
    assert widget.article == compare_view(decided, key=widget.opened)
    widget.threshold = 0.4
    assert widget.article == compare_view(result[0], key=widget.opened)


BATCH = "import provenance as pv, provenance_widgets as pw\nfrom provenance import Document\nr = pv.annotate([Document(id='a', text='The weir at Tolm was closed. Nobody knows why.'), Document(id='b', text='Geese came back to the Hask.')])"


SHOWN = ("pw.Article(r[0])", "pw.Compare(r[0])", "pw.Explorer(r)", "pw.Review(r, 'c.jsonl')")


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """Return a notebook with every widget, run without a browser."""
    import nbformat
    from nbclient import NotebookClient

    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source) for source in (BATCH, *SHOWN)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    folder = str(tmp_path_factory.mktemp("batch"))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    return notebook


@pytest.mark.parametrize("shown", SHOWN)
def test_a_batch_run_keeps_the_static_page_and_no_view_that_needs_a_network(shown, batch):
    from nbconvert import HTMLExporter

    notebook = copy.deepcopy(batch)
    notebook.cells = [cell for cell in notebook.cells if cell.source in (BATCH, shown)]
    assert notebook.metadata["widgets"]  # the state is kept, as nbclient does, and is not what is shown
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert (
        re.sub("<script.*?</script>", "", page, flags=re.DOTALL).count("weir at Tolm") > 1
    )  # source and output
    assert "widget-view" not in str(notebook.cells[1].outputs)
