"""Fills a new home with a small invented register and its users: run as a program of its own."""

import sys
from pathlib import Path

PASSWORD = "korrekt häst batteri"
PARTIES = {
    "FK": ("social_insurance_agency", "Försäkringskassan"),
    "AF": ("public_employment_service", "Arbetsförmedlingen"),
    "K0680": ("municipality", "Jönköpings kommun"),
    "R06": ("region", "Region Påhitt"),
}
ASSOCIATION = {"association_code": "F001", "first_day": "2010-01-01"}
BASE = {
    "organisation": [
        {"organisation_code": code, "party": party, "name": name}
        for code, (party, name) in PARTIES.items()
    ],
    "association": [{**ASSOCIATION, "name": "Samordningsförbundet Påhitt"}],
    "association_area": [{**ASSOCIATION, "municipality_code": "0680"}],
    "association_member": [{**ASSOCIATION, "organisation_code": code} for code in PARTIES],
}


def fill(folder: Path) -> None:
    """Everything into the home that ``SAMSYN_HOME`` names; every user has the same password."""
    from samsyn.register.opening import open_register

    open_register()
    from django.contrib.auth.hashers import make_password
    from tests.unit.register.small_register import write

    from samsyn.cli.demo_register import make_users, write_present
    from samsyn.register.actions.import_package import import_package
    from samsyn.register.actions.refresh_quality import refresh_quality
    from samsyn.register.clock import today
    from samsyn.register.incoming import look_at
    from samsyn.register.models import User

    packages = (
        write(folder / "base", BASE, invented=True),
        write_present(folder / "now", today=today()),
    )
    for path in packages:
        import_package(incoming=look_at(path, today=today()), by="os:test")
    make_users(today=today())
    refresh_quality(on=today())
    User.objects.update(password=make_password(PASSWORD))


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
