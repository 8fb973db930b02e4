"""What a report may name: associations, their municipalities, and what happened when."""

from datetime import date

import pyarrow as pa
import pytest

from samsyn.disclosure import read_directory
from samsyn.exchange.snapshot_files import arrow_schema, write_snapshot
from samsyn.extracts.snapshot import open_snapshot
from samsyn.vocabulary.tables import table

LAST_OF_2018, LAST_OF_2019 = date(2018, 12, 31), date(2019, 12, 31)
ASSOCIATIONS = [
    ("ö", "Östra", date(2010, 1, 1), None, None),
    ("a", "Älven", date(2010, 1, 1), LAST_OF_2018, "ö"),
    ("b", "Berget", date(2019, 3, 1), None, None),
]
AREAS = [
    ("ö", "1480", date(2010, 1, 1), None),
    ("ö", "0180", date(2010, 1, 1), date(2019, 6, 30)),
    ("ö", "0114", date(2019, 1, 1), None),
    ("a", "0114", date(2010, 1, 1), None),
    ("b", "1480", date(2019, 3, 1), None),
]
NOTES = [
    ("n1", date(2020, 3, 1), None, None, "Pandemin.", "Källan"),
    ("n2", date(2019, 1, 1), date(2019, 12, 31), "b", "Bara Berget.", None),
]


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("snapshots")
    rows = {
        "association": ASSOCIATIONS,
        "association_area": AREAS,
        "context_note": NOTES,
    }
    files = {name: _table(name, each) for name, each in rows.items()}
    manifest = write_snapshot(files, into=folder, taken_on=date(2020, 2, 1), invented=True)
    with open_snapshot(folder / manifest.id) as snapshot:
        return read_directory(snapshot)


def _table(name, rows):
    schema = arrow_schema(table(name))
    columns = list(zip(*rows, strict=True))
    arrays = [pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def test_associations_stand_in_swedish_order(known):
    """Ä and Ö come last, as a reader looks for them."""
    assert [each.name for each in known.associations] == ["Berget", "Älven", "Östra"]


def test_an_association_exists_on_its_last_day_and_not_the_day_after(known):
    """One merged on 31 December counts that year and is gone the next."""
    assert [each.code for each in known.on(LAST_OF_2018)] == ["a", "ö"]
    assert [each.code for each in known.gone_since(LAST_OF_2018, LAST_OF_2019)] == ["a"]
    assert [each.code for each in known.new_since(LAST_OF_2018, LAST_OF_2019)] == ["b"]


def test_the_municipalities_of_a_day_leave_out_those_that_left(known):
    """A municipality that left in June is not in the area in December."""
    east = known.on(LAST_OF_2019)[-1]
    assert east.municipalities_on(LAST_OF_2018) == ("Göteborg", "Stockholm")
    assert east.municipalities_on(LAST_OF_2019) == ("Göteborg", "Upplands Väsby")


def test_a_closed_association_has_no_municipalities(known):
    """An area left open when its association closed does not outlive it."""
    river = known.on(LAST_OF_2018)[0]
    assert river.municipalities_on(LAST_OF_2019) == ()


def test_a_municipality_with_two_associations_is_named_once(known):
    """Göteborg belongs to two of them, and is one municipality of the country."""
    assert known.municipalities_on(LAST_OF_2019) == ("Göteborg", "Upplands Väsby")


def test_only_notes_about_all_associations_explain_the_series_of_the_nation(known):
    """What happened to one association does not explain everybody's numbers."""
    told = known.notes_between(date(2016, 1, 1), date(2020, 12, 31))
    assert [each.text for each in told] == ["Pandemin."]
    assert known.notes_between(date(2016, 1, 1), date(2019, 12, 31)) == ()
