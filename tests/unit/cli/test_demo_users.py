"""The demo's invented users are made as real ones are."""

from pathlib import Path

from tests.browser.fill import BASE
from tests.unit.register.small_register import write

from samsyn.cli.demo_register import make_users, write_present
from samsyn.register.actions.import_package import import_package
from samsyn.register.clock import today
from samsyn.register.incoming import look_at
from samsyn.register.opening import open_register


def test_no_invented_user_can_open_their_own_record(db: None, tmp_path: Path) -> None:
    """Each has a number of their own, noted, and nobody in the invented register has it."""
    from samsyn.register.actions.keep_user import has_own_number
    from samsyn.register.models import Person, User

    open_register()
    packages = (
        write(tmp_path / "base", BASE, invented=True),
        write_present(tmp_path / "now", today=today()),
    )
    for path in packages:
        import_package(incoming=look_at(path, today=today()), by="os:test")
    make_users(today=today())
    users = list(User.objects.all())
    assert users
    assert all(has_own_number(user) for user in users)
    own = [tuple(user.own_lookups.items()) for user in users]
    assert len(set(own)) == len(users)
    held = set(Person.objects.values_list("controller_id", "identity_lookup"))
    assert held
    assert not held & {pair for each in own for pair in each}
