"""Every setting and threshold of a run.

A result carries its :class:`Config` and the hash of it. Settings come from defaults, a TOML file, or ``section.key=value``;
:mod:`provenance.config.sections` has each with its unit and source.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Self

import tomli_w

from provenance.config.analysing import ANALYSIS, AnalysisConfig
from provenance.config.desk import AuditConfig, ReportConfig
from provenance.config.sections import (
    NAMED,
    AlignmentConfig,
    CreditConfig,
    DecisionConfig,
    DriftConfig,
    GroupConfig,
    LanguageConfig,
    ReadConfig,
    RetrievalConfig,
    SegmentConfig,
    WeighConfig,
)
from provenance.config.setting import fit, hours, known
from provenance.config.translating import TranslationConfig
from provenance.errors import ConfigError

__all__ = [
    "ANALYSIS",
    "NAMED",
    "AlignmentConfig",
    "AnalysisConfig",
    "AuditConfig",
    "Config",
    "CreditConfig",
    "DecisionConfig",
    "DriftConfig",
    "GroupConfig",
    "LanguageConfig",
    "ReadConfig",
    "ReportConfig",
    "RetrievalConfig",
    "SegmentConfig",
    "TranslationConfig",
    "WeighConfig",
    "hours",
    "known",
]


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run. Sections are frozen; use :meth:`with_settings` for a changed copy."""

    read: ReadConfig = field(default_factory=ReadConfig)
    language: LanguageConfig = field(default_factory=LanguageConfig)
    segments: SegmentConfig = field(default_factory=SegmentConfig)
    credits: CreditConfig = field(default_factory=CreditConfig)
    retrieval: RetrievalConfig = field(default_factory=RetrievalConfig)
    translation: TranslationConfig = field(default_factory=TranslationConfig)
    alignment: AlignmentConfig = field(default_factory=AlignmentConfig)
    weigh: WeighConfig = field(default_factory=WeighConfig)
    decision: DecisionConfig = field(default_factory=DecisionConfig)
    drift: DriftConfig = field(default_factory=DriftConfig)
    groups: GroupConfig = field(default_factory=GroupConfig)
    report: ReportConfig = field(default_factory=ReportConfig)
    audit: AuditConfig = field(default_factory=AuditConfig)

    @classmethod
    def named(cls, name: str) -> Self:
        """Return a setting of :data:`NAMED` by name. Raises :class:`ConfigError` for an unknown one, naming the nearest.

        >>> Config.named("default") == Config()
        True
        """
        known(name, list(NAMED), "setting")
        return cls().with_settings(NAMED[name])

    @property
    def name(self) -> str | None:
        """The name of the setting that decides as this one does, None where there is none."""
        decides = (self.weigh, self.decision)
        return next((n for n in NAMED if decides == ((c := type(self).named(n)).weigh, c.decision)), None)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Mapping[str, object]]) -> Self:
        """Build from nested mappings. Raises :class:`ConfigError` for an unknown section or key, naming the nearest."""
        return cls().with_mapping(values)

    @classmethod
    def from_toml(cls, path: str | Path) -> Self:
        """Load a TOML file. Raises :class:`ConfigError` naming the file and what is wrong in it."""
        return cls().with_toml(path)

    @classmethod
    def from_result(cls, values: Mapping[str, object]) -> tuple[Self, tuple[str, ...]]:
        """Build from the settings that a result carries, and name those that this version does not have or not take.

        A result is no user input: it may come from another version, and is read all the same.

        >>> Config.from_result({"decision": {"threshold": 0.5, "mood": 3}})[1]
        ('decision.mood',)
        """
        config, unknown = cls(), []
        for section, keys in values.items():
            if not isinstance(keys, Mapping):
                unknown.append(section)
                continue
            for key, value in keys.items():
                try:
                    config = config.with_settings({f"{section}.{key}": value})
                except ConfigError:
                    unknown.append(f"{section}.{key}")
        return config, tuple(unknown)

    def with_mapping(self, values: Mapping[str, Mapping[str, object]]) -> Self:
        """Return a copy with nested settings changed. Raises :class:`ConfigError` as :meth:`from_mapping` does."""
        config = self
        for section, keys in values.items():
            known(section, [f.name for f in dataclasses.fields(self)], "section")
            if not isinstance(keys, Mapping):
                raise ConfigError(f"[{section}] must be a table of settings, not {keys!r}")
            config = config.with_settings({f"{section}.{key}": value for key, value in keys.items()})
        return config

    def with_toml(self, path: str | Path) -> Self:
        """Return a copy changed by a TOML file. Raises :class:`ConfigError` as :meth:`from_toml` does."""
        try:
            values = tomllib.loads(Path(path).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error
        return self.with_mapping(values)

    def with_settings(self, values: Mapping[str, object]) -> Self:
        """Return a copy with ``{"section.key": value}`` changed; text values are parsed as the setting's type."""
        config = self
        for name, value in values.items():
            section_name, _, key = name.partition(".")
            known(section_name, [f.name for f in dataclasses.fields(self)], "section")
            section = getattr(config, section_name)
            fields = {f.name: f for f in dataclasses.fields(section)}
            known(key, list(fields), f"setting of [{section_name}]")
            section = dataclasses.replace(section, **{key: fit(name, value, fields[key])})
            config = dataclasses.replace(config, **{section_name: section})
        return config

    def to_dict(self) -> dict[str, dict[str, object]]:
        """Return nested plain dictionaries."""
        sections = {name: getattr(self, name) for name in Config.__slots__}
        return {
            name: {key: getattr(section, key) for key in type(section).__slots__}
            for name, section in sections.items()
        }

    def to_toml(self) -> str:
        """Return TOML that :meth:`from_toml` reads back to an equal Config, each key with its unit and source."""
        lines: list[str] = []
        for section in dataclasses.fields(self):
            lines.append(f"[{section.name}]")
            values = getattr(self, section.name)
            for item in dataclasses.fields(values):
                lines.append(f"# {item.metadata['unit']}: {item.metadata['source']}")
                lines.append(tomli_w.dumps({item.name: getattr(values, item.name)}).strip())
            lines.append("")
        return "\n".join(lines)

    @property
    def sha256(self) -> str:
        """The hex SHA-256 of the settings, equal for equal settings."""
        return _digest(self)


@lru_cache(maxsize=16)
def _digest(config: Config) -> str:
    return hashlib.sha256(json.dumps(config.to_dict(), sort_keys=True).encode()).hexdigest()
