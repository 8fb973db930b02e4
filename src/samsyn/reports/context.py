"""What a chapter writes with: released figures by name, tables, people's own text.

**How a report is written.** A report is a package ``reports/<name>/`` whose ``__init__``
exports two functions, and which is named in ``families.py``:

``asks(period) -> tuple[Question, ...]``
    every indicator the report prints, with its periods, breakdowns and levels;
``build(ctx) -> Report``
    ``ctx.report(sections=(…), appendices=(…))``, each section one short function of ``ctx``;
    the appendix of definitions and quality is added by itself.

Beside it lie ``report.toml`` (title, assignment, answers, references, signatures, measures) and
``texts/*.md`` (people's own sections with their default text). A chapter reads like this::

    def participants(ctx: Context) -> Section:
        total = ctx.get("participants_total")
        return Section(
            "Deltagare",
            (
                p("Under ", ctx.period, " registrerades ", counted(total), "."),
                p("Antalet ", *changed(ctx.change("participants_total")), " jämfört med 2016."),
                ctx.table(
                    "Deltagare efter kön",
                    indicator="participants_identified",
                    rows=SEXES,                      # {"Kvinnor": {"sex": "woman"}, …}
                    columns=ctx.two_years(),         # {"2016": …, "2017": …, "Förändring …": …}
                ),
                *ctx.own("deltagare"),               # texts/deltagare.md
            ),
            key="deltagare",
        )

``rows`` and ``columns`` are headings with the part of the key they fix: breakdown keys
(``sex="woman"``) and any of ``indicator``, ``period``, ``statistic``, ``of``, ``against``,
``level``, ``area``, ``form``. A cell is the figure of both put together; a column wins over a
row. Numbers only ever come as figures (``reports/figure.py``); sentences about them are in
``reports/prose.py``; charts are ``Chart(ctx.table(…), "bars")``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from samsyn.disclosure import Directory, Release, Released
from samsyn.reports.document import Block, Column, Inline, Report, Row, Section, Table
from samsyn.reports.figure import Figure, Form, figure
from samsyn.reports.settings import Settings
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.period import Period, parse_period

Key = Mapping[str, Any]
"""A part of a figure's key: breakdown keys, and indicator, period, statistic, of, against …"""

SEXES: Mapping[str, Key] = {"Kvinnor": {"sex": "woman"}, "Män": {"sex": "man"}}
"""Rows or columns for women and men, in that order."""

SEXES_AND_ALL: Mapping[str, Key] = {**SEXES, "Samtliga": {}}

_CHANGES = ("change_percent", "change_points", "change_absolute")
_NAMED = ("indicator", "period", "statistic", "of", "against", "level", "area", "form")


class OwnTexts(Protocol):
    """People's own sections (``reports/texts.py``)."""

    def blocks(self, key: str, find: Callable[..., Released]) -> tuple[Block, ...]:
        """The section's blocks, its references resolved by ``find``."""
        ...


@dataclass(frozen=True)
class Context:
    """A report's year, its released figures, settings and texts. Everything here is read only.

    ``before`` is the same period a year earlier, which changes are counted against; ``code``
    and ``name`` are the report's (B, priority-groups); ``directory`` names associations, their
    municipalities and the events of the years (open facts, no numbers of people); ``past``
    finds a figure as it was printed at the time, or None.
    """

    code: str
    name: str
    period: Period
    release: Release
    settings: Settings
    texts: OwnTexts
    snapshot: str
    taken_on: date
    invented: bool = False
    directory: Directory = field(default_factory=Directory)
    past: Callable[[Released], Released | None] = field(default=lambda _: None)

    @property
    def year(self) -> str:
        """The period as it is written in text: ``2017``, ``första halvåret 2017``."""
        return written_period(self.period)

    @property
    def before(self) -> Period:
        return self.period.year_before()

    def get(
        self,
        indicator: str,
        *,
        period: Period | str | int | None = None,
        statistic: str | None = None,
        of: str = "",
        against: Period | str | int | None = None,
        level: str = "nation",
        area: str = "",
        **breakdown: str,
    ) -> Released:
        """The released value of a key; without ``period`` the report's own.

        A change without ``against`` is against the year before. ``UnknownName`` where nobody
        asked for it (``asks`` of the report), naming near keys.
        """
        when = parse_period(str(period)) if period else self.period
        if statistic in _CHANGES and against is None:
            against = when.year_before()
        return self.release.get(
            indicator,
            str(when),
            statistic=statistic,
            breakdown=breakdown_text(breakdown),
            level=level,
            area=area,
            of=of,
            against=str(against or ""),
        )

    def figure(self, indicator: str, form: Form = "plain", **key: Any) -> Figure:
        """The figure of a key, to put in text or in a cell."""
        return figure(self.get(indicator, **key), form)

    def change(self, indicator: str, kind: str = "percent", **key: Any) -> Released:
        """The change against the year before: ``percent``, ``points`` or ``absolute``."""
        return self.get(indicator, statistic=f"change_{kind}", **key)

    def table(
        self,
        title: str,
        *,
        rows: Mapping[str, Key],
        columns: Mapping[str, Key],
        indicator: str = "",
        stub: str = "",
        notes: Sequence[Sequence[Inline]] = (),
        total: str = "Samtliga",
    ) -> Table:
        """A table of figures: each cell is the ``indicator`` by its row's and column's key.

        The row named ``total`` stands out as the sum. Columns named ``Kvinnor|Antal``,
        ``Kvinnor|Procent`` share the heading before the bar; a row named ``- …`` is indented.
        """
        base = {"indicator": indicator} if indicator else {}
        heads = tuple(Column(name.split("|")[-1], name.rpartition("|")[0]) for name in columns)
        body = tuple(
            Row(
                name.removeprefix("- "),
                tuple(self.cell({**base, **row, **column}) for column in columns.values()),
                total=name == total,
                indent=name.startswith("- "),
            )
            for name, row in rows.items()
        )
        return Table(title, heads, body, stub, tuple(tuple(note) for note in notes))

    def cell(self, key: Key) -> Figure:
        """The figure of a whole key, in the form for cells unless the key names another."""
        rest = dict(key)
        change = str(rest.get("statistic", "")).startswith("change")
        form: Form = rest.pop("form", "signed" if change else "cell")
        return self.figure(rest.pop("indicator"), form, **rest)

    def two_years(self, change: str = "percent") -> dict[str, Key]:
        """Columns: the year before, the year, and the change between them."""
        names = {"percent": "procent", "points": "procentenheter", "absolute": "antal"}
        return {
            str(self.before): {"period": self.before},
            str(self.period): {},
            f"Förändring, {names[change]}": {"statistic": f"change_{change}"},
        }

    def labels(self, name: str, codes: Sequence[str] = (), key: str = "") -> dict[str, Key]:
        """Rows for the codes of a code list (all that hold, or those given), by their labels.

        ``key`` is the breakdown key, where it is not the list's own name.
        """
        known = code_list(name)
        chosen = codes or known.codes_on(self.period.last_day)
        return {known.label(code, self.period.last_day): {key or name: code} for code in chosen}

    def report(self, sections: Sequence[Section], appendices: Sequence[Section] = ()) -> Report:
        """The report of these sections and appendices, with the front matter of its settings."""
        return Report(
            code=self.code,
            name=self.name,
            period=self.year,
            front=self.settings.front,
            sections=tuple(sections),
            appendices=tuple(appendices),
            snapshot=self.snapshot,
            taken_on=self.taken_on,
            invented=self.invented,
        )

    def own(self, key: str) -> tuple[Block, ...]:
        """What people wrote for the section ``key`` (``texts/<key>.md``), figures filled in."""
        return self.texts.blocks(key, self.get)


def breakdown_text(breakdown: Mapping[str, str]) -> str:
    """``key=value`` joined by ``;`` in alphabetical order, as in ``figures.csv``.

    >>> breakdown_text({"sex": "woman", "income_source": "sick_listed"})
    'income_source=sick_listed;sex=woman'
    """
    return ";".join(f"{key}={value}" for key, value in sorted(breakdown.items()))


def written_period(period: Period) -> str:
    """A period in running text.

    >>> written_period(parse_period("2017-H1"))
    'första halvåret 2017'
    """
    if period.half:
        return f"{('första', 'andra')[period.half - 1]} halvåret {period.year}"
    return str(period.year) if period.is_year else period.name
