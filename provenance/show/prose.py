"""Sentences as HTML: what stands between backticks is code, as in the texts that terminals show."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

_CODE = re.compile(r"`([^`]{1,200})`")


def marked(text: str) -> Markup:
    """Return a text as markup that needs no escaping.

    >>> str(marked("run `provenance agree` & <see>"))
    'run <code>provenance agree</code> &amp; &lt;see&gt;'
    """
    from markupsafe import Markup

    return Markup(_CODE.sub(r"<code>\1</code>", escape(text)))  # noqa: S704  escaped before it is marked
