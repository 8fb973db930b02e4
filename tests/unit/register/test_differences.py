"""The difference between a package and the register, against row-by-row comparison."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from samsyn.register.differences import difference
from samsyn.vocabulary.tables import Field, Kind, Table

TABLE = Table(
    "made_up",
    "Påhittad",
    "A table with a key of two parts, one of which may be empty.",
    (
        Field("one", Kind.IDENTIFIER, key=True),
        Field("two", Kind.COUNT, key=True, may_be_empty=True),
        Field("text"),
        Field("count", Kind.COUNT),
    ),
)
SCHEMA = {"one": pl.String, "two": pl.Int64, "text": pl.String, "count": pl.Int64}

keys = st.tuples(st.sampled_from("abc"), st.sampled_from([None, 1, 2]))
values = st.tuples(st.sampled_from([None, "", "x", "y"]), st.sampled_from([None, 0, 1]))
tables = st.dictionaries(keys, values)


def frame(rows: dict[tuple[str, int | None], tuple[str | None, int | None]]) -> pl.DataFrame:
    return pl.DataFrame([(*k, *v) for k, v in rows.items()], schema=SCHEMA, orient="row")


@given(package=tables, register=tables, left_out=st.sets(st.sampled_from(["text", "count"])))
def test_the_difference_is_that_of_row_by_row_comparison(package, register, left_out) -> None:  # type: ignore[no-untyped-def]
    """Each row is new, changed or the same exactly as when rows are compared one by one."""
    at = [place for place, name in enumerate(("text", "count")) if name not in left_out]
    pick = lambda row: tuple(row[place] for place in at)  # noqa: E731 - said once
    new = {k for k in package if k not in register}
    changed = {k for k in package if k in register and pick(package[k]) != pick(register[k])}

    found = difference(TABLE, frame(package).drop(left_out), frame(register))

    assert set(found.new.select("one", "two").rows()) == new
    assert set(found.changed.select("one", "two").rows()) == changed
    assert found.same == len(package) - len(new) - len(changed)
    assert found.nothing_new is (not new and not changed)
    for was, becomes in zip(found.before.rows(), found.changed.rows(), strict=True):
        assert was[:2] == becomes[:2]
        assert was[2:] == pick(register[was[:2]])
        assert becomes[2:] == pick(package[was[:2]])
