"""The pages under load: 50 people at once on PostgreSQL, a million participations, two cores.

Claims: 95 of 100 reads within 150 ms and writes within 300 ms, no errors; on SQLite 20 who write
at once, 300 ms, and nobody is told that the database is locked. The peer is the same server's
page that asks the database nothing: what is left is our own work.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import requests
from people_at_work import at_work

PEOPLE, WRITERS, SECONDS = 50, 20, 60.0
COPIES = 13
SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
MARK = "samsyn-demo"


def prepare(folder: Path, copies: int, people: int) -> list[tuple[str, str]]:
    """A register with a user for each of the busiest interventions: address, intervention."""
    from samsyn.register.opening import open_register

    open_register()
    from django.db import connection

    from samsyn.register.actions.import_package import import_package
    from samsyn.register.clock import today
    from samsyn.register.incoming import look_at
    from samsyn.register.models import Participation

    package = folder / "package"
    run = [sys.executable, "-c", "from samsyn.cli import main; main()", "synthesise", "national",
           "--years", "2016-2021", "--seed", "1", "--on-conflict", "last"]  # fmt: skip
    subprocess.run([*run, "--output", str(package)], check=True, capture_output=True)
    import_package(incoming=look_at(package, today=today()), by="os:bench")
    with connection.cursor() as cursor:
        for number in range(1, copies):
            for statement in copied(number):
                cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if copies > 1 else "ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("CHECKPOINT")  # what was loaded is on disk before anyone is timed
        cursor.execute(
            "SELECT p.intervention_code, q.controller, count(*) FROM participation p"
            " JOIN person q USING (person_id) JOIN intervention i USING (intervention_code)"
            " JOIN association a USING (association_code) WHERE a.last_day IS NULL"
            " GROUP BY 1, 2 ORDER BY 3 DESC LIMIT %s",
            [people],
        )
        places = cursor.fetchall()
    made = registrars(places)
    print(f"participations: {Participation.objects.count():,}")
    return made


def registrars(places: list[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """A registrar for each of ``places`` (intervention, controller): address, intervention."""
    from samsyn.register.clock import today
    from samsyn.register.models import Assignment, Intervention, RoleHolding, User

    made = []
    for number, (code, controller, _count) in enumerate(places):
        user = User.objects.create_user(
            f"u{number}@bench.invalid", name=f"Användare {number}", organisation_id=controller
        )
        days = {"first_day": today(), "last_day": today() + timedelta(days=30)}
        holding = RoleHolding.objects.create(user=user, role="registrar", **days)
        Assignment.objects.create(
            holding=holding, place_kind="intervention", place=code, first_day=today()
        )
        made.append((user.email, code))
    Intervention.objects.filter(pk__in=[code for _, code in made]).update(last_day=None)
    return made


RENAMED = ("intervention_code", "person_id", "participation_id")
SECRET = ("personal_identity_number", "name", "identity_lookup", "key_id")
COPIED = ("intervention", "person", "participation", "measurement", "income")


def copied(number: int) -> list[str]:
    """SQL that copies interventions and everyone in them once more, under new ids.

    Numbers and names stay with the first: they are sealed to their own row.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        return [
            _copied(
                table, f"'~{number}'", connection.introspection.get_table_description(cursor, table)
            )
            for table in COPIED
        ]


def _copied(table: str, end: str, described: list) -> str:
    names = [each.name for each in described]
    if table == "person":
        names = [name for name in names if name not in SECRET]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f'"{n}" || {end}' if n in RENAMED else f'"{n}"' for n in names)
    first = next(name for name in names if name in RENAMED)
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} "
        f"WHERE position('~' in \"{first}\") = 0"
    )


def measured(base: str, made: list[tuple[str, str]], *, only_writes: bool) -> None:
    """Let everyone work for a while, and print what it took."""
    with at_work(base, made, only_writes=only_writes) as done:
        time.sleep(SECONDS)
    empty = []
    with requests.Session() as client:
        for _ in range(40):
            began = time.perf_counter()
            client.get(f"{base}/tillganglighet/")
            empty.append(time.perf_counter() - began)
    limit = {"write": 0.3}
    for kind, all_of_it in sorted(done.times.items()):
        found = [took for _began, took in all_of_it]
        p95 = statistics.quantiles(found, n=20)[-1]
        most = limit.get(kind, 0.15)
        print(
            f"{kind:7} n={len(found):5}  median {statistics.median(found) * 1000:6.0f} ms  "
            f"p95 {p95 * 1000:6.0f} ms  {p95 / most:5.2f} of the limit  "
            f"{statistics.median(found) / statistics.median(empty):5.1f} x an empty page"
        )
    print(f"errors: {len(done.errors)}", *done.errors[:2], sep="\n  ")


@contextmanager
def serving(
    folder: Path, database: str, copies: int, people: int
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A prepared register's pages on ``database``: where they answer, and who works there."""
    home = folder / "home"
    home.mkdir(parents=True)
    (home / MARK).touch()
    os.environ |= {"SAMSYN_HOME": str(home), "DATABASE_URL": database}
    prepared = (
        "import sys, json; sys.path.insert(0, 'bench'); from pathlib import Path; import pages;"
        f"print(json.dumps(pages.prepare(Path({str(folder)!r}), {copies}, {people})))"
    )
    out = subprocess.run(
        [sys.executable, "-c", prepared], check=True, capture_output=True, text=True
    )
    *said, rows = out.stdout.strip().splitlines()
    print(*said, sep="\n")
    serve = [sys.executable, "-c", "from samsyn.cli import main; main()", "serve", "--port", "8477"]
    server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                requests.get("http://localhost:8477/tillganglighet/")
                break
            except requests.ConnectionError:
                time.sleep(0.3)
        yield "http://localhost:8477", json.loads(rows)
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def new_database() -> Iterator[str]:
    """The address of an empty database on the PostgreSQL server here, dropped afterwards."""
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS samsyn_bench WITH (FORCE)")
        server.execute("CREATE DATABASE samsyn_bench")
        try:
            yield SERVER.rsplit("/", 1)[0] + "/samsyn_bench"
        finally:
            server.execute("DROP DATABASE IF EXISTS samsyn_bench WITH (FORCE)")


def main() -> None:
    """Print what each kind of work took on either database."""
    with tempfile.TemporaryDirectory() as name, new_database() as database:
        print(f"SQLite, {WRITERS} who write at once")
        with serving(Path(name) / "sqlite", "", 1, WRITERS) as (base, made):
            measured(base, made, only_writes=True)
        print(f"PostgreSQL, {PEOPLE} at once")
        with serving(Path(name) / "postgresql", database, COPIES, PEOPLE) as (base, made):
            measured(base, made, only_writes=False)


if __name__ == "__main__":
    main()
