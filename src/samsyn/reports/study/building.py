"""The whole report of a study, section by section."""

from samsyn.disclosure.study import StudyRelease
from samsyn.reports.appendix import with_definitions
from samsyn.reports.document import FrontMatter, Report, Section
from samsyn.reports.making import Made
from samsyn.reports.numbering import numbered
from samsyn.reports.prose import written_date
from samsyn.reports.study.balance import balance
from samsyn.reports.study.delivery import delivery
from samsyn.reports.study.limitations import limitations
from samsyn.reports.study.methods import methods
from samsyn.reports.study.money import money
from samsyn.reports.study.pages import Study
from samsyn.reports.study.people import people
from samsyn.reports.study.protocol import protocol
from samsyn.reports.study.results import results
from samsyn.reports.study.summary import summary


def build(study: StudyRelease) -> Made:
    """The numbered report; an interim release gives no section on outcomes."""
    pages = Study(study)
    report = Report(
        code="S",
        name=study.protocol.study,
        period=f"uppgifter till och med {written_date(study.as_of)}",
        front=_front(study),
        sections=_sections(pages),
        appendices=(methods(pages),),
        snapshot=study.source.snapshot,
        taken_on=study.as_of,
        invented=study.source.invented,
    )
    return Made(*numbered(with_definitions(report)))


def _sections(pages: Study) -> tuple[Section, ...]:
    before = (summary(pages), protocol(pages), people(pages), balance(pages), delivery(pages))
    if pages.released.interim:
        return (*before, limitations(pages))
    return (*before, results(pages), money(pages), limitations(pages))


def _front(study: StudyRelease) -> FrontMatter:
    kind = "Delrapport från en studie" if study.interim else "Utvärdering genom lottning"
    return FrontMatter(
        title=study.protocol.title,
        subtitle=f"Uppgifter till och med {written_date(study.as_of)}",
        assignment="",
        references=(),
        due="",
        signatures=(),
        answers=(),
        kind=kind,
    )
