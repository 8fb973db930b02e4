"""A report with nothing but the sections given."""

from datetime import date

from samsyn.reports.document import FrontMatter, Report, Section, Signature


def bare_report(*sections: Section, invented: bool = True, title: str = "Rapport") -> Report:
    """The smallest report that can be laid out."""
    front = FrontMatter(
        title=title,
        subtitle="Återrapport för 2017",
        assignment="Redovisa.",
        references=(("Försäkringskassan", "FK 1"),),
        due="15 maj 2018",
        signatures=(Signature(department="Försäkringskassan"),),
        answers=(),
    )
    return Report(
        code="B",
        name="priority-groups",
        period="2017",
        front=front,
        sections=sections,
        appendices=(),
        snapshot="2018-03-01-0123abcd",
        taken_on=date(2018, 3, 1),
        invented=invented,
    )
