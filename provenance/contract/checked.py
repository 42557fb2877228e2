"""One parsed JSON object whose fields are checked as they are taken, with errors that name the place."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from provenance.errors import ReadError


@dataclasses.dataclass(slots=True)
class Node:
    """One JSON object and where it stands, so that every complaint can name the place.

    A file of a study gives a million of them: a frozen one takes three times as long to make, and what has the right type is
    let through before anything else is asked.
    """

    values: Mapping[str, object]
    path: str
    source: str
    line: int | None

    def fail(self, key: str, problem: str, *, remedy: str = "") -> NoReturn:
        """Raise the ReadError for this key."""
        raise ReadError(self.source, f"{self.path}{key}: {problem}", line=self.line, remedy=remedy)

    def _get(self, key: str, kinds: tuple[type, ...], name: str, *, default: object = ...) -> Any:
        value = self.values.get(key, default)
        if type(value) in kinds:
            return value
        if value is ...:
            self.fail(key, f"is missing: {name} is required")
        if value is not default and (
            not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)
        ):
            self.fail(key, f"must be {name}, not {value!r:.80}")
        return value

    def text(self, key: str, default: object = ...) -> str:
        """Return text, which must be there unless a default is given."""
        found: str = self._get(key, (str,), "text", default=default)
        return found

    def maybe(self, key: str) -> str | None:
        """Return text or None; a missing key is None."""
        found: str | None = self._get(key, (str, type(None)), "text or null", default=None)
        return found

    def whole(self, key: str, default: object = ...) -> int:
        """Return a whole number, not negative."""
        found = self.values.get(key)
        if type(found) is int and found >= 0:
            return found
        value: int = self._get(key, (int,), "a whole number", default=default)
        if value < 0:
            self.fail(key, f"must not be negative, not {value}")
        return value

    def share(self, key: str, default: object = ...) -> float:
        """Return a number from 0 to 1."""
        value = self._get(key, (int, float), "a number from 0 to 1", default=default)
        if not (math.isfinite(value) and 0 <= value <= 1):
            self.fail(key, f"must be a number from 0 to 1, not {value!r}")
        return float(value)

    def word(self, key: str, allowed: Any) -> Any:
        """Return text that must be one of the words of a Literal type."""
        value, words = (
            self.text(key),
            allowed.__args__,
        )  # get_args asks more, and this is asked a million times
        if value not in words:
            self.fail(key, f"must be one of {', '.join(words)}, not {value!r}")
        return value

    def maybe_word(self, key: str, allowed: Any) -> Any:
        """Return one of the words of a Literal type, or None."""
        return None if self.values.get(key) is None else self.word(key, allowed)

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return an object as it is; a missing key is an empty one."""
        found: Mapping[str, Any] = self._get(key, (Mapping,), "an object", default={})
        return found

    def child(self, key: str) -> Node:
        """Return an object to take fields from."""
        return Node(self.mapping(key), f"{self.path}{key}.", self.source, self.line)

    def children(self, key: str) -> Iterator[Node]:
        """Yield the objects that an object holds under names of its own."""
        for name, value in self.mapping(key).items():
            yield self._inner(value, f"{key}[{name!r}]")

    def sequence(self, key: str) -> list[Any]:
        """Return a list; a missing key is an empty one."""
        found: list[Any] = self._get(key, (list, tuple), "a list", default=[])
        return found

    def items(self, key: str) -> Iterator[Node]:
        """Yield the objects of a list."""
        for number, value in enumerate(self.sequence(key)):
            yield self._inner(value, f"{key}[{number}]")

    def _inner(self, value: object, place: str) -> Node:
        if not isinstance(value, Mapping):
            self.fail(place, f"must be an object, not {value!r:.80}")
        return Node(value, f"{self.path}{place}.", self.source, self.line)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self.sequence(key)
        for number, value in enumerate(values):
            if not isinstance(value, str):
                self.fail(f"{key}[{number}]", f"must be text, not {value!r:.80}")
        return tuple(values)

    def span(self, length: int | None = None, prefix: str = "") -> tuple[int, int]:
        """Return ``start`` and ``end``, checked against each other and against the length of the text."""
        start, end = self.whole(f"{prefix}start"), self.whole(f"{prefix}end")
        if end < start:
            self.fail(f"{prefix}end", f"must not be before {prefix}start ({start}), not {end}")
        if length is not None and end > length:
            self.fail(f"{prefix}end", f"must lie within the text of {length} code points, not {end}")
        return start, end
