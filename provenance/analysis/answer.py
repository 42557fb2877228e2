"""What an analysis gives: a table, the figure drawn from it, and the sentences that stand beside both."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from provenance import vega
from provenance.analysis import figures
from provenance.analysis.columns import described
from provenance.analysis.error import tool_error
from provenance.errors import FormatError, MissingExtra
from provenance.exporters.files import writing
from provenance.show import marked
from provenance.workers import Workers

if TYPE_CHECKING:
    import pandas as pd
    from altair.typing import ChartType

ROWS: Final = 10
"""Rows of a table that a notebook shows; all of them stand in ``table`` and in the file."""
FIGURES: Final = ("svg", "png", "html")
TABLES: Final[Mapping[str, Callable[[pd.DataFrame], bytes]]] = {
    "csv": lambda table: table.to_csv(index=False, lineterminator="\n").encode("utf-8", "backslashreplace"),
    "json": lambda table: table.to_json(orient="records", date_format="iso", force_ascii=False).encode(
        "utf-8"
    ),
    "parquet": lambda table: table.to_parquet(index=False),
}
"""How a table is written, by the suffix of its file."""
ALL_FORMS: Final = (*TABLES, *FIGURES)
FORMS: Final = ("csv", "svg", "png")
"""What is written of an answer unless something else is asked for."""
DECIMALS: Final = 4
_EXACT: Final = 12
"""Decimals that are kept: what lies below is no share but the arithmetic of floats."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure as Vega-Lite, and what waits for its pictures."""

    spec: figures.Spec
    svg: Callable[[], str]
    png: Callable[[], bytes]


_FIGURES: Final[WeakKeyDictionary[Callable[[], ChartType], _Figure]] = WeakKeyDictionary()
"""Figures as they were drawn, as long as their answers live."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered.

    ``table`` is tidy: one row an observation, ``columns`` says what each column means and in which unit (shares are 0-1).
    ``says`` is what it shows, with n, coverage and threshold; ``limits`` is what it cannot show. ``chart`` draws the figure
    when it is asked for (extra ``analysis``), None where a figure would mislead; ``alt`` is the figure in words.
    """

    name: str
    title: str
    table: pd.DataFrame
    columns: Mapping[str, str]
    says: str
    limits: tuple[str, ...] = ()
    alt: str = ""
    chart: Callable[[], ChartType] | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"<Answer {self.name!r}: {len(self.table):,} rows. {self.says}>"

    @property
    def text(self) -> str:
        """The title, what it shows, what it cannot show, and what the columns mean, as plain text."""
        lines = [self.title, "", self.says, *(["", "What this does not show:"] if self.limits else [])]
        lines += [f"- {limit}" for limit in self.limits]
        lines += ["", "Columns:", *(f"- {name}: {meaning}" for name, meaning in self.columns.items())]
        return "\n".join(lines) + "\n"

    def picture(self, form: str = "svg") -> bytes | None:
        """Return the figure as SVG, PNG or a self-contained HTML page; None where there is none. Nothing is fetched.

        Raises:
            MissingExtra: altair or vl-convert is not installed.
        """
        if self.chart is None:
            return None
        figure = _figure(self.chart)
        if form == "png":
            return figure.png()
        text = figure.svg() if form == "svg" else figures.html(figure.spec, figure.svg())
        return text.encode("utf-8")

    def drawn(self, *, titled: bool = True) -> str:
        """Return the figure as HTML for a page that carries :func:`provenance.analysis.figures.script`; empty where there is none."""
        if self.chart is None:
            return ""
        figure = _figure(self.chart)
        return figures.figure(figure.spec, figure.svg(), titled=titled)

    def begin(self, forms: Sequence[str], workers: Workers) -> None:
        """Let another process draw the figure while this one goes on; who asks for it afterwards waits for it.

        Where it cannot be drawn nothing is begun: who asks for it is told why.
        """
        if self.chart is not None:
            with suppress(MissingExtra):
                _FIGURES[self.chart] = _begun(figures.spec(self.chart()), "png" in forms, workers)

    def save(self, folder: str | Path, *, forms: Sequence[str] = FORMS) -> tuple[Path, ...]:
        """Write the sentences (text), and table and figure in each of some forms, into a folder, and return the paths.

        Args:
            folder: Made where it is not there.
            forms: Of the table ``csv``, ``json``, ``parquet``; of the figure ``svg``, ``png``, ``html`` (live, needs no network).

        Raises:
            FormatError: There is no such form.
            MissingExtra: Figures are asked for and cannot be drawn; ``forms=["csv"]`` writes the rest.
        """
        if unknown := sorted(set(forms) - {*ALL_FORMS}):
            raise FormatError(f"no form named {unknown[0]!r}; there are {', '.join(ALL_FORMS)}")
        written = {f"{self.name}.txt": self.text.encode("utf-8")}
        written |= {f"{self.name}.{form}": TABLES[form](self.table) for form in forms if form in TABLES}
        if self.chart is not None:
            written |= {f"{self.name}.{form}": self.picture(form) or b"" for form in forms if form in FIGURES}
        for name, data in written.items():
            with writing(Path(folder) / name) as stream:
                stream.write(data)
        return tuple(Path(folder) / name for name in written)

    def _repr_mimebundle_(self, **_only: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show figure, sentences and table in a notebook, with and without altair, a kernel or trust."""
        return {"text/html": self.markup(), "text/plain": f"{self.text}\n{self.table.head(ROWS)}"}, {}

    def _ipython_display_(self) -> None:
        """Show the figure so that JupyterLab draws it live, then the rest."""
        from IPython.display import display

        figure, missing = self._figure()
        if figure:
            display(figure, raw=True)  # type: ignore[no-untyped-call]
        page, words = self.markup(picture="", missing=missing), f"{self.text}\n{self.table.head(ROWS)}"
        display({"text/html": page, "text/plain": words}, raw=True)  # type: ignore[no-untyped-call]

    def _figure(self) -> tuple[dict[str, Any], str]:
        """Return the figure as what a notebook draws and as a picture for where it cannot, or why there is none."""
        if self.chart is None:
            return {}, ""
        try:
            figure = _figure(self.chart)
            image = figure.svg()
        except MissingExtra as error:
            return {}, str(error)
        from altair import SCHEMA_VERSION

        kind = f"application/vnd.vegalite.{SCHEMA_VERSION.split('.')[0]}+json"
        return {
            kind: figure.spec,
            "image/svg+xml": image,  # a tenth of the same as PNG, and sharp
            "text/plain": self.alt or self.title,
        }, ""

    def markup(
        self, *, picture: str | None = None, missing: str = "", rows: int | None = ROWS, level: int = 3
    ) -> str:
        """Return figure, sentences and table as HTML that lives in an untrusted notebook and in a page.

        Args:
            picture: What stands for the figure; drawn as SVG where it is not given.
            missing: Why there is no figure.
            rows: Rows of the table that are shown, all where it is None.
            level: Of its heading.
        """
        if picture is None:
            picture, missing = self._inline()
        told = [f"<p>{marked(self.says)}</p>"]
        if missing:
            told.append(f"<p><em>The figure is not drawn: {marked(missing)}</em></p>")
        if self.limits:
            items = "".join(f"<li>{marked(limit)}</li>" for limit in self.limits)
            told.append(f"<details><summary>What this does not show</summary><ul>{items}</ul></details>")
        return f"<section><h{level}>{html.escape(self.title)}</h{level}>{picture}{''.join(told)}{self._listed(rows)}</section>"

    def _inline(self) -> tuple[str, str]:
        import base64

        try:
            drawn = self.picture("svg")
        except MissingExtra as error:
            return "", str(error)
        if drawn is None:
            return "", ""
        data = base64.b64encode(drawn).decode("ascii")
        return (
            f'<img alt="{html.escape(self.alt or self.title, quote=True)}" src="data:image/svg+xml;base64,{data}" '
            'style="max-width:100%">',
            "",
        )

    def _listed(self, rows: int | None) -> str:
        """Return the table, with what each column means on its head, and how many rows there are."""
        if self.table.empty:
            return ""
        shown = self.table if rows is None else self.table.head(rows)
        heads = "".join(
            f'<th scope="col" title="{html.escape(self.columns[str(name)], quote=True)}">{html.escape(str(name))}</th>'
            for name in shown
        )
        cells = "".join(
            f"<tr>{''.join(f'<td>{html.escape(_cell(value))}</td>' for value in row)}</tr>"
            for row in shown.itertuples(index=False)
        )
        more = "" if len(shown) == len(self.table) else f"<p>{len(shown):,} of {len(self.table):,} rows.</p>"
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>{more}"


def _figure(chart: Callable[[], ChartType]) -> _Figure:
    """Return a figure, drawn when it is first asked for and once."""
    if chart not in _FIGURES:
        spec = figures.spec(chart())
        svg = cache(partial(vega.svg, spec))
        _FIGURES[chart] = _Figure(spec, svg, lambda: vega.png(svg()))
    return _FIGURES[chart]


def _begun(spec: figures.Spec, png: bool, workers: Workers) -> _Figure:
    if not png:
        svg = workers.soon(vega.svg, spec)
        return _Figure(spec, svg, lambda: vega.png(svg()))
    both = workers.soon(vega.both, spec)
    return _Figure(spec, lambda: both()[0], lambda: both()[1])


def answer(
    name: str,
    title: str,
    table: pd.DataFrame,
    says: str,
    *,
    limits: tuple[str, ...] = (),
    alt: str = "",
    chart: Callable[[], ChartType] | None = None,
    validated: bool = False,
    spelled: str = "",
) -> Answer:
    """Return an Answer with its columns described from ``columns.toml``, and without a figure where the table is empty.

    The tool's own error stands beside its shares unless they are ``validated``: corrected by labels of the same corpus. ``spelled`` is
    which spellings of outlets were joined, said where the table has outlets.
    """
    table = table.round(dict.fromkeys(table.select_dtypes("float"), _EXACT))
    drawn = None if table.empty or chart is None else cache(chart)
    limits = (*limits, spelled) if spelled and _has_outlets(table) else limits
    told = limits if validated or table.empty or "share" not in table else (*limits, tool_error())
    return Answer(name, title, table, described(name, table.columns), says, told, alt, drawn)


def _has_outlets(table: pd.DataFrame) -> bool:
    return "outlet" in table or ("by" in table and bool((table["by"] == "outlet").any()))


def _cell(value: object) -> str:
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):  # type: ignore[call-overload]
        return "–"
    if isinstance(value, float):
        near = value if abs(value) < 1 else float(f"{value:.{DECIMALS}g}")
        return f"{round(near, DECIMALS) + 0:,.{DECIMALS}f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
