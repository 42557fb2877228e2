"""Write what the front end takes from Python, so that neither states it twice: widgets/defaults.json.

usage: python widgets/defaults.py        `make frontend` runs it before the build
"""

from __future__ import annotations

import json
from pathlib import Path

from provenance.config import Config
from provenance.show.view import show

FILE = Path(__file__).with_name("defaults.json")


def text() -> str:
    """Return the file as it has to be."""
    shown = {char: show(char) for char in map(chr, range(0x10000)) if show(char) != char}
    values = {
        "threshold": Config().decision.threshold,
        "shown": {char: text for char, text in shown.items() if not 0xD800 <= ord(char) <= 0xDFFF},
    }
    return json.dumps(values, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
