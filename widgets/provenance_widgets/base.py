"""What every widget has: the page's script and sheet, and the static page that is shown where nobody can click."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import anywidget
from IPython.core.getipython import get_ipython

from provenance import Annotation
from provenance.show import mimebundle

STATIC: Final = Path(__file__).parent / "static"
WIDGET: Final = "application/vnd.jupyter.widget-view+json"


class Shown(anywidget.AnyWidget):
    """A widget whose output holds a static page as well: it survives without a kernel, without a network, in a batch."""

    _esm = STATIC / "widget.js"
    _css = STATIC / "widget.css"

    def _kept(self) -> Annotation | Iterable[Annotation]:
        """Return what the static page shows."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Give the widget and the same as static HTML; in a batch run the bare result alone.

        What nbclient and ``nbconvert --execute`` run is read later, without a kernel, and a view of a widget that is
        saved with its state wins there over everything else, and is blank without a network.
        """
        static, _ = mimebundle(self._kept())
        if unattended():
            return static, {}
        data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**data, "text/html": static["text/html"], "text/plain": static["text/plain"]}, metadata


def unattended() -> bool:
    """Tell whether the cell at hand runs in a batch: whoever asked for it said that nobody is there to answer."""
    kernel = getattr(get_ipython(), "kernel", None)
    request = kernel.get_parent() if kernel is not None else {}
    return request.get("content", {}).get("allow_stdin") is False
