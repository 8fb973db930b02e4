"""Small random registers: parallel participations, errors, gaps, areas that move."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st
from tests.factories import Row

FIRST, LAST = date(2018, 7, 1), date(2020, 6, 30)
TAKEN_ON = date(2020, 9, 30)
PLACES = ["1480", "1380", "0180", None]
YEARS = [2018, 2019, 2020]

# Days that meet each other and the edges of periods far more often than chance would let them.
DAYS = [
    date(2018, 12, 31),
    date(2019, 1, 1),
    date(2019, 3, 15),
    date(2019, 6, 30),
    date(2019, 7, 1),
    date(2019, 12, 31),
    date(2020, 1, 1),
]
days = st.one_of(st.sampled_from(DAYS), st.dates(FIRST, LAST))


def rows(key: tuple[str, ...], most: int, /, **columns: Any) -> "st.SearchStrategy[list[Row]]":
    """Around ``most`` rows of those columns, the key of each its own; a plain value is constant."""
    drawn = {
        name: each if isinstance(each, st.SearchStrategy) else st.just(each)
        for name, each in columns.items()
    }

    def by_key(found: list[Row]) -> list[Row]:
        numbered_rows = enumerate(found)
        own = {tuple(row[name] for name in key) if key else n: row for n, row in numbered_rows}
        return list(own.values())

    # At least three in four: nearly empty registers agree too easily.
    return st.lists(st.fixed_dictionaries(drawn), min_size=most - most // 4, max_size=most).map(
        by_key
    )


def numbered(made: "st.SearchStrategy[list[Row]]", key: str) -> "st.SearchStrategy[list[Row]]":
    """Rows with a running number under ``key``."""
    return made.map(lambda found: [{key: f"{key}{n}", **row} for n, row in enumerate(found)])


def one_of(*codes: str | None) -> "st.SearchStrategy[str | None]":
    return st.sampled_from(codes)


def spans(first: str, last: str) -> "Callable[[list[Row]], list[Row]]":
    """Puts the later of two days last."""

    def order(found: list[Row]) -> list[Row]:
        for row in found:
            if row[last] is not None and row[last] < row[first]:
                row[first], row[last] = row[last], row[first]
        return found

    return order


maybe_day = st.one_of(st.none(), days)
answer = st.sampled_from([None, True, False])
ASSOCIATION, INTERVENTION = one_of("a1", "a2"), one_of("i1", "i2", "i3", "i4")

GROUND: dict[str, Any] = {
    "association": rows(
        ("association_code",), 2, association_code=ASSOCIATION, first_day=FIRST, last_day=maybe_day
    ),
    "association_area": rows(
        ("association_code", "municipality_code"),
        5,
        association_code=ASSOCIATION,
        municipality_code=one_of("1480", "1380", "0180"),
        first_day=st.sampled_from([FIRST, *DAYS]),
        last_day=maybe_day,
    ).map(spans("first_day", "last_day")),
    "intervention": rows(
        ("intervention_code",),
        4,
        intervention_code=INTERVENTION,
        association_code=ASSOCIATION,
        orientation=one_of("individual", "individual", "structural"),
        follow_up=one_of("persons", "persons", "counts"),
        focus=one_of(None, "team", "team;other"),
        method=one_of(None, "ips", "ips;other"),
        first_day=FIRST,
        last_day=maybe_day,
    ),
    "intervention_group": rows(
        ("intervention_code", "target_group", "first_day"),
        4,
        intervention_code=INTERVENTION,
        target_group=one_of("young", "neuropsychiatric", "young_disability"),
        first_day=days,
        last_day=maybe_day,
    ).map(spans("first_day", "last_day")),
}

PERSON = one_of("anna", "bea", "carl", "dag")
PARTICIPATION = st.sampled_from([f"participation_id{n}" for n in range(8)])

PEOPLE: dict[str, Any] = {
    "person": rows(("person_id",), 4, person_id=PERSON, sex=one_of("woman", "man", "unknown")),
    "participation": numbered(
        rows(
            (),
            8,
            person_id=PERSON,
            intervention_code=INTERVENTION,
            municipality_code=one_of(*PLACES),
            entered_on=days,
            exited_on=maybe_day,
            exit_reason=one_of("work", "illness", "registered_in_error"),
            referred_by=one_of(None, "region", "other"),
            age_at_entry=st.sampled_from([15, 16, 29, 30, 59, 64, 65]),
        ).map(spans("entered_on", "exited_on")),
        "participation_id",
    ),
    "measurement": rows(
        ("participation_id", "point"),
        10,
        participation_id=PARTICIPATION,
        point=one_of("entry", "exit", "exit", "month_3", "month_6"),
        education=one_of(None, "compulsory", "unknown"),
        works=answer,
        work_kind=one_of(None, "sheltered"),
        work_percent=st.sampled_from([None, 25, 50]),
        studies=answer,
        study_percent=st.sampled_from([None, 25, 50]),
        seeks_work=answer,
        public_support_since=st.sampled_from(
            [None, date(2016, 2, 29), date(2018, 3, 15), date(2010, 1, 1), date(2020, 5, 1)]
        ),
    ),
    "income": rows(
        ("participation_id", "point", "source"),
        12,
        participation_id=PARTICIPATION,
        point=one_of("entry", "exit"),
        source=one_of(
            "sickness_benefit",
            "rehabilitation_benefit",
            "activity_compensation",
            "sickness_compensation",
            "no_public_income",
        ),
        since=st.sampled_from([None, date(2018, 3, 15), date(2018, 12, 31)]),
    ),
}

HEADS: dict[str, Any] = {
    "head_count": rows(
        ("intervention_code", "year", "half", "kind", "sex"),
        6,
        intervention_code=INTERVENTION,
        year=st.sampled_from(YEARS),
        half=st.sampled_from([None, 1, 2]),
        kind=one_of("anonymous", "volume", "structural"),
        sex=one_of("woman", "man"),
        persons=st.integers(0, 9),
    ),
    "structural_activity": numbered(
        rows(
            (),
            4,
            intervention_code=INTERVENTION,
            held_on=days,
            format=one_of(None, "digital"),
            persons=st.integers(0, 9),
        ),
        "activity_code",
    ),
    "benefit_population": rows(
        ("year", "benefit", "sex", "municipality_code"),
        5,
        year=st.sampled_from(YEARS),
        benefit=one_of("sickness_benefit", "activity_compensation"),
        sex=one_of("woman", "man"),
        municipality_code=one_of(*PLACES),
        persons=st.integers(0, 50),
    ),
}

sek = st.one_of(st.none(), st.integers(-9, 99))

MONEY: dict[str, Any] = {
    "association_funds": rows(
        ("association_code", "year", "source"),
        4,
        association_code=ASSOCIATION,
        year=st.sampled_from(YEARS),
        source=one_of("state", "region"),
        amount_sek=st.integers(0, 99),
    ),
    "association_cost": rows(
        ("association_code", "year", "kind"),
        3,
        association_code=ASSOCIATION,
        year=st.sampled_from(YEARS),
        kind=one_of("personnel", "other"),
        budget_sek=sek,
        outturn_sek=sek,
    ),
    "intervention_cost": rows(
        ("intervention_code", "year", "kind"),
        5,
        intervention_code=INTERVENTION,
        year=st.sampled_from(YEARS),
        kind=one_of("intervention", "esf"),
        budget_sek=sek,
        outturn_sek=sek,
    ),
    "intervention_staff": rows(
        ("intervention_code", "year", "organisation_code"),
        4,
        intervention_code=INTERVENTION,
        year=st.sampled_from(YEARS),
        organisation_code=one_of("af", "fk"),
        full_time_equivalents=st.sampled_from([None, 0.5, 1.25]),
    ),
}

CASE = st.sampled_from([f"case_id{n}" for n in range(5)])

CASES: dict[str, Any] = {
    "person": PEOPLE["person"],
    "cooperation_case": numbered(
        rows(
            (),
            5,
            person_id=PERSON,
            municipality_code=one_of(*PLACES),
            employment_office=one_of(None, "af1", "x"),
            insurance_office=one_of(None, "fk1", "x"),
            benefit=one_of("sickness_benefit", "activity_compensation"),
            benefit_since=st.sampled_from([None, date(2018, 3, 15)]),
            diagnosis_group=one_of(None, "F_other", "F30_39", "M"),
        ),
        "case_id",
    ),
    "cooperation_event": rows(
        ("case_id", "event", "occurred_on"),
        16,
        case_id=CASE,
        event=one_of(
            "requested",
            "assessment_first",
            "assessment_last",
            "assessment_last",
            "preparatory_started",
            "vocational_started",
            "ended",
            "ended",
            "interrupted",
        ),
        occurred_on=days,
    ),
    "cooperation_outcome": rows(
        ("case_id", "point"),
        5,
        case_id=CASE,
        point=one_of("exit", "day_90"),
        status=one_of("work_subsidised", "education", "openly_unemployed", "still_insured"),
    ),
    "transition_meeting": numbered(
        rows(
            (),
            4,
            held_on=days,
            sex=one_of("woman", "man"),
            reason=one_of("sickness_benefit_ending", "activity_compensation_refused"),
            municipality_code=one_of(*PLACES),
        ),
        "meeting_id",
    ),
    "benefit_ended": rows(
        ("year", "reason", "sex", "municipality_code"),
        4,
        year=st.sampled_from(YEARS),
        reason=one_of("sickness_benefit_ending", "activity_compensation_refused"),
        sex=one_of("woman", "man"),
        municipality_code=one_of(*PLACES),
        persons=st.integers(0, 50),
    ),
}

SUPPORT: dict[str, Any] = {
    "support_activity": numbered(
        rows(
            (), 3, held_on=days, kind=one_of("conference", "other"), participants=st.integers(0, 9)
        ),
        "activity_code",
    ),
    "survey_count": rows(
        ("survey_code", "year", "question_code", "respondent_group", "association_code", "answer"),
        6,
        survey_code=one_of("s1", "s2"),
        year=st.sampled_from(YEARS),
        question_code=one_of("q1", "q2"),
        respondent_group=one_of("region", "municipality"),
        association_code=one_of("a1", None),
        answer=one_of("positive", "negative", "no_answer"),
        respondents=st.integers(0, 9),
    ),
    "survey_invited": rows(
        ("survey_code", "year", "respondent_group", "association_code"),
        3,
        survey_code=one_of("s1", "s2"),
        year=st.sampled_from(YEARS),
        respondent_group=one_of("region", "municipality"),
        association_code=one_of("a1", None),
        invited=st.integers(0, 20),
    ),
}


def registers(*parts: dict[str, Any]) -> "st.SearchStrategy[dict[str, list[Row]]]":
    """Registers with rows in the tables of the parts, and none in the others."""
    return st.fixed_dictionaries(
        {name: rows_of for part in parts for name, rows_of in part.items()}
    )
