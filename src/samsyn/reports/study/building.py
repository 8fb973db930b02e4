"""The whole report of a study, section by section."""

from samsyn.disclosure.study import StudyRelease
from samsyn.reports.appendix import with_definitions
from samsyn.reports.document import FrontMatter, Report
from samsyn.reports.making import Made
from samsyn.reports.numbering import numbered
from samsyn.reports.prose import written_date
from samsyn.reports.study.pages import Study


def build(study: StudyRelease) -> Made:
    """The numbered report; an interim release gives no section on outcomes."""
    pages = Study(study)
    report = Report(
        code="S",
        name=study.protocol.study,
        period=f"uppgifter till och med {written_date(study.source.data_cut)}",
        front=_front(study),
        sections=(),
        appendices=(),
        snapshot=study.source.snapshot,
        taken_on=study.source.data_cut,
        invented=study.source.invented,
    )
    return Made(*numbered(with_definitions(report)))


def _front(study: StudyRelease) -> FrontMatter:
    kind = "Delrapport" if study.interim else "Utvärdering genom lottning"
    return FrontMatter(
        title=study.protocol.title,
        subtitle=f"{kind}. Uppgifter till och med {written_date(study.source.data_cut)}.",
        assignment="",
        references=(("etikprövning", study.protocol.approval.number),),
        due="",
        signatures=(),
        answers=(),
    )
