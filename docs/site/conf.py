"""The documentation site: Sphinx reads the pages where they stand, from the project's own folder.

`make site` builds it into out/site. Why Sphinx: docs/design.md, "Documentation".
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import typer
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.highlighting import TextLexer
from sphinx.util.docutils import SphinxDirective
from typer.cli import get_docs_for_click

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "widgets")]

import provenance  # noqa: E402 - from this checkout, whatever is installed
from provenance.cli import app as commands  # noqa: E402

PALETTE = json.loads((ROOT / "provenance/contract/kinds.json").read_text("utf-8"))["palette"]

project = "wire-provenance"
author = copyright = "the wire-provenance authors, MIT licence"  # noqa: A001 - Sphinx's name for it
release = version = provenance.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "docs/index"
include_patterns = ["docs/**", "notebooks/*.ipynb", "CONTRIBUTING.md", "CHANGELOG.md", "seeds/README.md"]
exclude_patterns = [
    *(".*", "out", "provenance", "widgets", "benchmarks", "tests", "docs/site", "docs/img"),
    *("node_modules", "dist", "build", "**/.ipynb_checkpoints"),
]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
highlight_language = "text"  # a block without a language is a command or what it printed
nb_execution_mode = "off"  # notebooks are kept with their outputs, and tests run them
# The form with colours and no script comes before pictures of the widgets' own form.
nb_mime_priority_overrides = [("html", "text/html", 0), ("html", "image/svg+xml", 1)]
suppress_warnings = ["mystnb.unknown_mime_type"]

autodoc_typehints = "description"
autodoc_typehints_format = "short"
smartquotes = False  # options begin with two hyphens
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
napoleon_google_docstring = True
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"wire-provenance {version}"
html_extra_path = ["redirect"]
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_search_summary = False  # it would fetch the pages, which a browser refuses to one opened as a file
html_show_sphinx = False
html_last_updated_fmt = None  # the same sources give the same pages
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": PALETTE["link"][0],
        "color-brand-content": PALETTE["link"][0],
    },
    "dark_css_variables": {
        "color-brand-primary": PALETTE["link"][1],
        "color-brand-content": PALETTE["link"][1],
    },
}


class Commands(SphinxDirective):
    """Every command with its options, from the program itself."""

    def run(self) -> list[nodes.Node]:
        """Return the sections, one a command."""
        command = typer.main.get_command(commands)
        text = get_docs_for_click(obj=command, ctx=typer.Context(command), name="provenance", title=" ")
        sections = text[text.index("\n## ") :]
        return self.parse_text_to_nodes(sections, allow_section_headings=True)


def offline(app: Sphinx, exception: Exception | None) -> None:
    """Stop where a page would ask for something from the network."""
    asks = re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=\"(?:https?:)?//|url\([\"']?(?:https?:)?//"
    )
    pages = [] if exception else [*app.outdir.rglob("*.html"), *app.outdir.rglob("*.css")]
    if found := [page.name for page in pages if asks.search(page.read_text("utf-8"))]:
        raise ExtensionError(f"these pages ask for something from the network: {', '.join(found)}")


def setup(app: Sphinx) -> None:
    """Add what the pages need: the commands, and diagrams that a code-hosting site draws and this one shows as text."""
    app.add_directive("commands", Commands)
    app.add_lexer("mermaid", TextLexer)
    app.connect("build-finished", offline)
