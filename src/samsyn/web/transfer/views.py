"""The pages of import and export."""

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.exchange.writing import write_package
from samsyn.register.access import Acting
from samsyn.register.access.scope import tables_of
from samsyn.register.clock import now, today
from samsyn.register.disposal import dispose_of_old
from samsyn.register.kept_files import exports, is_old, uploads
from samsyn.register.models import ControllerTerms, Job, JobState
from samsyn.register.roles import Permission, permissions
from samsyn.register.sealed_package import recipient_of
from samsyn.web import jobs
from samsyn.web.fields import ReasonField
from samsyn.web.gate import Request, allow
from samsyn.web.transfer.work import scope_of
from samsyn.web.transfer.workbooks import rows_in
from samsyn.web.transfer.workbooks import template as empty_template

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEEDS = (Permission.IMPORT_PEOPLE, Permission.IMPORT_FACTS)


class UploadForm(forms.Form):
    """A package or a workbook."""

    file = forms.FileField(label=gettext_lazy("Fil"))

    def clean_file(self) -> Any:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD:
            raise forms.ValidationError(_("Filen är för stor. Dela upp den."))
        return file


class ExportForm(forms.Form):
    """An export, and for identity numbers a reason and whose key."""

    identity_numbers = forms.BooleanField(
        label=gettext_lazy("Med personnummer och namn, krypterat till en mottagare"),
        required=False,
    )
    recipient = forms.CharField(
        label=gettext_lazy("Mottagarens nyckel (age1…)"), required=False, max_length=200
    )
    reason = ReasonField(required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("identity_numbers"):
            if not given.get("reason"):
                self.add_error("reason", _("Skriv varför personnumren behövs."))
            try:
                recipient_of(given.get("recipient", ""))
            except SamsynError as error:
                self.add_error("recipient", str(error))
        return given


@allow(*NEEDS)
def transfer(request: Request) -> HttpResponse:
    """What one can bring in and take out."""
    return _page(request, UploadForm(), _export_form(request))


@require_POST
@allow(*NEEDS)
def upload(request: Request) -> HttpResponse:
    """A package (.zip) to look at before anything is taken in."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, _export_form(request), 422)
    dispose_of_old()
    name = f"{secrets.token_hex(8)}.zip"
    path = uploads() / name
    with path.open("xb") as file:
        path.chmod(0o600)
        for chunk in form.cleaned_data["file"].chunks():
            file.write(chunk)
    return redirect("job", jobs.start("import", by=request.acting, file=name).job_id)


@require_POST
@allow(*NEEDS)
def workbook(request: Request) -> HttpResponse:
    """A filled-in template, which becomes a package to look at."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, _export_form(request), 422)
    dispose_of_old()
    name = secrets.token_hex(8)
    book = uploads() / f"{name}.xlsx"
    book.write_bytes(form.cleaned_data["file"].read())
    try:
        frames = rows_in(book)
        write_package(
            frames, to=uploads() / f"{name}.zip", name=name, created=now(), invented=False
        )
    except SamsynError as error:
        form.add_error("file", str(error))
        return _page(request, form, _export_form(request), 422)
    finally:
        book.unlink(missing_ok=True)
    job = jobs.start("import", by=request.acting, file=f"{name}.zip", workbook=True)
    return redirect("job", job.job_id)


@require_POST
@allow(*NEEDS)
def take_in(request: Request, job_id: str) -> HttpResponse:
    """Take in what was looked at."""
    looked = get_object_or_404(
        Job, pk=job_id, user_id=request.acting.user_id, kind="import", state=JobState.DONE
    )
    if "preview" not in looked.result:
        raise Http404
    arguments = {**looked.arguments, "take_in": True}
    return redirect("job", jobs.start("import", by=request.acting, **arguments).job_id)


@require_POST
@allow(*NEEDS)
def export(request: Request) -> HttpResponse:
    """Write what one may see as a package, in the background."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _page(request, UploadForm(), form, 422)
    given = form.cleaned_data
    recipient = given["recipient"].strip() if given["identity_numbers"] else ""
    if recipient and Permission.EXPORT_PEOPLE not in _permissions(request):
        raise Http404
    job = jobs.start("export", by=request.acting, recipient=recipient, reason=given["reason"])
    return redirect("job", job.job_id)


@allow(*NEEDS)
def download(request: Request, job_id: str) -> HttpResponseBase:
    """The file that one's own job left: for a week, and while one has all that it is about."""
    job = get_object_or_404(Job, pk=job_id, user_id=request.acting.user_id, state=JobState.DONE)
    name = str(job.result.get("file", ""))
    path = exports() / name
    if not name or not path.is_file() or is_old(path) or not _still_has(request.acting, job):
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


@allow(*NEEDS)
def template(request: Request) -> HttpResponse:
    """The empty workbook of one's role."""
    tables = tables_of(request.acting)
    answer = HttpResponse(empty_template(tables, on=today()), content_type=EXCEL)
    answer["Content-Disposition"] = 'attachment; filename="samsyn-mall.xlsx"'
    return answer


def _still_has(acting: Acting, job: Job) -> bool:
    """Whether a job was ordered as one acts now, for places that one has today, all of them."""
    scope = job.result.get("scope")
    return job.acting_as == acting.key and bool(scope) and {*scope} <= {*scope_of(acting)}


def _permissions(request: Request) -> frozenset[Permission]:
    return permissions(request.acting.role)


def _export_form(request: Request) -> ExportForm:
    terms = ControllerTerms.objects.filter(organisation_id=request.acting.organisation).first()
    return ExportForm(initial={"recipient": terms.recipient_key if terms else ""})


def _page(
    request: Request, upload_form: UploadForm, export_form: ExportForm, status: int = 200
) -> HttpResponse:
    context = {
        "upload": upload_form,
        "export": export_form,
        "may_export_people": Permission.EXPORT_PEOPLE in _permissions(request),
    }
    return render(request, "transfer/transfer.html", context, status=status)
