"""Small registers for the tests of this floor, written as snapshots."""

from datetime import date, timedelta
from random import Random

import pyarrow as pa

from samsyn.exchange.snapshot_files import arrow_schema, write_snapshot
from samsyn.vocabulary.tables import table

EDUCATION = ("none", "compulsory", "upper_secondary")
REASONS = ("work", "studies", "illness")


def written(tables, into):
    """The folder of a snapshot with these rows, by table; fields left out are empty."""
    frames = {}
    for name, rows in tables.items():
        schema = arrow_schema(table(name))
        filled = [{field: row.get(field) for field in schema.names} for row in rows]
        frames[name] = pa.Table.from_pylist(filled, schema=schema)
    manifest = write_snapshot(frames, into=into, taken_on=date(2026, 11, 22), invented=True)
    return into / manifest.id


def random_register(seed, *, people, municipalities):
    """People with one completed participation each, measured after, in an association a county.

    Sums of areas, sexes, ages and education then hold exactly.
    """
    random = Random(seed)
    counties = sorted({code[:2] for code in municipalities})
    persons, participations, measurements, incomes = [], [], [], []
    for number in range(people):
        home = random.choice(municipalities)
        entered = date(2019, 1, 1) + timedelta(days=random.randrange(150))
        persons.append(
            {
                "person_id": f"p{number}",
                "controller": "c",
                "sex": random.choice(("woman", "woman", "man")),
                "birth_year": 1980,
            }
        )
        participations.append(
            {
                "participation_id": f"d{number}",
                "person_id": f"p{number}",
                "intervention_code": f"i{home[:2]}",
                "municipality_code": home,
                "entered_on": entered,
                "exited_on": entered + timedelta(days=random.randrange(20, 200)),
                "exit_reason": random.choice(REASONS),
                "consented_on": entered,
                "age_at_entry": random.choice((22, 25, 35, 50)),
            }
        )
        for point in ("entry", "exit"):
            measurements.append(_measured(random, number, point, entered))
        incomes.append(
            {
                "participation_id": f"d{number}",
                "point": "entry",
                "source": random.choice(("sickness_benefit", "social_assistance")),
            }
        )
    return {
        "association": [
            {
                "association_code": f"a{code}",
                "name": f"Förbund {code}",
                "first_day": date(2010, 1, 1),
            }
            for code in counties
        ],
        "association_area": [
            {
                "association_code": f"a{code[:2]}",
                "municipality_code": code,
                "first_day": date(2010, 1, 1),
            }
            for code in municipalities
        ],
        "intervention": [_intervention(code) for code in counties],
        "person": persons,
        "participation": participations,
        "measurement": measurements,
        "income": incomes,
    }


def _intervention(county):
    return {
        "intervention_code": f"i{county}",
        "association_code": f"a{county}",
        "name": f"Steget {county}",
        "orientation": "individual",
        "follow_up": "persons",
        "first_day": date(2015, 1, 1),
    }


def _measured(random, number, point, entered):
    does = random.choice(("works", "studies", "seeks_work", ""))
    return {
        "participation_id": f"d{number}",
        "point": point,
        "measured_on": entered,
        "education": EDUCATION[number % len(EDUCATION)],
        "works": does == "works",
        "studies": does == "studies",
        "seeks_work": does == "seeks_work",
    }
