"""The first steps of the line: a document becomes words, sentences, credits and speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from provenance.config import Config, LanguageConfig, SegmentConfig
from provenance.page.credits import find_credits
from provenance.page.items import find_items, with_times
from provenance.page.kinds import Line, read_lines, segment
from provenance.page.prepared import Prepared
from provenance.page.speech import find_quotes
from provenance.records import ORIGIN_KINDS, Document, Segment
from provenance.text import Tokens, can_split, language_of, other_language, respoken, tokenise


def prepare(document: Document, *, config: Config | None = None) -> Prepared:
    """Run the reading stages over one document; of a text beyond all measure only the beginning is read."""
    config = config or Config()
    whole = document
    document = _beginning(document, config.segments)
    language = language_of(
        document.language, document.text, setting=config.read.language, config=config.language
    )
    tokens = tokenise(document.text, language=language)
    lines = read_lines(document.text, longest=config.credits.max_line)
    others = _other_languages(lines, language, config.language)
    if others:
        spans = {(lines[number].start, lines[number].end): code for number, code in others.items()}
        tokens = respoken(tokens, document.text, spans)
    segments = segment(document, tokens, lines=lines, languages=others, config=config.segments)
    document, segments = _bounded(document, segments, tokens, config.segments, apart=can_split(language))
    items = find_items(document, lines, segments)
    segments = with_times(segments, items)
    credits = find_credits(document, segments, lines=lines, items=items, config=config.credits)
    quotes = find_quotes(document, segments, tokens, language=language)
    if document.text is not whole.text:
        segments = (*segments, _unread(segments, len(document.text), len(whole.text)))
        document = replace(document, text=whole.text)
    return Prepared.of(document, tokens, segments, credits, quotes, language=language)


def _other_languages(lines: Sequence[Line], here: str, config: LanguageConfig) -> dict[int, str]:
    """Return the languages of the paragraphs that are clearly in another one than their page, by number."""
    found = ((number, other_language(line.raw, here, config=config)) for number, line in enumerate(lines))
    return {number: code for number, code in found if code is not None}


def _beginning(document: Document, config: SegmentConfig) -> Document:
    """Return a document whose text is no longer than the limit, cut at the end of a line where one is near."""
    if len(document.text) <= config.max_text:
        return document
    cut = document.text.rfind("\n", config.max_text // 2, config.max_text) + 1 or config.max_text
    note = f"not compared: {len(document.text) - cut:,} characters after the first {cut:,} (setting segments.max_text)"
    return replace(document, text=document.text[:cut], notes=(*document.notes, note))


def _unread(segments: tuple[Segment, ...], start: int, end: int) -> Segment:
    paragraph = segments[-1].paragraph + 1 if segments else 0
    return Segment(start, end, "furniture", paragraph, "too_many")


def _bounded(
    document: Document, segments: tuple[Segment, ...], tokens: Tokens, config: SegmentConfig, *, apart: bool
) -> tuple[Document, tuple[Segment, ...]]:
    """Make furniture of what is too long, too much or in no words to compare, and say so in the document's notes."""
    rules = _beyond(segments, tokens, config)
    if not apart:
        rules = {i: "no_words" for i, segment in enumerate(segments) if segment.kind in ORIGIN_KINDS}
    if not rules:
        return document, segments
    kept = list(segments)
    for i, rule in rules.items():
        kept[i] = replace(kept[i], kind="furniture", rule=rule)
    counts = Counter(rules.values())
    notes = _notes(counts["too_long"], counts["too_many"], config)
    if counts["no_words"]:
        notes.append("not compared: the whole text, whose words are not written apart")
    return replace(document, notes=(*document.notes, *notes)), tuple(kept)


def _beyond(segments: tuple[Segment, ...], tokens: Tokens, config: SegmentConfig) -> dict[int, str]:
    """Return the segments that are not compared, each with the rule that says why."""
    content = [i for i, segment in enumerate(segments) if segment.kind in ORIGIN_KINDS]
    spans = tokens.spans([segments[i] for i in content])
    sizes = {i: last - first for i, (first, last) in zip(content, spans, strict=True)}
    fit = [i for i, size in sizes.items() if size <= config.max_words]
    return dict.fromkeys(sizes.keys() - set(fit), "too_long") | dict.fromkeys(
        fit[config.max_sentences :], "too_many"
    )


def _notes(long: int, late: int, config: SegmentConfig) -> list[str]:
    """Return one note for each reason why sentences are not compared."""
    many = f"not compared: {long:,} sentence{'s' * (long > 1)} of more than {config.max_words:,} words"
    after = f"not compared: {late:,} sentences after the first {config.max_sentences:,}"
    return [note for note, count in ((many, long), (after, late)) if count]
