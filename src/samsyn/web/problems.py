"""Putting what a rule says where it can be seen: at the field of a form."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from samsyn.register.actions.register_rows import Problem


def at_fields(form: forms.Form, problems: Iterable[Problem]) -> None:
    """Each problem at the field it is about, or over the form."""
    for each in problems:
        said = f"{each.message} {each.what_to_do}"
        form.add_error(each.field if each.field in form.fields else None, said)


def tell(request: HttpRequest, done: str, warnings: Iterable[Problem]) -> None:
    """Say that it is done, and what the warning rules say of it."""
    messages.success(request, done)
    for each in warnings:
        messages.warning(request, f"{each.rule}: {each.message} {each.what_to_do}")
