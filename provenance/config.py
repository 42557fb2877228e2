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
from typing import Any, Self

import tomli_w
from rapidfuzz import process

from provenance.errors import ConfigError


def setting(
    default: Any, unit: str, source: str, *, low: float | None = None, high: float | None = None
) -> Any:
    """Declare one setting: its default, unit, where the value comes from, and the range it may take."""
    return field(default=default, metadata={"unit": unit, "source": source, "low": low, "high": high})


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

    caption_repeat: float = setting(
        0.85,
        "share of words",
        "domain §1.5: a line repeated elsewhere in the article is a caption",
        low=0,
        high=1,
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


@dataclass(frozen=True, slots=True)
class AlignmentConfig:
    """Word alignment."""

    floor: float = setting(
        0.04,
        "probability",
        "evidence below it is dropped; low, so that thresholds can be moved later",
        low=0,
        high=1,
    )
    evidence: int = setting(5, "pieces", "contract §2: evidence kept, a segment", low=1, high=5)


@dataclass(frozen=True, slots=True)
class DecisionConfig:
    """Verdicts."""

    threshold: float = setting(
        0.4,
        "probability",
        "a source is named at or above it; precision and recall of wire meet there, see docs/accuracy.md",
        low=0,
        high=1,
    )
    matched: float = setting(0.9, "probability", "the word 'matched' at or above it", low=0, high=1)
    likely: float = setting(
        0.7, "probability", "the word 'likely' at or above it; below: 'possible'", low=0, high=1
    )
    quote: float = setting(
        0.5, "share of quoted words", "domain R6: that much of the speech stands elsewhere", low=0, high=1
    )
    speech_share: float = setting(
        0.5,
        "share of words",
        "domain R2: a sentence with more of it inside marks is speech if its frame is short too",
        low=0,
        high=1,
    )
    frame_words: int = setting(
        6, "words", "domain R2: fewer outside quotation marks are no narration to compare", low=0
    )
    spoken_words: int = setting(
        4, "words", "fewer inside marks are a turn of phrase, not speech; METER and worlds", low=1
    )
    spoken: float = setting(
        0.3,
        "share of quoted words",
        "that many must stand in a source before a quotation leans on its neighbour's",
        low=0,
        high=1,
    )
    speech_needs: float = setting(
        0.6,
        "probability",
        "needed where the quotation stands elsewhere too (R6); cross-validated on the worlds",
        low=0,
        high=1,
    )
    reach: int = setting(2, "sentences", "to either side that can anchor a sentence in a copied run", low=0)
    firm_run: int = setting(
        8,
        "words",
        "domain R3, R4: a run of narration, names not counted, that shows copying between articles",
        low=1,
    )
    firm_share: float = setting(
        0.6, "share of narration", "domain R4: the other way to show it", low=0, high=1
    )
    pillars: int = setting(
        3, "sentences", "firm ones after which a headline may rest on the same source", low=1
    )
    discount: float = setting(
        0.3,
        "factor",
        "weight of a passage that may not count, in the doubt about 'no source found'",
        low=0,
        high=1,
    )
    caption: float = setting(
        0.9, "probability", "domain §1.5: a caption is wire copy only where it plainly is", low=0, high=1
    )
    joined: float = setting(
        0.25,
        "share of the sentence",
        "a second sentence of the dispatch that holds as much more of it was merged in (contract §2)",
        low=0,
        high=1,
    )
    stock_days: int = setting(
        3, "days", "domain R5: a phrase in dispatches of that many days is stock background", low=2
    )
    stock: float = setting(
        0.8,
        "probability",
        "confidence that stock background names no source: too few cases to fit it",
        low=0,
        high=1,
    )
    alike: float = setting(
        0.95,
        "share of aligned text",
        "another agency holds as much of the sentence from here: a common document (R11)",
        low=0,
        high=1,
    )
    never_above: float = setting(
        0.89,
        "probability",
        "domain R7: highest confidence of a reprint, which is a witness of the dispatch, not the item",
        low=0,
        high=1,
    )
    wholly: float = setting(
        0.9,
        "share of body words",
        "domain R13: that many words derive; METER's classes agree",
        low=0,
        high=1,
    )
    mainly: float = setting(0.5, "share of body words", "domain R13", low=0, high=1)
    partly: float = setting(
        0.15,
        "share of body words",
        "below it a chance match makes no verdict; fitted on METER's classes",
        low=0,
        high=1,
    )
    possibly: float = setting(
        0.35,
        "share of body words",
        "that many merely possible matches make 'partly' too; fitted on METER's classes",
        low=0,
        high=1,
    )
    min_sentences: int = setting(1, "sentences", "an article with fewer body sentences has no verdict", low=0)
    tolerance_hours: float = setting(
        0.1, "hours", "domain R9: online margin of the Dutch wire study (Welbers et al.)", low=0
    )


@dataclass(frozen=True, slots=True)
class ReportConfig:
    """What pages show."""

    withhold: bool = setting(
        False, "switch", "domain §7: show only matched fragments of wire text, for sharing"
    )
    fragment_words: int = setting(12, "words", "longest fragment of wire text shown while withholding", low=1)


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run. Sections are frozen; use :meth:`with_settings` for a changed copy."""

    read: ReadConfig = field(default_factory=ReadConfig)
    segments: SegmentConfig = field(default_factory=SegmentConfig)
    credits: CreditConfig = field(default_factory=CreditConfig)
    retrieval: RetrievalConfig = field(default_factory=RetrievalConfig)
    alignment: AlignmentConfig = field(default_factory=AlignmentConfig)
    decision: DecisionConfig = field(default_factory=DecisionConfig)
    report: ReportConfig = field(default_factory=ReportConfig)

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
            _known(section, [f.name for f in dataclasses.fields(self)], "section")
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
            _known(section_name, [f.name for f in dataclasses.fields(self)], "section")
            section = getattr(config, section_name)
            fields = {f.name: f for f in dataclasses.fields(section)}
            _known(key, list(fields), f"setting of [{section_name}]")
            section = dataclasses.replace(section, **{key: _fit(name, value, fields[key])})
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


def _known(name: str, allowed: list[str], what: str) -> None:
    if name not in allowed:
        nearest = process.extractOne(name, allowed)
        hint = f"; did you mean {nearest[0]!r}?" if nearest else ""
        raise ConfigError(f"no {what} named {name!r}{hint} Known: {', '.join(allowed)}")


def _fit(name: str, value: object, item: dataclasses.Field[Any]) -> object:
    kind = type(item.default)
    fitted: object = value
    if isinstance(value, str) and kind is not str:
        fitted = _parse(name, value, kind)
    if kind is float and isinstance(fitted, int) and not isinstance(fitted, bool):
        fitted = float(fitted)
    if type(fitted) is not kind:
        raise ConfigError(f"{name} takes a {kind.__name__} ({item.metadata['unit']}), not {value!r}")
    low, high = item.metadata["low"], item.metadata["high"]
    if isinstance(fitted, (int, float)) and (
        (low is not None and fitted < low) or (high is not None and fitted > high)
    ):
        raise ConfigError(
            f"{name} must lie between {low} and {high if high is not None else 'any'}, not {value!r}"
        )
    return fitted


def _parse(name: str, value: str, kind: type) -> object:
    if kind is bool:
        words = {
            "true": True,
            "yes": True,
            "on": True,
            "1": True,
            "false": False,
            "no": False,
            "off": False,
            "0": False,
        }
        if value.lower() not in words:
            raise ConfigError(f"{name} takes true or false, not {value!r}")
        return words[value.lower()]
    try:
        return kind(value)
    except ValueError as error:
        raise ConfigError(f"{name} takes a {kind.__name__}, not {value!r}") from error
