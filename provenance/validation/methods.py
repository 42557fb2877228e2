"""What a validation says in words: the paragraph for a methods section, what its figures cannot show, and the page with all of it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from provenance.alarms import Alarms
from provenance.claim import config_of
from provenance.contract import percent
from provenance.validation.coded import GOLD, Coded
from provenance.validation.columns import COLUMNS
from provenance.validation.compared import Compared
from provenance.validation.judging import unjudged
from provenance.validation.measures import class_rows
from provenance.validation.resampling import DRAWS, Estimate
from provenance.validation.sampling import Sample

if TYPE_CHECKING:
    import pandas as pd


def paragraph(found: Compared, alarms: Sequence[Alarms] = ()) -> str:
    """Return the paragraph: how the sample was drawn, how far coders agree, how right the tool is, and how often by chance."""
    return " ".join([*_drawn(found), *_agreed(found), *_right(found), *_chance(found, alarms)])


def _drawn(found: Compared) -> Iterator[str]:
    sample, run = found.coded.sample, found.annotations[0].run if found.annotations else None
    if run is not None:
        yield (
            f"Sentences were annotated with wire-provenance {run.version} (threshold {config_of(found.annotations).decision.threshold:g}, "
            f"settings {run.config_sha256[:12]})."
        )
    if sample is None:
        yield f"{len(found.judged):,} sentences were compared with people's labels; they are no random sample of a corpus."
        return
    yield (
        f"Of {sample.population:,} {' and '.join(sample.kinds)} sentences in {sample.articles:,} articles {len(sample.items):,} were drawn for "
        f"coding, stratified by {', '.join(sample.by)} into {len(sample.strata)} strata (in proportion, at least {sample.minimum} of each "
        f"where it has as many; seed {sample.seed}); figures are weighted back to the corpus. "
        f"{len(sample.coders)} coders worked without seeing the tool's labels, and {percent(sample.overlap, 0)} of the sentences went to "
        f"{'both' if len(sample.coders) == 2 else 'all'} of them."
    )


def _agreed(found: Compared) -> Iterator[str]:
    coders = found.coders
    if coders.alpha is None:
        yield "How far coders agree is not known."
        return
    yield (
        f"Krippendorff's α (nominal, {len(found.errors.classes)} classes) is {coders.alpha:.3f} [{coders.low:.3f}, {coders.high:.3f}] over "
        f"{coders.units:,} sentences that at least two coders judged ({percent(coders.percent)} of pairs agree)."
    )


def _right(found: Compared) -> Iterator[str]:
    if not found.judged:
        yield "No sentence was judged by people and by the tool."
        return
    articles = len({item.article for item in found.judged})
    yield f"Against these labels ({len(found.judged):,} sentences of {articles:,} articles), the tool's class is right in {_share(found.accuracy)} of sentences."
    for row in class_rows(found.errors, found.judged):
        figures = {
            name: Estimate(row[name], row[f"{name}_low"], row[f"{name}_high"])
            for name in ("precision", "recall", "f1")
        }
        yield (
            f"{str(row['class']).capitalize()} (n = {row['n_truth']}): precision {figures['precision']}, recall {figures['recall']}, "
            f"F1 {figures['f1']}."
        )
    yield f"The expected calibration error of its confidence is {found.calibration_error}."
    yield f"Brackets hold 95\u202f% intervals (Bayesian bootstrap by article for the tool, by sentence for α; {DRAWS:,} draws, seed {found.seed})."


def _chance(found: Compared, alarms: Sequence[Alarms]) -> Iterator[str]:
    threshold = config_of(found.annotations).decision.threshold
    here = next((row for row in alarms if row.threshold == threshold), None)
    if here is not None:
        yield (
            f"Against dispatches that cannot be their source, {percent(here.share(here.wire))} of {here.body:,} body sentences in "
            f"{here.articles:,} articles are called wire copy at this threshold: the false alarms of this corpus."
        )
    else:
        yield "The false alarms of this corpus against dispatches that cannot be a source were not measured."


def _share(found: Estimate) -> str:
    if found.value is None or found.low is None or found.high is None:
        return "an unknown share"
    return f"{percent(found.value)} [{percent(found.low)}, {percent(found.high)}]"


def limits(found: Compared) -> Iterator[str]:
    """Yield what the figures cannot show, a sentence each."""
    if not found.judged:
        yield "No sentence was judged by people and by the tool, so nothing is known about its errors."
    yield from _of_sample(found, found.coded.sample)
    yield from _lacking(found.coded)
    if problems := found.coded.problems:
        yield f"{len(problems)} of the coders' rows or files could not be read, such as {problems[0]}"
    for reason, count in found.left_out.items():
        yield f"{count} labelled sentences are not compared: {reason}."
    if found.judged:
        yield from _of_labels(found)


def _lacking(coded: Coded) -> Iterator[str]:
    """Yield what coders of the sample left out, and who may be one of them under another name."""
    known = coded.sample.coders if coded.sample else ()
    others = sorted({decision.coder for decision in coded.decisions} - {*known, GOLD})
    for coder, ids in coded.missing.items():
        everything = coded.sample is not None and len(ids) == len(coded.sample.of(coder))
        number = f"all {len(ids)}" if everything else f"{len(ids)}"
        yield f"{coder} left out {number} of the sample's sentences, such as {', '.join(ids[:3])}."
        if everything and others:
            yield (
                f"{' and '.join(others)} {'is' if len(others) == 1 else 'are'} no coder of the sample: where one of them is {coder}, "
                f"name the file {coder}.json (or .csv, .xlsx)."
            )


def _of_sample(found: Compared, sample: Sample | None) -> Iterator[str]:
    if sample is None:
        yield "The sentences are no sample: the figures hold for them, not for a corpus."
        return
    if empty := unjudged(sample, found.judged):
        yield f"No sentence was judged of the strata {'; '.join(empty)}: nothing stands for them."
    if any(annotation.run.config_sha256 != sample.config_sha256 for annotation in found.annotations[:1]):
        yield "The annotations were made with other settings than those that the sample was drawn from."
    yield "Coders saw the passages that the search found; what it missed, they can know only where they looked into the dispatches."


def _of_labels(found: Compared) -> Iterator[str]:
    names, truths = {item.coder for item in found.coded.decisions}, {item.truth for item in found.judged}
    if names == {GOLD}:
        yield "A gold file does not say how far its coders agreed."
    elif len(names) == 1:
        yield f"{min(names)} alone coded, so nothing is known about how far coders agree."
    if len(truths) == 1:
        yield f"People gave one class only ({min(truths)}), so that nothing is known about how the tool treats others."
    methods = set(found.shares()["method"])
    if "predictive" not in methods:
        yield "Shares are not corrected: of some class of the tool no sentence was judged."
    elif "inverse" not in methods:
        yield "Shares for other corpora are not corrected: the labels tell too little about each class to invert the errors."


def page(found: Compared, tables: Mapping[str, pd.DataFrame], alarms: Sequence[Alarms] = ()) -> str:
    """Return one self-contained page: no script, no network, in the reader's own colours."""
    parts = [
        f"<h1>Validation</h1><p>{html.escape(paragraph(found, alarms))}</p><h2>What the figures cannot show</h2><ul>"
    ]
    parts += [f"<li>{html.escape(line)}</li>" for line in limits(found)]
    parts.append("</ul>")
    for name, frame in tables.items():
        meanings = "".join(
            f"<dt>{html.escape(c)}</dt><dd>{html.escape(m)}</dd>" for c, m in COLUMNS[name].items()
        )
        shown = frame.to_html(index=False, na_rep="–", border=0, float_format="{:.3f}".format)
        parts.append(
            f'<section><h2 id="{name}">{name.capitalize()}</h2><div class="wide">{shown}</div>'
            f"<details><summary>Columns</summary><dl>{meanings}</dl></details></section>"
        )
    return _PAGE.format(body="\n".join(parts))


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Validation</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }}
body {{ max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; }}
th, td {{ padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid; }}
dt {{ font-weight: 600; }}
</style></head><body>
{body}
</body></html>
"""
