"""The fixed words of docs/accuracy.md."""

from __future__ import annotations

OPENING = """
# Accuracy

How right the annotator is, measured on articles that its models have not seen. This page is written by
`python -m benchmarks.accuracy --document`; do not edit it.

It is about the models with SHA-256 `{models:.16}` (`provenance/calibration.json`), fitted on development data with SHA-256
`{data:.16}`. A test fails where the packaged models are others than these.
"""

HOW = """
## How it is measured

- **Two sets.** `worlds_dev` is ours: two invented events, every sentence labelled (kind, origin, agency, edit, sources); it is
  also the sample corpus in `seeds/`. `meter_dev` is half of METER, real British court and show-business stories of
  1999–2000 with the Press Association takes behind them, split by story; it may be used for evaluation only, and none of
  its text is in this repository.
- **Cross-validation by story.** Six folds. A world is one fold, METER's stories are spread over all; no story is on both
  sides. For each fold all five models are fitted on the others (inner folds keep the second model honest), and the fold's
  articles are annotated by the ordinary line against *all* dispatches of their set.
- **What is not cross-validated:** the rules and their few constants (`decision.py`, `config.py`) were chosen by people who
  had looked at these same sets, the shares behind *wholly* and *partly* with METER's classes at hand. Expect a little less
  on other data.
- **Figures** are those of the development data's own scorer; the command stops where its counts and the scorer's differ.
- **Intervals** (95 %) are bootstrap percentiles over 1,000 resamples. METER's units are stories. Two worlds are too few to
  draw from, so their units are articles; articles of one world share dispatches, and the true uncertainty is larger. The
  figures of each world alone say more.
"""

KNOWN = """
## Known weaknesses

- **Rewriting.** A sentence told in other words is where this fails, like every method that compares words: see the row
  *rewritten* above. There is no synonym lexicon and no sentence encoder in the line.
- **Whole articles.** *Wholly* and *partly* rest on how many words are read as derived; a few rewritten sentences move an
  article over the line. Reporters who sat in the same courtroom write the same facts: many an independent article of METER
  is called partly derived, as the confusion of the articles shows.
- **Low probabilities are too low on METER**: of the sentences that get less than 0.4, more are derived than is stated (see
  the right-hand diagram). Rewritten sentences look like chance to a comparison of words.
- **Public speech.** METER has no class for it. A quotation that the paper took from the wire is derived there; here it
  is `quote` or stays with its sentence, so sentences of speech cost figures on METER that no setting would win back
  without calling press conferences copying.
- **Calibration off the line.** The confidence of `original` is that no source was found *in what was searched*; a source
  outside the archive is not in that number. On METER the verdict's confidence cannot be judged by characters, because its
  marks are words, not sentences.
- **Two events.** `shared`, `quote`, captions and agencies are measured on two invented events in English, written by the
  same hands. Other languages, tables, live blogs and sport results are not measured at all.
- **Short sentences** carry few rare words; they are found only inside a copied run.
- **Direction.** Dates without a time are whole days: within that day nobody can say who was first.
- **Credits** have figures of their own in [credits.md](credits.md).
"""

REPRODUCE = """
## Do it again

```
python -m benchmarks.calibrate              # fit provenance/calibration.json
python -m benchmarks.accuracy               # print the figures by cross-validation
python -m benchmarks.accuracy --document    # write this page and its picture
python tests/floors.py                      # the packaged models against their floors
```

The development data is read from `$PROVENANCE_SHARED`, or from `shared` beside the project. A full run takes some minutes
on two cores. `tests/floors.json` holds what the packaged models must reach; those figures are higher than the ones here,
because those models have seen the data: floors guard against damage, they are not estimates.
"""
