"""An annotated article as a picture, for places that strip colours from HTML, such as code-hosting sites.

The SVG has presentation attributes only: no style sheet, no script, no font of its own, no link.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console

from provenance.contract import PALETTE
from provenance.records import Annotation
from provenance.show.terminal import parts

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style

COLUMNS = 92
SIZE = 14
"""Pixels of the letters; a column is 0.6 of it wide, as monospaced fonts are."""
COLUMN = 0.6 * SIZE
LINE = 22
MARGIN = 20
INK, MUTED, PAGE = (PALETTE[name][0] for name in ("ink", "mute", "page"))
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one annotated article; it shows itself as the last expression of a notebook cell."""

    annotation: Annotation

    def __repr__(self) -> str:
        return f"<Picture of {self.annotation.document.id!r}>"

    def _repr_svg_(self) -> str:
        return self.svg()

    def svg(self) -> str:
        """Return the picture as SVG."""
        lines = _lines(self.annotation)
        width = round(COLUMNS * COLUMN) + 2 * MARGIN
        height = len(lines) * LINE + 2 * MARGIN
        body = "\n".join(
            shape for row, line in enumerate(lines) for shape in _shapes(line, MARGIN + row * LINE)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">\n'
            f"<title>{_escaped(self.annotation.document.id)}, coloured by where its sentences come from</title>\n"
            f'<rect width="{width}" height="{height}" fill="{PAGE}"/>\n'
            f'<g font-family="{FONT}" font-size="{SIZE}" fill="{INK}">\n{body}\n</g>\n</svg>\n'
        )


def _lines(annotation: Annotation) -> list[list[Segment]]:
    console = Console(
        file=io.StringIO(), width=COLUMNS, force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    return [line for part in parts(annotation) for line in console.render_lines(part, pad=False)]


def _shapes(line: list[Segment], top: int) -> Iterator[str]:
    """Yield the fill and the text of each run of a line; text is stretched to its columns, whatever the font."""
    column = 0
    for text, style, _ in line:
        cells = cell_len(text)
        x, width = MARGIN + column * COLUMN, cells * COLUMN
        column += cells
        if style and style.bgcolor and style.bgcolor.triplet:
            yield f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{LINE - 2}" fill="{style.bgcolor.triplet.hex}"/>'
        words = text.strip()
        if words:
            x += cell_len(text[: len(text) - len(text.lstrip())]) * COLUMN
            width = cell_len(words) * COLUMN
            yield (
                f'<text x="{x:.1f}" y="{top + 15}" textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"{_look(style)}>'
                f"{_escaped(words)}</text>"
            )


def _look(style: Style | None) -> str:
    """Return the attributes of a run of text: bold, dim and underlined are all that articles use."""
    looks = {
        "bold": ' font-weight="bold"',
        "dim": f' fill="{MUTED}"',
        "underline": ' text-decoration="underline"',
    }
    return "".join(attribute for name, attribute in looks.items() if getattr(style, name, None))


def _escaped(text: str) -> str:
    """Return text for XML: escaped, and without the characters that XML cannot hold."""
    return escape(_NOT_XML.sub("\ufffd", text))
