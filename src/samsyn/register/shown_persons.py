"""A few persons as a page shows them: their sealed names and numbers opened, by index."""

from collections.abc import Collection
from dataclasses import dataclass, field

from samsyn.register.persons import opened, sealed_persons_of


@dataclass(frozen=True)
class ShownPerson:
    """One person in clear, for the page of someone who may see them, and nowhere else."""

    person_id: str
    sex: str
    birth_year: int
    name: str = field(default="", repr=False)
    number: str = field(default="", repr=False)

    @property
    def called(self) -> str:
        """What a list calls them: the name, or where none is kept the year of birth."""
        return self.name or f"Person född {self.birth_year}"

    @property
    def hyphened(self) -> str:
        """The number as it is read aloud, 19811228-9874."""
        return f"{self.number[:8]}-{self.number[8:]}" if self.number else ""


def shown_persons(ids: Collection[str]) -> dict[str, ShownPerson]:
    """The persons of ``ids`` by id; the caller has made sure that they may be seen, and logged."""
    columns = ("person_id", "sex", "birth_year", "name", "personal_identity_number")
    rows = opened(sealed_persons_of(list(ids))).select(columns).iter_rows()
    return {
        person_id: ShownPerson(person_id, str(sex), int(born), name or "", number or "")
        for person_id, sex, born, name, number in rows
    }
