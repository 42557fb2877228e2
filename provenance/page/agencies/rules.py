"""The table of credit forms in reading order.

Ids are those of the field's rule list: D datelines, B bylines, L lines of their own, S shared and source lines and
notices, C copyright, T trailers and sign-offs, P pictures, A mentions, V versions.
"""

from __future__ import annotations

import regex

from provenance.page.agencies.grammar import Rule
from provenance.page.agencies.other_rules import MENTIONS, NOTICES, PICTURES, TRAILERS, VERSIONS
from provenance.page.agencies.text_rules import BYLINES, DATELINES, LINES, REPORTED, SHARED

RULES: tuple[Rule, ...] = (
    *VERSIONS,
    *NOTICES,
    *REPORTED,
    *TRAILERS,
    *DATELINES,
    *SHARED,
    *BYLINES,
    *LINES,
    *PICTURES,
    *MENTIONS,
)
"""Notices and rolls before bylines, since "reporting by" holds a "by"; shared credits before bylines, since a house's
name looks like a reporter's; mentions last, since a sentence is what remains."""

SIGN_OFF_STOP = regex.compile(
    r"^ *(?:and/or|he/she|she/he|his/her|s/he|on/off|either/or|him/her|n/a|w/o|ja/nein|und/oder|et/ou|y/o|e/o|oui/non|a/c"
    r"|tv/radio|yes/no|win-win|so-so|well-off) *$"
)
"""Words with a slash that are no desk's initials (found while testing on feeds)."""
