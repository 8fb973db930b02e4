"""Chapter 1: the year in short, in the order people pass through the cooperation."""

from collections.abc import Iterator

from samsyn.reports.comparing import compared, sex_told
from samsyn.reports.context import Context
from samsyn.reports.document import Block, Section
from samsyn.reports.prose import counted, number, p, sentences
from samsyn.reports.reinforced_cooperation.counted_cases import any_of, per_benefit
from samsyn.reports.reinforced_cooperation.results import regained_told


def section(ctx: Context) -> Section:
    """Assessments, measures, result and transition meetings; what there is of them."""
    return Section("Sammanfattning", tuple(_told(ctx)), key="sammanfattning")


def _told(ctx: Context) -> Iterator[Block]:
    if any_of(ctx, "joint_assessments"):
        yield from _assessed(ctx)
    else:
        yield p(f"Inga gemensamma kartläggningar är registrerade för {ctx.year}.")
    if any_of(ctx, "rehabilitation_completed"):
        yield _results(ctx)
    if any_of(ctx, "transition_meetings"):
        yield p(
            f"Under {ctx.year} hölls ",
            counted(ctx.get("transition_meetings")),
            ". ",
            compared(ctx, "transition_meetings"),
        )


def _assessed(ctx: Context) -> Iterator[Block]:
    both = f"Under {ctx.year} genomförde Försäkringskassan och Arbetsförmedlingen "
    yield sentences(
        (both, *counted(ctx.get("joint_assessments")), "."),
        compared(ctx, "joint_assessments"),
        sex_told(ctx, "joint_assessments", "Av dem som deltog var"),
    )
    if psychiatric := per_benefit(ctx, "psychiatric_share", "procent bland dem med"):
        yield p("Andelen med en psykiatrisk diagnos var ", psychiatric, ".")
    started = ctx.get("started_after_assessment")
    if started.shown:
        yield p(
            "Efter kartläggningen har ",
            number(started),
            " procent börjat en arbetsförberedande eller arbetslivsinriktad insats.",
        )


def _results(ctx: Context) -> Block:
    ended = ctx.get("rehabilitation_completed")
    return sentences(
        (f"Under {ctx.year} avslutades ", *number(ended), " rehabiliteringar."),
        compared(ctx, "rehabilitation_completed"),
        *regained_told(ctx),
    )
