"""Try what a form asks for; what is refused stands on the form, at its field where it has one."""

from collections.abc import Callable, Mapping

from django import forms

from samsyn.errors import SamsynError
from samsyn.register.actions.register_rows import Refused

FIELDS = {"personal_identity_number": "number", "occurred_on": "on", "consent_withdrawn_on": "on"}
"""The form's name of a table's column, where it is another."""


def attempt(form: forms.Form, act: Callable[[], object], also: Mapping[str, str] = FIELDS) -> bool:
    """Whether ``act`` was done; if not, ``form`` says why and what to do."""
    try:
        act()
    except Refused as refused:
        for problem in refused.problems:
            field = also.get(problem.field, problem.field)
            at = field if field in form.fields else None
            form.add_error(at, f"{problem.message} {problem.what_to_do}")
    except SamsynError as problem:
        form.add_error(None, str(problem))
    else:
        return True
    return False
