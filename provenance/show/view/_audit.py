"""What an article declares against what was found, and the sentence that sums it up: statements put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provenance.records import Annotation
from provenance.show.statements import said, say
from provenance.show.statements.facts import ArticleFacts, Reach
from provenance.show.view._facts import credits_text
from provenance.show.view._words import badge, clip, listed, show

ASIDE = {
    "photo": "Picture credit",
    "mention": "Mention",
    "copyright": "Copyright",
    "syndication": "Syndication notice",
}
COMMAND = "provenance report articles/ --archive wires/ -o report.html"
"""The one command that helps where no dispatch was at hand."""


def searched(reach: Reach) -> str:
    """Return how much was searched for an article, as one sentence without a full stop."""
    return capital(say("reach", reach, between="; "))


def capital(text: str) -> str:
    """Return a text with its first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def verdict_sentence(facts: ArticleFacts) -> dict[str, str]:
    """Return the verdict: a bold part with the counts, and the rest with how much was searched."""
    rest = capital("; ".join([*said("verdict.rest", facts), *said("reach", facts.reach)]))
    return {
        "word": verdict_label(facts),
        "bold": say("verdict", facts),
        "rest": f"{say('verdict.more', facts)}. {rest}.",
    }


def brief(facts: ArticleFacts, found: Mapping[str, Any]) -> dict[str, str]:
    """Return the verdict for a head of two lines: the share with its number, and what the page does not say."""
    credit = (
        f"Credit: {listed([f'“{text}”' for text in found['declared'][:2]])}." if found["declared"] else ""
    )
    rest = " ".join(found["difference"]) or credit or found["declaredNote"]
    return {
        "bold": say("brief", facts) or say("verdict", facts),
        "rest": f"{say('brief.n', facts)}{say('verdict.more', facts)}. {rest}",
    }


def audit(annotation: Annotation, facts: ArticleFacts) -> dict[str, Any]:
    """Return declared, found and difference: a credit, a mention and a match stay three facts."""
    declared = credits_text(annotation)
    notes = [show(credit.note) for credit in declared if credit.note]
    return {
        "declared": [clip(show(" ".join(credit.text.split())), 160) for credit in declared][:6],
        "declaredNote": " ".join(dict.fromkeys([*said("declared", facts), *notes])),
        "asides": [
            {"what": ASIDE.get(credit.role, "Also"), "text": clip(show(" ".join(credit.text.split())), 120)}
            for credit in annotation.credits
            if credit.scope in ("image", "mention")
        ][:6],
        "found": [
            {"name": show(name), "badge": badge(name), "text": say("agency", number, between=", ")}
            for name, number in facts.counts.found.items()
        ],
        "foundNote": say("found", facts),
        "difference": said("difference", facts),
        "differenceNote": say("difference.note", facts),
    }


def limits(reach: Reach) -> list[dict[str, str]]:
    """Return the limits box: what was searched, what was not, and what text cannot show."""
    boxes = {
        "What was searched": "limits",
        "What was not": "limits.not",
        "What text cannot show": "limits.text",
    }
    return [{"title": title, "text": say(slot, reach)} for title, slot in boxes.items()]


def verdict_label(facts: ArticleFacts) -> str:
    """Return the article's verdict in a few words: a credit alone is not a match, and unseen sources are named."""
    return say("label", facts) + say("label.shared", facts)


def matched_words(facts: ArticleFacts) -> str:
    """Return ``11 of 21 sentences; 1 to look at``."""
    return say("row", facts, between="; ")
