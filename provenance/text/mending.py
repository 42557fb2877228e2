"""Damaged quotation marks seen through: UTF-8 read as another code page, controls, entities, replacement characters."""

from __future__ import annotations

import re

_SIGNS = {
    **dict.fromkeys(("â€œ", "Ã¢â‚¬Å“", "\x93", "&ldquo;", "&#8220;", "&#x201c;", "&#x201C;"), "“"),
    **dict.fromkeys(("â€\x9d", "â€\ufffd", "â€", "Ã¢â‚¬Â\x9d", "Ã¢â‚¬"), "”"),
    **dict.fromkeys(("\x94", "&rdquo;", "&#8221;", "&#x201d;", "&#x201D;"), "”"),
    **dict.fromkeys(("â€˜", "\x91", "&lsquo;", "&#8216;"), "‘"),
    **dict.fromkeys(("â€™", "Ã¢â‚¬â„¢", "\x92", "&rsquo;", "&apos;", "&#8217;", "&#39;", "&#039;"), "’"),
    **dict.fromkeys(("&quot;", "&#34;", "&#034;", "&#x22;"), '"'),
    **dict.fromkeys(("â€\u201c", "\x96", "&ndash;"), "–"),
    **dict.fromkeys(("â€\u201d", "\x97", "&mdash;"), "—"),
}
"""What stands in damaged texts, and the sign it was."""
_DAMAGED = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_LOST = re.compile(r"(?:(?<=\s)|^|(?<=\())\ufffd(?=\w)([^\ufffd\n]{1,1000}?[,.?!])\ufffd(?!\w)", re.MULTILINE)
"""Two replacement characters placed as marks around speech; any other stands for a letter."""
_CLITIC = re.compile(r"(?<=[^\W\d_])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")
_CHEAP = re.compile("[â&\ufffd\x91-\x97]|Ã¢")
"""What every damaged mark begins with: most texts hold none and are returned as they are."""


def mend(text: str) -> str:
    r"""Return a text of the same length in which damaged quotation marks and dashes are signs again.

    The room that a sign no longer needs is filled with spaces, or within words with soft hyphens, so that every offset stays.

    >>> mend("&quot;No,&quot; she said."), mend("\ufffdNo,\ufffd she said.")
    ('"     No,"      she said.', '“No,” she said.')
    """
    if not _CHEAP.search(text):
        return text
    text = _DAMAGED.sub(_sign, text)
    return _CLITIC.sub("’", _LOST.sub(r"“\1”", text))


def _sign(match: re.Match[str]) -> str:
    sign, size = _SIGNS[match.group()], len(match.group())
    inside = match.string[match.start() - 1 : match.start()].isalnum() and sign == "’"
    if inside:  # soft hyphens keep a word together: the port's
        return sign.rjust(size, "\xad")
    return sign.ljust(size, "\xad" if sign in "“‘" else " ")
