"""Every setting and threshold, in one small section a stage, with its unit and source.

A result carries its :class:`Config` and the hash of it. Settings come from defaults, a TOML file, or ``section.key=value``.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import tomli_w

from provenance.errors import ConfigError
from provenance.sections import AlignmentConfig, DecisionConfig, WeighConfig
from provenance.settings import fit, known, setting, share

__all__ = [
    "NAMED",
    "AlignmentConfig",
    "Config",
    "CreditConfig",
    "DecisionConfig",
    "DriftConfig",
    "GroupConfig",
    "ReadConfig",
    "ReportConfig",
    "RetrievalConfig",
    "SegmentConfig",
    "WeighConfig",
]


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """Readers."""

    max_bytes: int = setting(
        200_000_000,
        "bytes",
        "a file above it is named and left out; archives of text have their own readers",
        low=1,
    )
    language: str = setting("en", "ISO 639-1", "used where a document names no language")
    max_ratio: float = setting(
        200.0,
        "times",
        "domain §7: a gzip file that unpacks to more is refused; text packs 3 to 30 times",
        low=1,
    )


@dataclass(frozen=True, slots=True)
class SegmentConfig:
    """Sentences and their kinds."""

    caption_repeat: float = share(
        0.85, "words", "domain §1.5: a line repeated elsewhere in the article is a caption"
    )
    max_line: int = setting(
        400, "code points", "domain §7: only shorter lines can be a credit or furniture", low=40
    )
    max_sentences: int = setting(
        5_000,
        "sentences",
        "domain §7: a novel has as many; those after it are left uncompared, and a note says so",
        low=1,
    )
    max_words: int = setting(
        2_000, "words", "domain §7: a longer run without an end is no sentence and is not compared", low=10
    )


@dataclass(frozen=True, slots=True)
class CreditConfig:
    """Declared credits."""

    head_paragraphs: int = setting(
        3, "paragraphs", "domain §1.4: a dateline stands in the first body paragraphs", low=1
    )
    max_line: int = setting(400, "code points", "domain §7: credit rules read no longer line", low=40)


@dataclass(frozen=True, slots=True)
class RetrievalConfig:
    """Candidates."""

    window_hours: float = setting(
        72.0,
        "hours",
        "contract §3: dispatches released this long before the article are searched; 0 = all",
        low=0,
    )
    terms: int = setting(
        12,
        "terms",
        "design §3: the rarest words and pairs of a sentence find it; grows with the archive",
        low=1,
    )
    candidates: int = setting(10, "passages", "looked up for each sentence", low=1)
    documents: int = setting(
        8,
        "documents",
        "compared with an article, sentence by sentence; more would not be read by anyone",
        low=1,
    )
    grow: int = setting(
        2,
        "terms",
        "more for every tenfold above grow_from: recall at 5 million sentences fell without",
        low=0,
    )
    grow_from: int = setting(
        100_000, "sentences", "an archive above it needs more terms to tell its sentences apart", low=1
    )


@dataclass(frozen=True, slots=True)
class DriftConfig:
    """Changes of substance: where two texts must agree, and how far, before a difference means anything."""

    covered: float = share(0.35, "words in order", "below it the sentence was rewritten as a whole")
    held: int = setting(3, "terms", "aligned, before a change between them is one", low=1)
    facing: int = setting(
        8, "words", "most on either side of a gap in which two numbers face each other", low=1
    )
    sums: int = setting(12, "numbers", "of a sentence, added up two by two: a desk adds", low=2)
    misquoted: int = setting(12, "words", "changed in one place; with more it is other speech", low=1)
    clipped: int = setting(
        3, "words", "by which a quotation may begin or end elsewhere and still be the same", low=0
    )
    quoted: int = setting(4, "words", "of a quotation in both texts before the rest is compared", low=1)
    quoted_share: float = share(0.4, "quoted words", "with less it is another part of the speech")
    joined: int = setting(2, "words", "between two changes that read as one", low=0)
    brackets: int = setting(
        3, "code points", "around changed words in which a mark of omission may stand", low=0
    )
    kept: float = share(
        0.6, "words in order", "told anew, a sentence misses words for other reasons than a cut"
    )
    clause: int = setting(8, "words", "the longest clause that says who said it", low=1)
    instead: int = setting(3, "words", "most in the place of such a clause", low=0)
    beside: int = setting(3, "sentences", "to either side in which the speaker may be named instead", low=0)
    speech: float = share(0.5, "words", "with more inside marks, who says it is told outside this sentence")
    hedge: int = setting(5, "words", "most in whose place a hedge was left out", low=1)
    name: int = setting(3, "words", "of a name that takes another's place", low=1)
    misspelt: float = share(0.25, "letters", "may differ for one name to be a misspelling of the other")
    letters: int = setting(4, "letters", "fewest of a name whose spelling is compared", low=1)
    abbreviated: float = share(
        0.6, "letters", "a name of at most so many of the other's, in order, is its short form"
    )
    near: float = share(0.1, "value", "a number called approximate may lie so far from the other")


@dataclass(frozen=True, slots=True)
class GroupConfig:
    """Passages that several outlets share."""

    fresh: int = setting(
        4,
        "words",
        "of narration that a second passage of one document explains alone: merged or split",
        low=1,
    )
    near: int = setting(
        3, "sentences", "between two passages of one document that still make them neighbours", low=1
    )
    paired: int = setting(
        30, "documents", "of one group whose pairs are counted: pairs grow with the square", low=2
    )
    bridge: int = setting(4, "words", "of a reading beyond which one agreed word beside it is chance", low=1)
    longest: int = setting(
        1_000, "words", "of one telling: alignment is not linear, and no sentence is longer", low=1
    )


@dataclass(frozen=True, slots=True)
class ReportConfig:
    """What pages show."""

    withhold: bool = setting(
        False, "switch", "domain §7: show only matched fragments of wire text, for sharing"
    )
    fragment_words: int = setting(12, "words", "longest fragment of wire text shown while withholding", low=1)


NAMED: Mapping[str, Mapping[str, object]] = {
    "default": {},
    "sensitive": {"decision.threshold": 0.2},
}
"""Settings with a name, as what each changes: *default* for pages where a wrong "wire" accuses somebody; *sensitive* for
studies in which facts that reporters share count as derived, as METER's readers had it. docs/accuracy.md has their figures."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run. Sections are frozen; use :meth:`with_settings` for a changed copy."""

    read: ReadConfig = field(default_factory=ReadConfig)
    segments: SegmentConfig = field(default_factory=SegmentConfig)
    credits: CreditConfig = field(default_factory=CreditConfig)
    retrieval: RetrievalConfig = field(default_factory=RetrievalConfig)
    alignment: AlignmentConfig = field(default_factory=AlignmentConfig)
    weigh: WeighConfig = field(default_factory=WeighConfig)
    decision: DecisionConfig = field(default_factory=DecisionConfig)
    drift: DriftConfig = field(default_factory=DriftConfig)
    groups: GroupConfig = field(default_factory=GroupConfig)
    report: ReportConfig = field(default_factory=ReportConfig)

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
        return dataclasses.asdict(self)

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
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()
