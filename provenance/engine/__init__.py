"""Where a run's articles are worked on: one after the other here, in processes of this machine, or on a Dask cluster.

However it runs, it gives the same annotations in the same order. This face is all that other rooms may import.
"""

from __future__ import annotations

from provenance.engine.choosing import ENGINES, begun
from provenance.engine.running import Work, annotate, itself, run
from provenance.workers import Engine, Lost

__all__ = ["ENGINES", "Engine", "Lost", "Work", "annotate", "begun", "itself", "run"]
