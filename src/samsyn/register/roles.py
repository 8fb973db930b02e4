"""Roles: what each may do, where it can hold, and which exclude each other.

A role says what, an assignment says where. Each permission names one kind of act; a page, a list,
an export and an API route that do the same act ask for the same permission.
"""

from enum import StrEnum


class Role(StrEnum):
    """The roles of the glossary that sign in."""

    REGISTRAR = "registrar"
    INTERVENTION_MANAGER = "intervention_manager"
    ASSOCIATION_ADMINISTRATOR = "association_administrator"
    CASEWORKER = "caseworker"
    NATIONAL_ANALYST = "national_analyst"
    EVALUATOR = "evaluator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    SYSTEM_ADMINISTRATOR = "system_administrator"


class PlaceKind(StrEnum):
    """What an assignment can point at."""

    ASSOCIATION = "association"
    INTERVENTION = "intervention"
    OFFICE = "office"
    CONTROLLER = "controller"
    NATION = "nation"


class Permission(StrEnum):
    """One kind of act each."""

    READ_REPORTS = "read_reports"
    REGISTER_PEOPLE = "register_people"
    ENTER_HEADS = "enter_heads"
    KEEP_INTERVENTIONS = "keep_interventions"
    APPOINT_REGISTRARS = "appoint_registrars"
    KEEP_ASSOCIATION = "keep_association"
    APPOINT_MANAGERS = "appoint_managers"
    WORK_CASES = "work_cases"
    WORK_STUDIES = "work_studies"
    SEE_QUALITY = "see_quality"
    ANSWER_HITS = "answer_hits"
    MAKE_REPORTS = "make_reports"
    RUN_STUDIES = "run_studies"
    REVIEW_LOG = "review_log"
    ERASE = "erase"
    KEEP_USERS = "keep_users"
    KEEP_CODES = "keep_codes"
    IMPORT_PEOPLE = "import_people"
    EXPORT_PEOPLE = "export_people"
    IMPORT_FACTS = "import_facts"


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.REGISTRAR: frozenset(
        {
            Permission.READ_REPORTS,
            Permission.REGISTER_PEOPLE,
            Permission.ENTER_HEADS,
            Permission.ANSWER_HITS,
            Permission.IMPORT_PEOPLE,
            Permission.EXPORT_PEOPLE,
        }
    ),
    Role.INTERVENTION_MANAGER: frozenset(
        {
            Permission.READ_REPORTS,
            Permission.ENTER_HEADS,
            Permission.KEEP_INTERVENTIONS,
            Permission.APPOINT_REGISTRARS,
            Permission.IMPORT_FACTS,
        }
    ),
    Role.ASSOCIATION_ADMINISTRATOR: frozenset(
        {
            Permission.READ_REPORTS,
            Permission.KEEP_ASSOCIATION,
            Permission.APPOINT_MANAGERS,
            Permission.ANSWER_HITS,
            Permission.IMPORT_FACTS,
        }
    ),
    Role.CASEWORKER: frozenset(
        {Permission.READ_REPORTS, Permission.WORK_CASES, Permission.WORK_STUDIES}
    ),
    Role.NATIONAL_ANALYST: frozenset(
        {Permission.READ_REPORTS, Permission.SEE_QUALITY, Permission.MAKE_REPORTS}
    ),
    Role.EVALUATOR: frozenset({Permission.READ_REPORTS, Permission.RUN_STUDIES}),
    Role.DATA_PROTECTION_OFFICER: frozenset(
        {Permission.READ_REPORTS, Permission.REVIEW_LOG, Permission.ERASE}
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {Permission.READ_REPORTS, Permission.KEEP_USERS, Permission.KEEP_CODES}
    ),
}

PLACES: dict[Role, frozenset[PlaceKind]] = {
    Role.REGISTRAR: frozenset({PlaceKind.INTERVENTION}),
    Role.INTERVENTION_MANAGER: frozenset({PlaceKind.ASSOCIATION, PlaceKind.INTERVENTION}),
    Role.ASSOCIATION_ADMINISTRATOR: frozenset({PlaceKind.ASSOCIATION}),
    Role.CASEWORKER: frozenset({PlaceKind.OFFICE}),
    Role.NATIONAL_ANALYST: frozenset({PlaceKind.NATION}),
    Role.EVALUATOR: frozenset({PlaceKind.NATION}),
    Role.DATA_PROTECTION_OFFICER: frozenset({PlaceKind.CONTROLLER}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({PlaceKind.NATION}),
}

EXCLUSIONS: frozenset[frozenset[Role]] = frozenset(
    {
        frozenset({Role.REGISTRAR, Role.ASSOCIATION_ADMINISTRATOR}),
        # whoever orders access may not use it
        frozenset({Role.REGISTRAR, Role.INTERVENTION_MANAGER}),
        frozenset({Role.REGISTRAR, Role.SYSTEM_ADMINISTRATOR}),
    }
)

PERSONAL: frozenset[Role] = frozenset({Role.REGISTRAR, Role.CASEWORKER})
"""The roles that meet people: only of their organisation, which they therefore must have."""


SEES_PEOPLE: frozenset[Role] = PERSONAL | {Role.DATA_PROTECTION_OFFICER}
"""The roles that can open a record, and therefore never their own."""


def permissions(role: Role) -> frozenset[Permission]:
    """What ``role`` may do where it is assigned."""
    return ROLE_PERMISSIONS[role]
