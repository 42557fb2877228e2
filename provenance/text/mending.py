"""Damaged quotation marks seen through: UTF-8 read as another code page, controls, entities, replacement characters."""

from __future__ import annotations

import re

_SIGNS = {
    **dict.fromkeys(
        ("â€œ", "â€ œ", "â\x80\x9c", "Ã¢â‚¬Å“", "Ã¢Â\x80Â\x9c", "ÔÇ£", "ΓÇ£", "‚Äú", "вЂњ", "\x93"), "“"
    ),
    **dict.fromkeys(
        (
            "â€\x9d",
            "â\x80\x9d",
            "â€\ufffd",
            "â€",
            "Ã¢â‚¬Â\x9d",
            "Ã¢â‚¬",
            "Ã¢Â\x80Â\x9d",
            "ÔÇØ",
            "ΓÇ¥",
            "‚Äù",
            "вЂќ",
            "\x94",
        ),
        "”",
    ),
    **dict.fromkeys(("â€˜", "â\x80\x98", "ÔÇÿ", "ΓÇÿ", "Ã¢Â\x80Â\x98", "‚Äò", "вЂ\x98", "\x91"), "‘"),
    **dict.fromkeys(
        (
            "â€™",
            "â\x80\x99",
            "Ã¢â‚¬â„¢",
            "ÔÇÖ",
            "ΓÇÖ",
            "Ã¢Â\x80Â\x99",
            "‚Äô",
            "вЂ™",
            "\x92",
            "&apos;",
            "&#39;",
            "&#039;",
        ),
        "’",
    ),
    **dict.fromkeys(("&quot;", "&#34;", "&#034;", "&#x22;"), '"'),
    **dict.fromkeys(("â€\u201c", "â\x80\x93", "\x96", "&ndash;"), "–"),
    **dict.fromkeys(("â€\u201d", "â\x80\x94", "\x97", "&mdash;"), "—"),
    **dict.fromkeys(("&ldquo;", "&#8220;", "&#x201c;", "&#x201C;", "&#147;"), "“"),
    **dict.fromkeys(("&rdquo;", "&#8221;", "&#x201d;", "&#x201D;", "&#148;"), "”"),
    **dict.fromkeys(("&lsquo;", "&#8216;", "&#x2018;", "&#145;"), "‘"),
    **dict.fromkeys(("&rsquo;", "&#8217;", "&#x2019;", "&#146;"), "’"),
    **dict.fromkeys(("&laquo;", "&#171;", "Â«", "Ã‚Â«"), "«"),
    **dict.fromkeys(("&raquo;", "&#187;", "Â»", "Ã‚Â»"), "»"),
    **dict.fromkeys(("\\u201c", "\\u201C", "=E2=80=9C"), "“"),
    **dict.fromkeys(("\\u201d", "\\u201D", "=E2=80=9D"), "”"),
    **dict.fromkeys(("\\u2018", "=E2=80=98"), "‘"),
    **dict.fromkeys(("\\u2019", "=E2=80=99"), "’"),
}
_SIGNS |= {"&amp;" + entity[1:]: sign for entity, sign in _SIGNS.items() if entity[0] == "&"}
"""What stands in damaged texts, and the sign it was."""
_DAMAGED = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_LOST = re.compile(r"(?:(?<=\s)|^|(?<=\())\ufffd(?=\w)([^\ufffd\n]{1,1000}?)\ufffd(?!\w)", re.MULTILINE)
"""Two replacement characters placed as marks around speech; any other stands for a letter."""
_ASKED = re.compile(r"(?:(?<=\s)|^)\?(?=[^\W\d_])([^?\n]{1,1000}?[,.!])\?(?!\w)", re.MULTILINE)
"""Two question marks where marks around speech stand, put there by a program that knew only ASCII: ``?No,? she said.``"""
_CLITIC = re.compile(r"(?<=[^\W\d_])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")
DAMAGED = "â&\ufffd\x91-\x97ÃÔΓÂ‚в"
"""What every damaged mark begins with, but for a question mark before a letter (:data:`ASKED`): most texts hold none."""
ASKED = re.compile(r"\?[^\W\d_]|\\u20|=E2")
"""... or, of marks written as escapes, this."""
_CHEAP = re.compile(rf"[{DAMAGED}]|{ASKED.pattern}")


def mend(text: str) -> str:
    r"""Return a text of the same length in which damaged quotation marks and dashes are signs again.

    The room that a sign no longer needs is filled with spaces, or within words with soft hyphens, so that every offset stays.

    >>> mend("\ufffdNo,\ufffd she said."), len(mend("&quot;No&quot;"))
    ('“No,” she said.', 14)
    """
    if not _CHEAP.search(text):
        return text
    text = _DAMAGED.sub(_sign, text)
    return _CLITIC.sub("’", _ASKED.sub(r"“\1”", _LOST.sub(r"“\1”", text)))


def _sign(match: re.Match[str]) -> str:
    """Return a sign with what fills its room: soft hyphens where a word stands at it, so that it stays at the word."""
    sign, size = _SIGNS[match.group()], len(match.group())
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if sign == "’" and before.isalnum():
        return sign.rjust(size, "\xad")
    opens = sign in "“‘" or (sign == '"' and after.isalnum())
    return sign.ljust(size, "\xad" if opens else " ")
