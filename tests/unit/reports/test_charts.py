"""Charts: the same bytes, women and men in their own colours, and the words for them."""

from tests.unit.reports.released import released, withheld

from samsyn.reports.charts import alternative, svg
from samsyn.reports.document import Chart, Column, Row, Table
from samsyn.reports.figure import Figure, figure

WOMEN, MEN = "#5b2a86", "#f0b64a"


def share(sex: str, value: float) -> Figure:
    """A share of women or men."""
    return figure(
        released("sex_share", value, of="participants_identified", breakdown=f"sex={sex}")
    )


def table(*names: str) -> Table:
    """Women and men, in the order given."""
    values = {"Kvinnor": share("woman", 55.2), "Män": share("man", 44.8)}
    cells = tuple(values[name] for name in names)
    return Table("Kön, procent", tuple(Column(name) for name in names), (Row("Alla", cells),))


def test_the_same_chart_gives_the_same_bytes() -> None:
    """Reports are compared byte by byte."""
    chart = Chart(table("Kvinnor", "Män"), "parts")
    svg.__globals__["_svg"].cache_clear()
    first = svg(chart)
    svg.__globals__["_svg"].cache_clear()
    assert svg(chart) == first


def test_women_and_men_have_the_same_colours_whatever_the_chart() -> None:
    """Also where men are alone, or stand first."""
    for kind in ("bars", "parts"):
        drawn = svg(Chart(table("Män", "Kvinnor"), kind))  # type: ignore[arg-type]
        assert WOMEN in drawn
        assert MEN in drawn
    alone = svg(Chart(table("Män"), "bars"))
    assert MEN in alone
    assert WOMEN not in alone


def test_no_axis_prints_a_number() -> None:
    """The only numbers drawn are the figures, in Swedish form."""
    drawn = svg(Chart(table("Kvinnor", "Män"), "bars"))
    assert ">55<" in drawn
    assert ">0<" not in drawn
    assert ">10<" not in drawn


def test_the_words_hold_every_figure_and_say_what_is_not_shown() -> None:
    """Who cannot see the chart reads the same as who can."""
    hidden = figure(withheld("participants_identified"))
    columns = (Column("2016"), Column("2017"))
    row = Row("Alla", (figure(released("participants_identified", 15035)), hidden))
    told = alternative(Chart(Table("Deltagare", columns, (row,)), "bars"))
    assert told == "Stapeldiagram. Deltagare. Alla: 2016 15\u00a0035, 2017 visas inte."


def test_lines_and_steps_are_drawn_with_their_figures() -> None:
    """A series over years, and a waterfall between two totals."""
    values = [figure(released("interventions", value)) for value in (90, 25, -13, 102)]
    years = tuple(Column(str(year)) for year in range(2016, 2020))
    lines = svg(Chart(Table("Insatser", years, (Row("Alla", tuple(values)),)), "lines"))
    names = ("2016", "Nya", "Avslutade", "2017")
    rows = tuple(
        Row(name, (value,), total=name.isdigit()) for name, value in zip(names, values, strict=True)
    )
    steps = svg(Chart(Table("Insatser", (Column("Antal"),), rows), "steps"))
    for drawn in (lines, steps):
        assert all(f">{text}<" in drawn for text in ("90", "25", "−13", "102"))


def test_a_legend_names_each_series_once() -> None:
    """Colour, dash and shape tell the same, so they share one legend."""
    rows = tuple(
        Row(name, tuple(figure(released("interventions", value)) for value in (9, 25)))
        for name in ("Insatser", "Möten")
    )
    drawn = svg(Chart(Table("Antal", (Column("2016"), Column("2017")), rows), "lines"))
    assert [drawn.count(f">{name}</text>") for name in ("Insatser", "Möten")] == [1, 1]
