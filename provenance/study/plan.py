"""What a study asks for, read from its ``study.toml``: every name and type is checked before anything is run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from inspect import signature
from pathlib import Path
from typing import Any

from provenance.analysis import ANALYSES
from provenance.config import Config, hours, known
from provenance.errors import ConfigError

KEYS: Mapping[str, Mapping[str, type]] = {
    "study": {"title": str, "authors": list, "seed": int, "setting": str},
    "input": {
        "articles": list, "wires": list, "annotations": list, "archive": str, "columns": dict, "window": str,
        "language": str, "time_zone": str, "article_zone": str, "agency": str,
    },
    "settings": {},
    "events": {"file": str},
    "analyses": {"only": list, "options": dict},
    "validation": {"coded": list, "alarms_days": int},
    "report": {"pages": bool, "annotations": bool, "withhold": bool},
}  # fmt: skip
"""Every section and key, and the type of its value; ``settings`` are checked as any settings are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One study: what goes in, with which settings, and what is wanted. Paths are as given, beside :attr:`folder`."""

    path: Path
    title: str = "A study"
    authors: tuple[str, ...] = ()
    seed: int = 0
    config: Config = field(default_factory=Config)
    articles: tuple[str, ...] = ()
    wires: tuple[str, ...] = ()
    annotations: tuple[str, ...] = ()
    archive: str | None = None
    events: str | None = None
    only: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    coded: tuple[str, ...] = ()
    alarms_days: int = 0
    pages: bool = True
    keep_annotations: bool = False

    @classmethod
    def load(cls, path: str | Path) -> Plan:
        """Read a study file.

        Raises:
            ConfigError: It cannot be read, or something in it is not known or not of its type; the message names it.
        """
        place = Path(path)
        try:
            told = tomllib.loads(place.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            reason = getattr(error, "strerror", None) or f"is no study file: {error}"
            raise ConfigError(
                f"{place}: {reason}. `provenance study --new` writes one to begin with"
            ) from error
        try:
            return _planned(place, _checked(told))
        except ConfigError as error:
            raise ConfigError(f"{place}: {error}") from error

    @property
    def folder(self) -> Path:
        """The folder that paths are read from."""
        return self.path.resolve().parent

    def located(self, names: tuple[str, ...]) -> list[str]:
        """Return names as paths that can be opened from anywhere."""
        return [str(self.folder / name) for name in names]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The analyses, in the order of the report."""
        return tuple(name for name in ANALYSES if not self.only or name in self.only)


def template() -> str:
    """Return a commented study file to begin with."""
    return (files("provenance.study") / "study.toml").read_text("utf-8")


def _checked(told: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every section with what is stated in it; refuse what is not known or not of its type."""
    found: dict[str, dict[str, Any]] = {name: {} for name in KEYS}
    for section, values in told.items():
        known(section, list(KEYS), "section")
        if not isinstance(values, dict):
            raise ConfigError(f"[{section}] is a table of keys, not {values!r:.40}")
        for key, value in values.items():
            found[section][key] = value if section == "settings" else _value(section, key, value)
    return found


def _value(section: str, key: str, value: object) -> object:
    known(key, list(KEYS[section]), f"key of [{section}]")
    kind = KEYS[section][key]
    if kind is list and isinstance(value, str):
        value = [value]
    if type(value) is not kind or (
        isinstance(value, list) and not all(isinstance(item, str) for item in value)
    ):
        wants = {
            list: "a name or a list of names",
            dict: "a table",
            str: "a text in quotes",
            int: "a whole number",
            bool: "true or false",
        }
        raise ConfigError(f"[{section}] {key} takes {wants[kind]}, not {value!r:.60}")
    return value


def _planned(path: Path, told: Mapping[str, Mapping[str, Any]]) -> Plan:
    given, study, report = told["input"], told["study"], told["report"]
    _enough(given)
    _counts(told)
    if given.get("annotations") and (told["settings"] or "setting" in study):
        raise ConfigError(
            "[settings] change nothing in annotations that are given: name the articles, or redecide them first"
        )
    only, options = told["analyses"].get("only", ()), told["analyses"].get("options", {})
    for name in (*only, *options):
        known(name, list(ANALYSES), "analysis")
        if not isinstance(options.get(name, {}), dict):
            raise ConfigError(f"[analyses.options.{name}] is a table of keys, not {options[name]!r:.40}")
        for key in options.get(name, {}):
            known(key, list(signature(ANALYSES[name].function).parameters)[1:], f"keyword of {name}")
    return Plan(
        path=path,
        title=study.get("title", "").strip() or "A study",
        authors=tuple(study.get("authors", ())),
        seed=study.get("seed", 0),
        config=_config(told),
        articles=tuple(given.get("articles", ())),
        wires=tuple(given.get("wires", ())),
        annotations=tuple(given.get("annotations", ())),
        archive=given.get("archive"),
        events=told["events"].get("file"),
        only=tuple(only),
        options=options,
        coded=tuple(told["validation"].get("coded", ())),
        alarms_days=told["validation"].get("alarms_days", 0),
        pages=report.get("pages", True),
        keep_annotations=report.get("annotations", False),
    )


def _enough(given: Mapping[str, Any]) -> None:
    """Refuse inputs that leave nothing to study, or that say two things."""
    if bool(given.get("articles")) == bool(given.get("annotations")):
        raise ConfigError("[input] takes articles, or annotations of them: one of the two")
    if given.get("wires") and given.get("archive"):
        raise ConfigError(
            "[input] takes wires or an archive, not both: `provenance archive add` adds the wires to the archive"
        )


def _counts(told: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse numbers that count nothing, and alarms without dispatches to count them against."""
    for section, key in (("study", "seed"), ("validation", "alarms_days")):
        if told[section].get(key, 0) < 0:
            raise ConfigError(f"[{section}] {key} is 0 or more, not {told[section][key]}")
    if told["validation"].get("alarms_days") and not {"wires", "archive"} & set(told["input"]):
        raise ConfigError(
            "[validation] alarms_days counts matches with later dispatches: name wires or an archive in [input]"
        )


def _config(told: Mapping[str, Mapping[str, Any]]) -> Config:
    given = told["input"]
    config = Config.named(told["study"].get("setting", "default")).with_mapping(told["settings"])
    reading = {
        "read.columns": ", ".join(f"{name}={column}" for name, column in given.get("columns", {}).items()),
        **{
            f"read.{name}": given[name]
            for name in ("language", "time_zone", "article_zone", "agency")
            if name in given
        },
        "retrieval.window_hours": hours(given["window"]) if "window" in given else None,
        "report.withhold": told["report"].get("withhold"),
    }
    return config.with_settings({name: value for name, value in reading.items() if value not in (None, "")})
