"""What an article declares against what was found, and the sentence that sums it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from provenance.records import Annotation, Credit, Finding
from provenance.view._times import span
from provenance.view._words import LOOKS, VERDICTS, badge, clip, count, listed, look_of, show

LICENCE = "Whether the outlet holds a licence cannot be known from text."
CREDITED = LOOKS["c"].label
ASIDE = {
    "photo": "Picture credit",
    "mention": "Mention",
    "copyright": "Copyright",
    "syndication": "Syndication notice",
}


def body(annotation: Annotation) -> list[Finding]:
    """Return the findings that every count is of: body sentences, without headline, standfirst and captions."""
    return [finding for finding in annotation.findings if finding.segment.kind == "body"]


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many sentences each kind has, in the order of the legend."""
    found = Counter(look_of(finding).key for finding in findings)
    return {key: found[key] for key in LOOKS if key != "x"}


def credits_text(annotation: Annotation) -> list[Credit]:
    """Return the credits that speak of the text: its byline, dateline, credit line; not pictures, not mentions."""
    return [credit for credit in annotation.credits if credit.scope in ("article", "part")]


def agencies_found(findings: Sequence[Finding]) -> dict[str, tuple[int, int]]:
    """Return for each agency how many sentences match it and how many more may, most first."""
    sure: Counter[str] = Counter()
    maybe: Counter[str] = Counter()
    for finding in findings:
        if finding.verdict.agency:
            key = look_of(finding).key
            sure[finding.verdict.agency] += key in ("w", "e")
            maybe[finding.verdict.agency] += key == "r"
    names = sorted(set(sure) | set(maybe), key=lambda name: (-sure[name], -maybe[name], name))
    return {name: (sure[name], maybe[name]) for name in names if sure[name] or maybe[name]}


def searched(annotation: Annotation) -> str:
    """Return how much was searched, in words that stand behind "no source"."""
    archive = annotation.archive
    if not archive.documents:
        return "(no archive was searched)"
    if not archive.agencies:
        return f"in {count(archive.documents, 'other article')} searched"
    return f"in {count(archive.documents, 'item')} searched"


def verdict_sentence(annotation: Annotation) -> dict[str, str]:
    """Return the verdict: a bold part with the counts, and the rest with how much was searched."""
    found = counts(body(annotation))
    total = sum(found.values())
    if not total:
        return {"word": annotation.verdict, "bold": "No body sentence was found in this text", "rest": "."}
    sure = found["w"] + found["e"]
    clauses = _clauses(annotation, found)
    if found["c"] and not sure:
        bold = f"{found['c']} of {count(total, 'sentence')} {_be(found['c'])} credited to {_credited_to(annotation)}, not checked"
    else:
        bold = f"{sure} of {count(total, 'sentence')} {_s(sure, 'match')} {_matched_with(annotation)}"
        if found["c"]:
            clauses.insert(
                0,
                f"{found['c']} {_be(found['c'])} credited to {_credited_to(annotation)} and could not be checked",
            )
    tail = "; ".join(clauses)
    rest = f"; {found['r']} more may" if found["r"] else ""
    return {
        "word": annotation.verdict,
        "bold": bold,
        "rest": f"{rest}. {tail[:1].upper()}{tail[1:]}." if tail else f"{rest}.",
    }


def _clauses(annotation: Annotation, found: dict[str, int]) -> list[str]:
    """Return the other counts, and how much was searched."""
    clauses = []
    if found["sh"]:
        clauses.append(
            f"{found['sh']} {_s(found['sh'], 'share')} words with another outlet, their source not seen"
        )
    if found["n"]:
        clauses.append(f"{found['n']} {_have(found['n'])} no source {searched(annotation)}")
    if found["q"]:
        clauses.append(
            f"{found['q']} {_be(found['q'])} {'a public quote' if found['q'] == 1 else 'public quotes'}"
        )
    archive = annotation.archive
    if not archive.agencies:
        clauses.append("no archive of dispatches was searched")
    elif not found["n"]:
        clauses.append(f"{count(archive.documents, 'item was', 'items were')} searched")
    return clauses


def _credited_to(annotation: Annotation) -> str:
    names = {f.verdict.agency for f in body(annotation) if look_of(f).key == "c"}
    known = sorted(name for name in names if name)
    return show(listed(known)) if known and None not in names else "agencies"


def _matched_with(annotation: Annotation) -> str:
    roles = {e.role for f in annotation.findings if look_of(f).key in "we" for e in f.evidence[:1]}
    return "credited pages" if roles and "wire" not in roles else "dispatches"


def _s(number: int, verb: str) -> str:
    return verb if number != 1 else verb + ("es" if verb.endswith("ch") else "s")


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def audit(annotation: Annotation) -> dict[str, Any]:
    """Return declared, found and difference: a credit, a mention and a match stay three facts."""
    declared = credits_text(annotation)
    named = sorted({name for credit in declared for name in credit.agencies if name != "agencies"})
    found = agencies_found(body(annotation))
    return {
        "declared": [clip(show(" ".join(credit.text.split())), 160) for credit in declared][:6],
        "declaredNote": _declared_note(declared, named),
        "asides": [
            {"what": ASIDE.get(credit.role, "Also"), "text": clip(show(" ".join(credit.text.split())), 120)}
            for credit in annotation.credits
            if credit.scope in ("image", "mention")
        ][:6],
        "found": [
            {"name": show(name), "badge": badge(name), "text": _found_text(sure, maybe)}
            for name, (sure, maybe) in found.items()
        ],
        "foundNote": "" if found else "No sentence matches a dispatch.",
        "difference": _difference(
            annotation, named, [name for name, (sure, _) in found.items() if sure], bool(declared)
        ),
        "differenceNote": LICENCE if found or declared else "",
    }


def _declared_note(declared: Sequence[Credit], named: list[str]) -> str:
    if not declared:
        return "No agency is credited for the text."
    notes = [] if named else ["An agency is credited, none is named."]
    notes += [show(credit.note) for credit in declared if credit.note]
    return " ".join(dict.fromkeys(notes))


def _found_text(sure: int, maybe: int) -> str:
    if not sure:
        return f"{count(maybe, 'sentence')} possible"
    return count(sure, "sentence") + (f", {maybe} more possible" if maybe else "")


def _difference(annotation: Annotation, named: list[str], found: list[str], credited: bool) -> list[str]:
    hidden = [name for name in found if name not in named]
    unseen = [name for name in named if name not in found]
    lines = []
    if hidden:
        lines.append(f"{show(listed(hidden))} {_be(len(hidden))} not named on this page.")
    if unseen:
        tail = "no dispatch of it" if len(unseen) == 1 else "no dispatch of them"
        why = "matches" if annotation.archive.agencies else "was at hand to check"
        lines.append(f"{show(listed(unseen))} {_be(len(unseen))} credited; {tail} {why}.")
    if not lines:
        both = (
            "What is declared was found."
            if found and credited
            else "Nothing is declared and nothing was found."
        )
        lines.append(both if found or not credited else "The credit names no agency that could be checked.")
    return lines


def limits(annotation: Annotation) -> list[dict[str, str]]:
    """Return the limits box: what was searched, what was not, and what text cannot show."""
    archive = annotation.archive
    hours = _setting(annotation, "retrieval", "window_hours")
    if archive.documents and not archive.agencies:
        did = f"No archive of dispatches. {count(archive.documents, 'other article')} of the same run, and the credits of the page."
    elif archive.documents:
        names = ", ".join(f"{show(name)} {number:,}" for name, number in archive.agencies.items())
        dates = span(archive.start, archive.end)
        did = f"{count(archive.documents, 'dispatch', 'dispatches')}{': ' + names if names else ''}."
        did += f" Released {dates}." if dates else ""
        did += f" Window before publication: {hours:g} hours." if hours else " All times."
    else:
        did = "No archive of dispatches. Articles of the same run were compared with each other, and credits were read."
    return [
        {"title": "What was searched", "text": did},
        {
            "title": "What was not",
            "text": "Other agencies, local services, press releases, social media. Later versions of these dispatches, "
            "if there were any. Pictures, and sources in other languages.",
        },
        {
            "title": "What text cannot show",
            "text": "Licences, telephone calls, a press release both writers held. A match says where words also stand, "
            "not that their use was improper.",
        },
    ]


def _setting(annotation: Annotation, section: str, key: str) -> float:
    table = annotation.run.config.get(section)
    value = table.get(key, 0) if isinstance(table, dict) else 0
    return float(value) if isinstance(value, (int, float)) else 0.0


def verdict_label(annotation: Annotation) -> str:
    """Return the article's verdict in a few words: a credit alone is not a match, and unseen sources are named."""
    found = counts(body(annotation))
    label = VERDICTS[annotation.verdict]
    if found["c"] and not found["w"] + found["e"]:
        label = CREDITED
    if found["sh"]:
        bare = annotation.verdict in ("none", "undetermined")
        label += "; shares an unseen source" if bare else "; and an unseen source"
    return label


def matched_words(found: dict[str, int]) -> str:
    """Return ``11 of 21 sentences; 1 to look at``."""
    words = f"{found['w'] + found['e']} of {count(sum(found.values()), 'sentence')}"
    words += f"; {found['c']} credited only" if found["c"] else ""
    return words + (f"; {found['r']} to look at" if found["r"] else "")
