"""Where the sample corpus and the notebooks lie, in a wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

from provenance.errors import ProvenanceError

SAMPLES = {
    "articles": "worlds/articles.jsonl",
    "gold": "worlds/gold.jsonl",
    "languages": "languages/articles.jsonl",
    "languages-gold": "languages/gold.jsonl",
    "languages-wires": "languages/wires.jsonl",
    "manifest": "manifest.json",
    "study": "study/articles.jsonl",
    "study-gold": "study/gold.jsonl",
    "study-wires": "study/wires.jsonl",
    "wires": "worlds/wires.jsonl",
}
"""Name of a sample to its file in ``seeds/``."""


def sample(name: str) -> Path:
    """Return the path of a packaged sample.

    ``articles``, ``wires`` and ``gold`` are sixteen articles on two events; ``study``, ``study-wires`` and ``study-gold``
    nineteen outlets on twelve; ``languages``, ``languages-wires`` and ``languages-gold`` are in French, German, Spanish
    and Portuguese; ``manifest`` has facts without text. The stories are invented; ``seeds/README.md`` says why real agency names stand in them.

    >>> sample("wires").name
    'wires.jsonl'
    """
    if name not in SAMPLES:
        raise ProvenanceError(f"no sample named {name!r}; there are {', '.join(SAMPLES)}")
    return folder("seeds") / SAMPLES[name]


def folder(name: str) -> Path:
    """Return the folder ``seeds`` or ``notebooks``: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise ProvenanceError(
        f"this installation has no {name}/ folder; reinstall wire-provenance or work from a checkout"
    )
