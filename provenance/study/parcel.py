"""What a study leaves: its files in the results folder, and one zip with everything that a reviewer asks for."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import tomli_w

from provenance.errors import ConfigError
from provenance.exporters.files import writing
from provenance.study.making import ANNOTATIONS
from provenance.study.report import Parts
from provenance.study.steps import KEY, Step
from provenance.study.versions import code, versions

PARCEL = "study.zip"
WRITTEN = ".study/written.json"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the earliest that the format knows, so that equal contents give equal bytes."""
TABLES, FIGURES = (".csv", ".txt"), (".svg", ".png")
SKIPPED = {KEY, "failed.json", "limits.json", "answer.json"}

README = """{title}
{authors}

This parcel holds what a reader needs to check the study, and to make it again:

study.toml       what was asked for
settings.toml    every setting of the run, with its unit and source
inputs.csv       every file that went in, with its SHA-256 (the files themselves are not here)
versions.txt     this program, Python, and the packages that can change a figure
report.html      the report: methods paragraph, answers, figures, tables; open it in a browser
tables/          one CSV for each answer, and what its columns mean (.txt)
figures/         one SVG and PNG for each answer
validation/      agreement and errors against people's labels, where there were any
{annotations}checksums.txt    the SHA-256 of every file of this parcel

To make it again, with the inputs beside study.toml:   provenance study study.toml -o results
The same inputs, settings and versions give the same bytes.

No source found means that none was found in what was searched. Whether a use was licensed cannot be known from text.
"""


def lay(
    folder: Path,
    parts: Parts,
    reports: tuple[bytes, bytes],
    annotated: Step,
    inputs: Iterable[tuple[str, str]],
) -> tuple[Path, Path]:
    """Write the results into their folder, and return the report and the parcel; what only an earlier run wrote is removed.

    Args:
        folder: Where results go.
        parts: What the report was put together from.
        reports: The report for the folder, and for the parcel: texts of others are in it only where the study says so.
        annotated: The step that holds the annotations.
        inputs: Names and checksums of what went in.
    """
    files = _of_steps(parts)
    pages = _under("articles", parts.pages.place) if parts.pages else {}
    packed = files | _papers(parts, inputs) | {"report.html": reports[1]}
    if parts.plan.keep_annotations:
        packed |= pages | {"annotations.jsonl": (annotated.place / ANNOTATIONS).read_bytes()}
    packed["checksums.txt"] = "".join(
        f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(packed.items())
    ).encode()
    laid = files | pages | {"report.html": reports[0], PARCEL: _zipped(packed)}
    _clear(folder, laid)
    for name, data in laid.items():
        with writing(folder / name) as stream:
            stream.write(data)
    (folder / WRITTEN).write_text(json.dumps(sorted(laid), indent=0), "utf-8")
    return folder / "report.html", folder / PARCEL


def _of_steps(parts: Parts) -> dict[str, bytes]:
    """Return tables and figures of the answers, and what the validation wrote."""
    found: dict[str, bytes] = {}
    for step in parts.answers:
        for path in sorted(step.place.iterdir()):
            kind = "tables" if path.suffix in TABLES else "figures" if path.suffix in FIGURES else ""
            if kind:
                found[f"{kind}/{path.name}"] = path.read_bytes()
    if parts.validation:
        found |= _under("validation", parts.validation.place)
    if parts.alarms:
        found["validation/alarms.json"] = (parts.alarms.place / "alarms.json").read_bytes()
    return found


def _under(name: str, place: Path) -> dict[str, bytes]:
    return {
        f"{name}/{path.name}": path.read_bytes()
        for path in sorted(place.iterdir())
        if path.name not in SKIPPED
    }


def _papers(parts: Parts, inputs: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """Return what says how it was made."""
    plan = parts.plan
    kept = (
        "annotations.jsonl the annotations, with the texts of articles and passages\n"
        if plan.keep_annotations
        else ""
    )
    rows = "".join(
        f'"{name.replace(chr(34), chr(34) * 2)}",{digest}\n' for name, digest in sorted(set(inputs))
    )
    made = {"wire-provenance": parts.told["run"].get("version", ""), "code": code(), **versions()}
    config: Mapping[str, object] = parts.told["run"].get("config", {})
    return {
        "README.txt": README.format(
            title=plan.title, authors=", ".join(plan.authors), annotations=kept
        ).encode(),
        "study.toml": plan.path.read_bytes(),
        "settings.toml": tomli_w.dumps(config).encode(),
        "inputs.csv": f"file,sha256\n{rows}".encode("utf-8", "backslashreplace"),
        "versions.txt": "".join(f"{name} {number}\n" for name, number in made.items()).encode(),
    }


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on nothing but names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, data in sorted(files.items()):
            item = zipfile.ZipInfo(name, EPOCH)
            item.compress_type, item.create_system, item.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            parcel.writestr(item, data)
    return buffer.getvalue()


def guard(folder: Path) -> None:
    """Refuse a folder whose files of these names no study wrote: asked before anything is run.

    Raises:
        ConfigError: There is such a file.
    """
    strange = [
        name for name in ("report.html", PARCEL) if (folder / name).exists() and name not in _before(folder)
    ]
    if strange:
        raise ConfigError(
            f"{folder} holds {strange[0]}, which no study wrote there; name another folder with -o, or remove it"
        )


def _before(folder: Path) -> set[str]:
    record = folder / WRITTEN
    return set(json.loads(record.read_text("utf-8"))) if record.is_file() else set()


def _clear(folder: Path, laid: Mapping[str, bytes]) -> None:
    """Remove what an earlier run of this folder wrote and this one does not."""
    for name in _before(folder) - set(laid):
        (folder / name).unlink(missing_ok=True)
    for kind in ("tables", "figures", "validation", "articles"):
        place = folder / kind
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()
