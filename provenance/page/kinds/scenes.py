"""Lines that show a picture without saying so: somebody does something now, and nobody speaks.

News is told in the past tense, what a picture shows in the present. No sign is enough by itself: a rule asks for two,
such as the present tense and a full date, or the present tense above the credit of a picture.
"""

from __future__ import annotations

import re
from collections.abc import Set

from provenance.page.kinds.lines import Line

_FIRST = 300
"""Code points in which a caption shows itself: what stands further down tells the background."""
_BASE = """address applaud arrive attend bathe burn carry catch celebrate chant chat cheer clap
    clench climb comfort console cry dance descend dine disembark dive douse drink drive eat embrace emerge
    enter escort examine extinguish fish flank flee gather gesture greet hold hug inspect jump kick kiss
    kneel laugh lean leave lie lift listen look march meet mourn participate pat patrol pose pour pray protest
    rest ride rub run salute scan search shake shout sing sit skate slide sleep smile smoke speak spray stare step
    sweep swim talk visit wait wade walk wash watch wave wear weep welcome wipe""".split()
"""What people are seen to do; verbs that figures, polls and laws do as well (*show*, *rise*, *open*) are left out."""


def _third(verb: str) -> str:
    """Return the form of a verb behind he or she."""
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"


_DOES = "|".join([*_BASE, *map(_third, _BASE)])
_IS = (
    "(?:is|are) (?:pictured|seen|shown|flanked|welcomed|greeted|escorted|surrounded|reflected|silhouetted|led|helped|carried)"
    "|stands? (?:in front|outside|near|next|by|on|at|guard|beside|behind|inside|alongside)|takes? part|makes? (?:his|her|their|its) way|shows? a|displays? a|raises? (?:a|his|her|their)"
)
_WHO = (
    r"(?!(?:The|An|This|That|These|Those|In|On|At|For|His|Her|Their|Its|Our|My|No) )[A-Z][\w.’'-]+\)?|\)|,|[a-z]\w+s|(?:\w+)?(?:people|m[ae]n|child|children|police|crew|family|crowd|boy|girl|baby|couple|group"
    r"|team|member|officer|soldier|player|worker|fan|resident|visitor|student|protester|supporter)|he|she|they|who"
)
_NEEDED = frozenset([*_BASE, *map(_third, _BASE)])
_NEEDED_BY = {
    word: frozenset(others.split())
    for words, others in [
        ("is are", "pictured seen shown flanked welcomed greeted escorted surrounded reflected silhouetted led helped carried"),
        ("stand stands", "in outside near next by on at guard beside behind inside alongside"),
        ("take takes", "part"),
        ("make makes", "way"),
        ("show shows display displays", "a"),
        ("raise raises", "a his her their"),
    ]
    for word in words.split()
}  # fmt: skip
"""Words of which one stands in all that is shown; and those that need another."""
_SIDES = frozenset(["left", "right", "center", "centre"])
_ACTS = re.compile(rf"(?:^|[ (])(?:{_WHO}) (?:{_DOES}|{_IS})(?= )")
_TOLD = re.compile(
    r"\b(?:said|says|say|told|asked|added|wrote|warned|insisted|announced|according to|will|would|has|had|was|were)\b|[\"“”]"
)
"""Words that no caption has before what it shows: somebody speaks, or the story is told."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(rf"\b(?:{_MONTH} \d{{1,2}},|\d{{1,2}} {_MONTH},?) (?:19|20)\d\d\b")
_PLACED = re.compile(
    r"[A-Z][\w.’'-]*, (?:(?:second|third|far|top|bottom|front|back)[ -])?(?:left|right|center|centre)[,:]"
    r"|\bfrom left(?: to right)?[,:]"
)


def is_scene(line: Line) -> bool:
    """Tell whether a line says in the present tense what somebody does, and nobody speaks before."""
    return _act(line) > 0


def _act(line: Line) -> int:
    """Return where the verb of what is shown ends, 0 where nothing is."""
    if not _may_act(line.held):
        return 0
    found = _ACTS.search(line.text[:_FIRST])
    return found.end() if found and not _TOLD.search(line.low[: found.end()]) else 0


def _may_act(held: Set[str]) -> bool:
    """Tell whether the words of a line hold a verb of :data:`_ACTS`: most lines do not."""
    if not _NEEDED.isdisjoint(held):
        return True
    return any(not _NEEDED_BY[word].isdisjoint(held) for word in _NEEDED_BY.keys() & held)


def depicted(line: Line) -> str | None:
    """Name the rule of a line that shows a scene on a full date, or the places of people in a picture."""
    placed = None if _SIDES.isdisjoint(line.held) else _PLACED.search(line.text[:_FIRST])
    if placed and _TOLD.search(line.low[: placed.end()]) is None:
        return "placed"
    act = _act(line)
    return "dated_scene" if act and _DATE.search(line.low[:_FIRST], act) else None
