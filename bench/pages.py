"""The pages under load: 50 people at once on PostgreSQL, a million participations, two cores.

Claims: 95 of 100 reads within 150 ms and writes within 300 ms, no errors; on SQLite 20 who write
at once, 300 ms, and nobody is told that the database is locked. The peer is the same server's
page that asks the database nothing: what is left is our own work.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import requests

PEOPLE, WRITERS, SECONDS, THINK = 50, 20, 60.0, 5.0
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
    from samsyn.register.models import Assignment, Participation, RoleHolding, User

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
        cursor.execute(
            "SELECT p.intervention_code, q.controller, count(*) FROM participation p"
            " JOIN person q USING (person_id) JOIN intervention i USING (intervention_code)"
            " JOIN association a USING (association_code) WHERE a.last_day IS NULL"
            " GROUP BY 1, 2 ORDER BY 3 DESC LIMIT %s",
            [people],
        )
        places = cursor.fetchall()
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
    from samsyn.register.models import Intervention

    Intervention.objects.filter(pk__in=[code for _, code in made]).update(last_day=None)
    print(f"participations: {Participation.objects.count():,}")
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


class Person(threading.Thread):
    """Someone at work: lists, pages, searches, registrations, with time to think between."""

    def __init__(
        self,
        base: str,
        who: str,
        code: str,
        times: dict,
        errors: list,
        everyone: threading.Barrier,
        number: int,
        *,
        only_writes: bool,
    ) -> None:
        super().__init__(daemon=True)
        self.client, self.base = requests.Session(), base
        self.who, self.code, self.times, self.errors, self.everyone = (
            who,
            code,
            times,
            errors,
            everyone,
        )
        self.number, self.only_writes, self.turn = number, only_writes, 0

    def run(self) -> None:
        known = self.sign_in()
        self.everyone.wait()  # nobody's first page is measured: a server at work is warm
        pause = random.Random(self.number)
        time.sleep(THINK * pause.random())
        page = self.client.get(f"{self.base}/deltagare/?visa=avslutade").text
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            time.sleep(THINK * (0.5 + pause.random()))
            page = self.something(page, known) or page

    def sign_in(self) -> list[str]:
        """The ids of the people on one's list."""
        page = self.client.get(f"{self.base}/konto/login/").text
        self.client.post(
            f"{self.base}/prova/", data={"email": self.who, "csrfmiddlewaretoken": token(page)}
        )
        page = self.client.get(f"{self.base}/deltagare/?visa=avslutade").text
        ids = re.findall(r'href="/deltagare/([^/"?]+)/"', page)
        return [each for each in ids if each not in ("att-gora", "overlamna")]

    def something(self, page: str, known: list[str]) -> str | None:
        """One thing of a registrar's day; a list comes back as the page one is on."""
        self.turn += 1
        kind = 9 if self.only_writes else (self.turn * 7 + self.number) % 10
        if kind < 5:
            return self.timed("list", "get", "/deltagare/?visa=avslutade").text
        if kind < 8 and known:
            self.timed("page", "get", f"/deltagare/{known[self.turn % len(known)]}/")
        elif kind < 9:
            body = {
                "number": number_of(self.number, self.turn),
                "csrfmiddlewaretoken": token(page),
            }
            self.timed("search", "post", "/deltagare/sok/", data=body)
        else:
            self.register(page)
        return None

    def register(self, page: str) -> None:
        day = time.strftime("%Y-%m-%d")
        body = {
            "csrfmiddlewaretoken": token(page), "consent": "on", "consented_on": day,
            "number": number_of(self.number, self.turn), "name": "Bänk Påhittad",
            "entered_on": day, "works": "false", "studies": "false", "seeks_work": "true",
            "sources": "sickness_benefit", "education": "compulsory",
        }  # fmt: skip
        answer = self.timed(
            "write", "post", f"/deltagare/in/{self.code}/", data=body, allow_redirects=False
        )
        if answer.status_code != 302:
            told = re.findall(r'<a href="#[^"]+">(.*?)</a>', answer.text, re.S)
            self.errors.append(f"{answer.status_code} {' '.join(told)[:300]}")

    def timed(self, kind: str, verb: str, address: str, **more: object) -> requests.Response:
        began = time.perf_counter()
        answer = getattr(self.client, verb)(self.base + address, **more)
        self.times[kind].append(time.perf_counter() - began)
        if answer.status_code >= 500:
            self.errors.append(f"{answer.status_code} {address}")
        return answer


def token(page: str) -> str:
    """The protection of forms."""
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]


def number_of(person: int, turn: int) -> str:
    """An identity number that nobody has, another each time."""
    at = person * 1000 + turn
    year, month, day = 1950 + at % 50, 1 + at // 50 % 12, 1 + at // 600 % 28
    head = f"{year}{month:02d}{day:02d}99{at // 16_800 % 10}"
    digits = [int(each) * (2 if place % 2 == 0 else 1) for place, each in enumerate(head[2:])]
    return f"{head}{-sum(sum(divmod(each, 10)) for each in digits) % 10}"


def measured(base: str, made: list[tuple[str, str]], *, only_writes: bool) -> None:
    """Let everyone work for a while, and print what it took."""
    times: dict[str, list[float]] = defaultdict(list)
    errors: list[str] = []
    ready = threading.Barrier(len(made))
    everyone = [
        Person(base, who, code, times, errors, ready, number, only_writes=only_writes)
        for number, (who, code) in enumerate(made)
    ]
    for each in everyone:
        each.start()
    for each in everyone:
        each.join()
    empty = []
    with requests.Session() as client:
        for _ in range(40):
            began = time.perf_counter()
            client.get(f"{base}/tillganglighet/")
            empty.append(time.perf_counter() - began)
    limit = {"write": 0.3}
    for kind, found in sorted(times.items()):
        p95 = statistics.quantiles(found, n=20)[-1]
        most = limit.get(kind, 0.15)
        print(
            f"{kind:7} n={len(found):5}  median {statistics.median(found) * 1000:6.0f} ms  "
            f"p95 {p95 * 1000:6.0f} ms  {p95 / most:5.2f} of the limit  "
            f"{statistics.median(found) / statistics.median(empty):5.1f} x an empty page"
        )
    print(f"errors: {len(errors)}", *errors[:2], sep="\n  ")


def served(folder: Path, database: str, copies: int, people: int, *, only_writes: bool) -> None:
    """Prepare, serve and measure."""
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
        measured("http://localhost:8477", json.loads(rows), only_writes=only_writes)
    finally:
        server.terminate()
        server.wait(timeout=30)


def main() -> None:
    import psycopg

    with tempfile.TemporaryDirectory() as name:
        print(f"SQLite, {WRITERS} who write at once")
        served(Path(name) / "sqlite", "", 1, WRITERS, only_writes=True)
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS samsyn_bench WITH (FORCE)")
            server.execute("CREATE DATABASE samsyn_bench")
        try:
            print(f"PostgreSQL, {PEOPLE} at once")
            address = SERVER.rsplit("/", 1)[0] + "/samsyn_bench"
            served(Path(name) / "postgresql", address, COPIES, PEOPLE, only_writes=False)
        finally:
            with psycopg.connect(SERVER, autocommit=True) as server:
                server.execute("DROP DATABASE IF EXISTS samsyn_bench WITH (FORCE)")


if __name__ == "__main__":
    main()
