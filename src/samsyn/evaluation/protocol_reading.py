"""Reading a protocol file: every field checked, every fault listed with its line."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar, get_args

from samsyn.evaluation.costs import PAYERS
from samsyn.evaluation.linear import Errors
from samsyn.evaluation.protocol import (
    SECONDARY,
    Approval,
    Arm,
    Component,
    Fault,
    InvalidProtocol,
    Outcome,
    PlannedContrast,
    PowerPlan,
    Price,
    Protocol,
    Site,
    Subgroup,
)
from samsyn.evaluation.protocol_checks import check_together
from samsyn.evaluation.protocol_table import Faults, ProtocolTable
from samsyn.evaluation.toml_lines import lines_of
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.codelist import code_list

CORRECTIONS = ("holm", "romano_wolf")
STUDY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Part = TypeVar("Part")


def read_protocol(path: Path) -> Protocol:
    """The protocol of a file; raises ``InvalidProtocol`` with every fault, by line and field."""
    return parse_protocol(path.read_text(encoding="utf-8"), name=path.name)


def parse_protocol(text: str, *, name: str = "protocol.toml") -> Protocol:
    """The protocol of a text; ``name`` is what messages call it."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidProtocol(name, (_syntax_fault(str(error)),)) from None
    faults = Faults(lines_of(text))
    protocol = _protocol(ProtocolTable(content, "", faults))
    if not faults.found:
        check_together(protocol, faults)
    if faults.found:
        raise InvalidProtocol(name, tuple(sorted(faults.found, key=lambda fault: fault.line)))
    return protocol


def _syntax_fault(message: str) -> Fault:
    line = re.search(r"at line (\d+)", message)
    return Fault(int(line[1]) if line else 1, "the file", f"is not TOML: {message}.")


def _protocol(file: ProtocolTable) -> Protocol:
    protocol = Protocol(
        study=_study(file), title=file.text("title"), question=file.text("question"),
        eligible=file.text("eligible"),
        arms=_each(file, "arms", _arm, 2), sites=_each(file, "sites", _site, 1),
        outcomes=_each(file, "outcomes", _outcome, 1), horizons=_horizons(file),
        follow_up_months=file.whole("follow_up_months", least=1),
        contrasts=_each(file, "contrasts", _contrast, 1),
        subgroups=_each(file, "subgroups", _subgroup), covariates=file.texts("covariates", []),
        strata=file.texts("strata"), correction=file.one_of("correction", CORRECTIONS, "holm"),
        errors=file.one_of("errors", get_args(Errors), "HC2"), level=file.share("level", 0.95),
        prices=_each(file, "prices", _price), discount_rate=file.share("discount_rate", 0.03),
        data_cut=file.day("data_cut"), approval=_part(file, "approval", _approval),
        seed_fingerprint=_part(file, "draw", _seed_fingerprint),
        power=_part(file, "power", _power) if "power" in file.content else None,
        secondary=_secondary(file),
    )  # fmt: skip
    file.done()
    return protocol


def _part(file: ProtocolTable, key: str, build: Callable[[ProtocolTable], Part]) -> Part:
    table = file.table(key)
    built = build(table)
    table.done()
    return built


def _each(
    file: ProtocolTable, key: str, build: Callable[[ProtocolTable], Part], least: int = 0
) -> tuple[Part, ...]:
    parts = []
    for table in file.tables(key, least):
        parts.append(build(table))
        table.done()
    return tuple(parts)


def _study(file: ProtocolTable) -> str:
    name = file.text("study")
    if name and not STUDY_NAME.fullmatch(name):
        file.fault("study", f"should be small letters, digits and hyphens, not {name!r}.")
    return name


def _secondary(file: ProtocolTable) -> tuple[str, ...]:
    names = file.texts("secondary", [])
    for name in names:
        file.known("secondary", name, SECONDARY)
    return names


def _horizons(file: ProtocolTable) -> tuple[int, ...]:
    values = file.read("horizons", list, "a list of months, as [15]", ...) or []
    if not values or not all(type(each) is int and each > 0 for each in values):
        file.fault("horizons", "should hold months since entry, as [15].")
        return ()
    return tuple(values)


def _arm(table: ProtocolTable) -> Arm:
    return Arm(
        id=table.text("id"), title=table.text("title"), reference=table.yes("reference"),
        share=table.whole("share", 1, least=1), caseload=table.whole("caseload", 0),
        staff=table.number("staff", 0),
    )  # fmt: skip


def _site(table: ProtocolTable) -> Site:
    code = table.text("municipality")
    if code and code not in municipalities():
        table.fault("municipality", f"{code!r} is no municipality code (four digits, as 0180).")
    return Site(code, table.day("joins_on"))


def _outcome(table: ProtocolTable) -> Outcome:
    return Outcome(
        id=table.text("id"), title=table.text("title"), statuses=_statuses(table),
        primary=table.yes("primary"), components=_each(table, "components", _component),
    )  # fmt: skip


def _component(table: ProtocolTable) -> Component:
    return Component(table.text("title"), _statuses(table))


def _statuses(table: ProtocolTable) -> tuple[str, ...]:
    statuses = table.texts("statuses")
    for status in statuses:
        table.known("statuses", status, code_list("spell_status").codes)
    return statuses


def _contrast(table: ProtocolTable) -> PlannedContrast:
    return PlannedContrast(table.text("arm"), table.text("against"))


def _subgroup(table: ProtocolTable) -> Subgroup:
    return Subgroup(table.text("id"), table.text("title"), table.texts("groups"))


def _price(table: ProtocolTable) -> Price:
    return Price(
        id=table.text("id"), title=table.text("title"), payer=table.one_of("payer", PAYERS),
        unit=table.text("unit"), amount=table.number("amount"), low=table.number("low"),
        high=table.number("high"), price_year=table.whole("price_year", least=1990),
        transfer=table.yes("transfer"),
    )  # fmt: skip


def _approval(table: ProtocolTable) -> Approval:
    decided = table.read("decided_on", date, "a date without quotes, as 2014-11-01", None)
    return Approval(
        number=table.text("number", ""), decided_on=decided,
        consulted=table.texts("consulted", []), consent=table.text("consent", ""),
    )  # fmt: skip


def _seed_fingerprint(table: ProtocolTable) -> str:
    value = table.text("seed_fingerprint", "")
    if value and not re.fullmatch("[0-9a-f]{64}", value):
        table.fault("seed_fingerprint", "should be 64 hex digits, as samsyn wrote it.")
    return value


def _power(table: ProtocolTable) -> PowerPlan:
    return PowerPlan(
        share_control=table.share("share_control"), difference=table.share("difference"),
        power=table.share("power", 0.8), loss=table.share("loss", 0.0),
        refusal=table.share("refusal", 0.0), people_an_arm=table.whole("people_an_arm", 0),
    )  # fmt: skip
