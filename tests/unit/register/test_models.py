"""The register's tables are those of the declaration, and the database keeps what a row can."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction

from samsyn.register.models import (
    Association,
    HeadCount,
    Income,
    Intervention,
    Organisation,
    Participation,
    Person,
)
from samsyn.vocabulary.tables import TABLES, Kind, Table

TYPES = {
    Kind.DATE: models.DateField,
    Kind.BOOLEAN: models.BooleanField,
    Kind.YEAR: models.SmallIntegerField,
    Kind.HALF: models.SmallIntegerField,
    Kind.COUNT: models.BigIntegerField,
    Kind.MONEY: models.BigIntegerField,
    Kind.PERCENT: models.SmallIntegerField,
    Kind.DECIMAL: models.FloatField,
}
OF_THE_REGISTER_ALONE = {"registered_at", "identity_lookup", "key_id", "ended_on"}

BY_TABLE = {model._meta.db_table: model for model in apps.get_app_config("register").get_models()}


def columns(table: str) -> dict[str, models.Field]:
    return {field.column: field for field in BY_TABLE[table]._meta.local_concrete_fields}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_model_has_the_columns_of_its_declaration(table: Table) -> None:
    """Every declared field is a column of that name and kind, and nothing else is stored."""
    found = columns(table.name)
    assert set(found) - OF_THE_REGISTER_ALONE == set(table.names)
    for field in table.fields:
        model_field = found[field.name]
        kind = (
            model_field.target_field if isinstance(model_field, models.ForeignKey) else model_field
        )
        expected = TYPES.get(field.kind, (models.CharField, models.TextField))
        assert isinstance(kind, expected), field.name


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_model_has_the_key_of_its_declaration(table: Table) -> None:
    """Natural keys are the primary keys, in the declared order of their parts."""
    key = BY_TABLE[table.name]._meta.pk_fields
    assert tuple(field.column for field in key) == table.key


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_model_requires_and_refers_as_declared(table: Table) -> None:
    """A field that must be filled takes no NULL; a reference is a foreign key to that table."""
    found = columns(table.name)
    for field in table.fields:
        assert found[field.name].null is (not field.key and not field.required), field.name
        if field.refers_to and not field.may_be_empty:
            assert found[field.name].related_model is BY_TABLE[field.refers_to], field.name
        elif not field.refers_to:
            assert not found[field.name].is_relation, field.name


def test_the_model_carries_the_title_of_the_declaration() -> None:
    """The screen says the same word for a table as the declaration does."""
    for table in TABLES.values():
        assert BY_TABLE[table.name]._meta.verbose_name == table.title_sv.lower()


def test_migrations_are_up_to_date(db: None) -> None:
    """The migrations make exactly these models."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def participation(db: None) -> Participation:
    fk = Organisation.objects.create(organisation_code="FK", party="social_insurance_agency")
    association = Association.objects.create(
        association_code="A1", name="Ett", first_day=date(2010, 1, 1)
    )
    intervention = Intervention.objects.create(
        intervention_code="I1",
        association=association,
        orientation="individual",
        follow_up="persons",
        first_day=date(2015, 1, 1),
    )
    person = Person.objects.create(person_id="P1", controller=fk, sex="woman", birth_year=1980)
    return Participation.objects.create(
        participation_id="D1",
        person=person,
        intervention=intervention,
        entered_on=date(2016, 3, 1),
        consented_on=date(2016, 3, 1),
    )


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("exited_on_not_before_entered_on", {"exited_on": date(2016, 2, 1), "exit_reason": "work"}),
        ("exited_on_iff_exit_reason", {"exited_on": date(2016, 4, 1)}),
        ("exited_on_iff_exit_reason", {"exit_reason": "work"}),
        ("consent_outlives_entry", {"consent_withdrawn_on": date(2016, 3, 1)}),
    ],
)
def test_the_database_keeps_a_participation_whole(
    participation: Participation, constraint: str, change: dict[str, object]
) -> None:
    """Rules that a row can keep by itself hold whoever writes (R04, R06, R09)."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Participation.objects.filter(pk="D1").update(**change)


def test_the_database_keeps_counts_and_percentages_in_range(participation: Participation) -> None:
    """A negative count, a percentage of 0, and a third half are refused (R01)."""
    with pytest.raises(IntegrityError, match="persons_not_negative"), transaction.atomic():
        HeadCount.objects.create(
            intervention_id="I1", year=2016, kind="anonymous", sex="man", persons=-1
        )
    with pytest.raises(IntegrityError, match="half_is_half"), transaction.atomic():
        HeadCount.objects.create(
            intervention_id="I1", year=2016, half=3, kind="anonymous", sex="man", persons=1
        )
    with pytest.raises(IntegrityError, match="percent_is_percent"), transaction.atomic():
        Income.objects.create(participation_id="D1", point="entry", source="salary", percent=0)


def test_one_number_is_one_person_of_a_controller(participation: Participation) -> None:
    """The same looked-up number twice at one controller is refused by the database (R02)."""
    Person.objects.update(identity_lookup="x", personal_identity_number="y", key_id="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(
            person_id="P2",
            controller_id="FK",
            sex="man",
            birth_year=1980,
            identity_lookup="x",
            personal_identity_number="z",
            key_id="k",
        )
