"""Captions and the credits of pictures, by the words of one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.page.kinds.lines import Line
from provenance.page.kinds.phrases import phrases
from provenance.page.kinds.scenes import is_scene

_BEFORE_HOUSE = ("", "/", "(", "|", "©", "—", "–", ":")
_PICTURED = re.compile(
    r"image caption[,:]? |pictured |(?:file ?[-—–:]? ?)?in this (?:[\w.,]+ ){0,6}?(?:photo|photograph|(?:picture|image|frame grab)"
    r" (?:taken|made|provided|released))\b|file in this |(?:file|archive|representational|representative) (?:photo|picture|image|pic) of "
    r"|(?:pictured|in the picture|file photo|file picture|file image|file -|file —|above|below|left|right|im bild|auf dem foto"
    r"|sur la photo|photo d'illustration|en la foto|en la imagen|nella foto|na foto|na imagem|op de foto)(?: [a-z]+)?: "
)
_POINTED = re.compile(
    r"\((?:pictured|file photo|file pic|file|left|right|centre|center|above|im bild|links|rechts|mitte|foto|à gauche"
    r"|à droite|izquierda|derecha)\b[^)]{0,40}\)"
)
_ALONE = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,3}?[A-Z][\w.’'-]+ ?/ ?[A-Z][\w .&-]{1,30}(?: (?:via|through) [A-Z][\w ]{2,24})?\)?$"
    r"|[^.!?]{3,50}(?<=\w)Getty Images$"
)
_BRACKETED = re.compile(
    r"\S[.\"”’]? [(\[][A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3} ?/ ?[A-Z][^()\[\]]{1,40}[)\]]$"
)
_LETTERED = re.compile(r"\((?:l|r|c)\)")
_FIRST = 300
"""Code points in which a caption points at somebody."""
_SOURCE = re.compile(r"(?:image|photo|picture|video) (?:source|copyright|credit|courtesy)\b")


def pointed(line: Line) -> str | None:
    """Name the rule of a line that says it tells of a picture: ``Pictured: ...``, ``Ana Orr (left) at ...``."""
    opening = line.low[:_FIRST]
    if _PICTURED.match(opening) or _POINTED.search(opening):
        return "pictured"
    return (
        "pictured" if _LETTERED.search(opening) and is_scene(line) else None
    )  # Gov. Orr (R) is a Republican


def picture(line: Line) -> str | None:
    """Name the rule of a picture's credit alone, or of a caption where words stand before the credit."""
    low, size = line.low, len(line.words)
    if (_SOURCE.match(low) and size <= 10) or (size <= 6 and _ALONE.match(line.text)):
        return "picture_credit"
    credit = next(_credits(line), None)
    if credit is not None and len(low[:credit].split()) < 3:
        return "picture_credit"
    return "captioned_credit" if credit is not None or _is_bracketed(line.text) else None


def _is_bracketed(text: str) -> bool:
    """Tell whether a line ends with a photographer and a house in brackets."""
    return text.endswith((")", "]")) and _BRACKETED.search(text) is not None


def _credits(line: Line) -> Iterator[int]:
    """Yield where the credit of a picture begins at the end of a line: at a label, or at a picture house's name."""
    low = line.low
    label = phrases().photo.last(low, line.held)
    if label and len(low) - label.end() <= 70 and _is_tail(low, label):
        yield label.start()
    house = phrases().houses.last(low, line.held)
    if house and len(low) - house.end() <= 25 and not low.endswith("?"):
        before = low[: house.start()].rstrip()
        if before[-1:] in _BEFORE_HOUSE:
            yield max(0, *(before.rfind(mark) for mark in ".(©|—–"))


def _is_tail(low: str, label: re.Match[str]) -> bool:
    """Tell whether a picture label ends the line's prose: it opens the line or follows a stop or a bracket."""
    before = low[: label.start()].rstrip()
    if label.start() and low[label.start() - 1] not in " ([.|©/—–":
        return False
    return not before or before[-1] in ".!?(\"”')|©—–[/" or label.group().rstrip().endswith(":")
