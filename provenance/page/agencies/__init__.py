"""News agencies and the forms in which articles credit them, as data.

:data:`AGENCIES` is read from ``agencies.toml`` beside this file; :func:`canonical` turns any spelling into the short
name that every record uses; :mod:`provenance.page.agencies.forms` finds the credit forms in one line of text. Another package
adds agencies by an entry point in the group ``provenance.page.agencies`` that names the path of a TOML file of the same form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from provenance.errors import ConfigError

Category = Literal["agency", "syndicate", "pr_wire", "photo"]
"""``syndicate``: carried like wire copy; ``pr_wire``: paid releases; ``photo``: pictures only, never a text."""

__all__ = ["AGENCIES", "Agency", "Category", "agency", "by_domain", "canonical", "load"]


@dataclass(frozen=True, slots=True)
class Agency:
    """One source of copy or pictures.

    ``aliases`` stand for it anywhere (case-sensitive); ``ambiguous_forms`` only inside a credit frame such as
    brackets, a byline or a line of its own, since they also mean something else.
    """

    id: str
    short: str
    name: str
    aliases: tuple[str, ...]
    country: str
    domains: tuple[str, ...] = ()
    ambiguous_forms: tuple[str, ...] = ()
    category: Category = "agency"

    @property
    def ambiguous(self) -> bool:
        """Whether the short name alone may mean something else."""
        return self.short in self.ambiguous_forms


def load(text: str) -> tuple[Agency, ...]:
    r"""Read agency records from TOML; a wrong or missing field is an error that names the record.

    >>> load('[[agency]]\nid="x"\nshort="X"\nname="X News"\naliases=["X News"]\ncountry="SE"')[0].short
    'X'
    """
    try:
        rows = tomllib.loads(text).get("agency", [])
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"the list of agencies is not TOML: {error}") from error
    return _distinct(_record(row) for row in rows)


def known(points: Iterable[EntryPoint]) -> tuple[Agency, ...]:
    """Return the agencies of this package, then those that the entry points of other packages name, by name.

    Raises:
        ConfigError: A list of another package cannot be read, or has an id or short name that is taken; it is named.
    """
    found = load(files(__name__).joinpath("agencies.toml").read_text("utf-8"))
    for point in sorted(points, key=lambda point: point.name):
        try:
            found = _distinct((*found, *load(Path(str(point.load())).read_text("utf-8"))))
        except (ConfigError, ImportError, AttributeError, OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"agencies of {point.name!r} ({point.value}): {error}") from error
    return found


def _distinct(found: Iterable[Agency]) -> tuple[Agency, ...]:
    """Return the records; an id or a short name that two of them have is an error."""
    records = tuple(found)
    seen: dict[str, str] = {}
    for item in records:
        for key in (item.id, item.short):
            if seen.setdefault(key, item.id) != item.id:
                raise ConfigError(f"agency {item.id!r}: {key!r} already belongs to {seen[key]!r}")
    return records


def _record(row: Mapping[str, object]) -> Agency:
    label = row.get("id", row)
    missing = [key for key in ("id", "short", "name", "aliases", "country") if key not in row]
    if missing:
        raise ConfigError(f"agency {label!r} lacks {', '.join(missing)}")
    category = row.get("category", "agency")
    if category not in get_args(Category):
        raise ConfigError(
            f"agency {label!r}: category {category!r} is not one of {', '.join(get_args(Category))}"
        )
    return Agency(
        id=str(row["id"]),
        short=str(row["short"]),
        name=str(row["name"]),
        aliases=_words(row, "aliases"),
        country=str(row["country"]),
        domains=_words(row, "domains"),
        ambiguous_forms=_words(row, "ambiguous"),
        category=category,  # type: ignore[arg-type]
    )


def _words(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ConfigError(f"agency {row['id']!r}: {key} must be a list of words, not {value!r}")
    return tuple(value)


AGENCIES: tuple[Agency, ...] = known(entry_points(group="provenance.agencies"))
"""Every known agency, in the order of the file, those of other packages last; where a form is claimed twice, the first record has it."""


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, Agency], dict[str, Agency]]:
    """Return the records by exact form and by folded form."""
    exact: dict[str, Agency] = {}
    folded: dict[str, Agency] = {}
    for item in AGENCIES:
        for form in (item.short, item.name, *item.aliases, *item.ambiguous_forms):
            exact.setdefault(form, item)
            folded.setdefault(_fold(form), item)
    for item in AGENCIES:
        folded.setdefault(item.id, item)
    return exact, folded


def _fold(form: str) -> str:
    words = form.replace("-", " ").replace(".", "").casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def agency(name: str) -> Agency | None:
    """Return the record of a short name, full name, alias or id; ``None`` where none is known.

    >>> agency("Agence France Presse").country
    'FR'
    """
    exact, folded = _index()
    text = name.strip().strip("()[]/ ")
    return exact.get(text) or folded.get(_fold(text))


def canonical(name: str) -> str | None:
    """Return the short name that records use, or ``None`` where the name is no known agency.

    >>> canonical("the Associated Press"), canonical("REUTERS"), canonical("The Village Post")
    ('AP', 'Reuters', None)
    """
    found = agency(name)
    return found.short if found else None


def by_domain(address: str) -> Agency | None:
    """Return the agency that owns a host name or URL.

    >>> by_domain("https://www.reuters.com/world/").short
    'Reuters'
    """
    try:
        host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").removesuffix(".")
    except ValueError:  # an address that is none, such as an open bracket
        return None
    labels = host.split(".")
    hosts = {".".join(labels[start:]) for start in range(len(labels) - 1)}
    return next((item for item in AGENCIES if hosts.intersection(item.domains)), None)
