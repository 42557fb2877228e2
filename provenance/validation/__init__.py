"""How right is the tool on this corpus? Samples for coders, their labels read back, agreement, errors, and what follows from them.

::

    drawn = sample(result, 300, coders=["ada", "ben"], seed=1)      # by strata, with the weights that undo them
    write(drawn, result, "sample/")                                 # CSV, Excel, Label Studio; without the tool's labels
    found = validate(result, read_coded("sample/"))                 # agreement, precision, recall, calibration, disagreements
    corrected(shares, found.errors)                                 # shares corrected for the tool's errors
    found.recalibrate().save("recalibrated.toml")                   # settings for --config

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.validation.coded import Coded, read_coded
from provenance.validation.coders import VERDICTS, Agreement, agreement, agreement_of
from provenance.validation.columns import COLUMNS
from provenance.validation.correction import Errors, corrected
from provenance.validation.judging import Judged
from provenance.validation.labels import Level
from provenance.validation.recalibration import Recalibration, recalibrate
from provenance.validation.resampling import Estimate
from provenance.validation.result import Validation, load_errors, validate
from provenance.validation.sampling import BY, Sample, allocate, sample
from provenance.validation.sheets import FORMS, write

__all__ = [
    "BY",
    "COLUMNS",
    "FORMS",
    "VERDICTS",
    "Agreement",
    "Coded",
    "Errors",
    "Estimate",
    "Judged",
    "Level",
    "Recalibration",
    "Sample",
    "Validation",
    "agreement",
    "agreement_of",
    "allocate",
    "corrected",
    "load_errors",
    "read_coded",
    "recalibrate",
    "sample",
    "validate",
    "write",
]
