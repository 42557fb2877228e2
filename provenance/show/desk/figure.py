"""A figure as part of a page: only shapes and words of it, and ids that meet those of no other figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.contract import BADGES, KINDS, PALETTE

if TYPE_CHECKING:
    from lxml import etree
    from markupsafe import Markup

SHAPES = frozenset(
    "svg g path rect line circle ellipse polygon polyline text tspan defs clipPath linearGradient radialGradient stop pattern title desc".split()
)
"""Elements that may stand in a page."""
_TITLE = "role-title-text"
"""What Vega calls the title of a figure, and not its subtitle."""
_SVG = "{http://www.w3.org/2000/svg}"
_REFERENCE = re.compile(r"url\(\s*['\"]?#([\w-]+)['\"]?\s*\)")
_LOUD = ("role", "aria-", "on", "style", "class", "{")
"""Beginnings of attributes that a page has no use for: one label speaks for the whole figure."""


def _pairs() -> dict[str, str]:
    """Return each colour of light paper that figures use, as a value that is another colour on dark paper."""
    shades = [*PALETTE.values()]
    shades += [pair for kind in KINDS.values() for pair in (kind.fill, kind.edge) if pair]
    shades += [pair for badge in BADGES.values() for pair in (badge.fill, badge.edge)]
    found = {light.upper(): f"light-dark({light},{dark})" for light, dark in reversed(shades)}
    return found | {"WHITE": found[PALETTE["page"][0].upper()], "BLACK": found[PALETTE["ink"][0].upper()]}


_SHADES = _pairs()


def inline_svg(data: bytes, *, prefix: str, alt: str) -> Markup:
    """Return an SVG for the inside of a page, as markup that needs no escaping.

    Args:
        data: The SVG.
        prefix: Put before each id, so that figures of one page do not take each other's gradients.
        alt: The figure in words.
    """
    from lxml import etree
    from markupsafe import Markup

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = etree.fromstring(data, parser)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag.removeprefix(_SVG) not in SHAPES:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        _quiet(element, prefix)
    width, height = root.get("width"), root.get("height")
    if root.get("viewBox") is None and width and height:
        root.set("viewBox", f"0 0 {width} {height}")
    root.set("role", "img")
    root.set("aria-label", alt)
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  shapes and words only


def _quiet(element: etree._Element, prefix: str) -> None:
    """Leave out what a page has no use for, and the title, which the heading above the figure says."""
    if _TITLE in element.get("class", ""):
        for words in list(element):
            element.remove(words)
    for name, value in list(element.attrib.items()):
        if str(name).startswith(_LOUD):
            del element.attrib[name]
        elif name == "id":
            element.set("id", f"{prefix}-{value}")
        else:
            told = _REFERENCE.sub(lambda found: f"url(#{prefix}-{found[1]})", str(value))
            element.set(name, _SHADES.get(told.upper(), told))
