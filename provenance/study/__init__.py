"""A study from one file: articles and dispatches in; annotations, answers, a report and a parcel for reviewers out.

:func:`study` runs what a ``study.toml`` asks for. A step whose inputs, settings and version are those of the last time is not run
again. This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.study.plan import Plan, template
from provenance.study.running import Done, study

__all__ = ["Done", "Plan", "study", "template"]
