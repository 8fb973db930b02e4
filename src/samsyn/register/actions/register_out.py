"""What is registered about a participation after its entry: exit, follow-up, corrections."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.measuring import Measured, rows_gone, rows_of
from samsyn.register.actions.register_rows import Problem, register_rows
from samsyn.register.clock import today
from samsyn.register.models import Participation
from samsyn.register.policies import (
    ERROR,
    NotNow,
    check_consent_holds,
    check_counts,
    check_has_ended,
    check_is_open,
)

Warnings = tuple[Problem, ...]
WITHDRAWN = "consent_withdrawn"
FIXED = ("participation_id", "person_id", "intervention_code")


@checked_first
def register_out(
    *, by: Acting, participation: Participation, exited_on: date, exit_reason: str,
    measured: Measured,
) -> Warnings:  # fmt: skip
    """End a participation, with the measurement at exit. Raises ``Refused``, ``NotNow``."""
    held = _held(participation)
    check_is_open(held)
    if exit_reason == ERROR:
        raise NotNow(_("Avsluta en felregistrering med Felregistrering, så att orsaken sparas."))
    if exit_reason == WITHDRAWN:
        raise NotNow(_("Ett samtycke återkallas med Återkalla samtycket, så att dagen sparas."))
    changed = {"exited_on": exited_on, "exit_reason": exit_reason}
    return _register(by, "register_out", held, "exit", measured, changed)


@checked_first
def follow_up(
    *, by: Acting, participation: Participation, point: str, measured: Measured
) -> Warnings:
    """Register how it is some months after the exit, at ``point`` (month_6 …)."""
    held = _held(participation)
    check_has_ended(held)
    if held.measurements.filter(point=point).exists():
        raise NotNow(_("Uppföljningen är redan gjord. Rätta den om något i den är fel."))
    if held.exited_on and measured.measurement["measured_on"] <= held.exited_on:
        raise NotNow(
            _("Uppföljningen är av en dag efter den sista i insatsen, %(day)s. Rätta dagen.")
            % {"day": held.exited_on}
        )
    return _register(by, "follow_up", held, point, measured, {})


@checked_first
def correct(
    *,
    by: Acting,
    participation: Participation,
    point: str,
    measured: Measured,
    changed: Mapping[str, Any],
    reason: str,
) -> Warnings:
    """Replace what stands at a point, and fields of the participation; the log keeps what stood.

    Raises ``NotNow`` without a reason, and for a point where nothing is registered.
    """
    held = _held(participation)
    check_consent_holds(held)
    check_counts(held)
    if not reason.strip():
        raise NotNow(_("Skriv varför uppgiften rättas, så att den som läser senare förstår."))
    if not held.measurements.filter(point=point).exists():
        raise NotNow(_("Det finns ingen mätning att rätta. Registrera den först."))
    kept = {name: value for name, value in changed.items() if name not in FIXED}
    return _register(by, "correct", held, point, measured, kept, reason)


@checked_first
def register_error(*, by: Acting, participation: Participation, reason: str) -> Warnings:
    """End a wrong registration: it stays, and counts nowhere."""
    held = _held(participation)
    check_counts(held)
    if not reason.strip():
        raise NotNow(_("Skriv varför registreringen är fel, så att den som läser senare förstår."))
    row = {
        "participation_id": held.participation_id,
        "exited_on": held.exited_on or max(today(), held.entered_on),
        "exit_reason": ERROR,
    }
    event = _event("register_error", held, reason)
    return register_rows(rows={"participation": [_whole(held, row)]}, by=by, event=event)


@checked_first
def withdraw_consent(*, by: Acting, participations: Sequence[Participation], on: date) -> Warnings:
    """The consent is withdrawn: each participation ends that day, and nothing more is registered.

    What was measured after the day is removed, since nobody had consented to it; the person is
    not counted as anonymous afterwards. A consent withdrawn on the day of entry never held: the
    registration ends as an error. All of it or nothing. Raises ``NotNow``, ``Refused``.
    """
    if on > today():
        raise NotNow(_("Ett samtycke kan inte återkallas en dag som inte har varit."))
    all_held = [_held(each) for each in participations]
    for each in all_held:
        check_consent_holds(each)
        check_counts(each)
        if on < each.consented_on:
            raise NotNow(
                _("Samtycket gavs den %(consented_on)s. Det kan inte återkallas tidigare.")
                % {"consented_on": each.consented_on}
            )
    event, *besides = (_event(*_withdrawal_event(each, on)) for each in all_held)
    return register_rows(
        rows={"participation": [_whole(each, _withdrawn(each, on)) for each in all_held]},
        remove=_measured_after(all_held, on),
        by=by,
        event=event,
        besides=besides,
    )


def _withdrawn(held: Participation, on: date) -> dict[str, Any]:
    if on <= held.entered_on:
        return {"exited_on": held.exited_on or held.entered_on, "exit_reason": ERROR}
    row: dict[str, Any] = {"consent_withdrawn_on": on}
    if held.exited_on is None or held.exited_on > on:
        row |= {"exited_on": on, "exit_reason": WITHDRAWN}
    return row


def _withdrawal_event(held: Participation, on: date) -> tuple[str, Participation, str]:
    if on <= held.entered_on:
        reason = "Samtycket återkallades senast den dag deltagandet började."
        return "register_error", held, reason
    return "withdraw_consent", held, ""


def _measured_after(all_held: Iterable[Participation], on: date) -> dict[str, list[dict[str, Any]]]:
    """The rows of every point measured after the day; of a consent that never held, all."""
    gone: dict[str, list[dict[str, Any]]] = {}
    for held in all_held:
        measured = held.measurements.all()
        if on > held.entered_on:
            measured = measured.filter(measured_on__gt=on)
        for point in measured.values_list("point", flat=True):
            at = {"participation_id": held.participation_id, "point": point}
            rows = {**rows_gone(Measured({}), **at), "measurement": [at]}
            for name, keys in rows.items():
                gone.setdefault(name, []).extend(dict(key) for key in keys)
    return gone


def _held(participation: Participation) -> Participation:
    """The row as it is now; ``register_rows`` sees whether others change it meanwhile."""
    return Participation.objects.get(pk=participation.pk)


def _register(
    by: Acting,
    action: str,
    held: Participation,
    point: str,
    measured: Measured,
    changed: Mapping[str, Any],
    reason: str = "",
) -> Warnings:
    at = {"participation_id": held.participation_id, "point": point}
    rows = rows_of(measured, **at)
    if changed:
        rows = {"participation": [_whole(held, changed)], **rows}
    return register_rows(
        rows=rows, remove=rows_gone(measured, **at), by=by, event=_event(action, held, reason)
    )


def _whole(held: Participation, changed: Mapping[str, Any]) -> dict[str, Any]:
    """The required fields with those that change: a column left out leaves what is there."""
    return {
        "participation_id": held.participation_id,
        "person_id": held.person_id,
        "intervention_code": held.intervention_id,
        "entered_on": held.entered_on,
        "consented_on": held.consented_on,
        **changed,
    }


def _event(action: str, held: Participation, reason: str = "") -> audit.Event:
    return audit.Event(
        action,
        reason=reason,
        table="participation",
        key=held.participation_id,
        subject=held.person_id,
    )
