"""People who work in the pages at once: what the measurements of pages and of imports share."""

import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

THINK = 5.0
"""Seconds between two things that someone does, on average."""


@dataclass
class Done:
    """What everyone has done: by kind, when each began and how long it took; and errors."""

    times: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def at_work(base: str, made: list[tuple[str, str]], *, only_writes: bool) -> Iterator[Done]:
    """Everyone in ``made`` (address, intervention) works while the block lasts."""
    done = Done()
    ready = threading.Barrier(len(made) + 1)
    everyone = [
        Person(base, who, code, done, ready, number, only_writes=only_writes)
        for number, (who, code) in enumerate(made)
    ]
    for each in everyone:
        each.start()
    ready.wait()
    try:
        yield done
    finally:
        done.stopped.set()
        for each in everyone:
            each.join()


class Person(threading.Thread):
    """Someone at work: lists, pages, searches, registrations, with time to think between."""

    def __init__(
        self,
        base: str,
        who: str,
        code: str,
        done: "Done",
        everyone: threading.Barrier,
        number: int,
        *,
        only_writes: bool,
    ) -> None:
        super().__init__(daemon=True)
        self.client, self.base = requests.Session(), base
        self.who, self.code, self.done, self.everyone = who, code, done, everyone
        self.number, self.only_writes, self.turn = number, only_writes, 0

    def run(self) -> None:
        known = self.sign_in()
        self.everyone.wait()  # nobody's first page is measured: a server at work is warm
        pause = random.Random(self.number)
        self.done.stopped.wait(THINK * pause.random())
        page = self.client.get(f"{self.base}/deltagare/?visa=avslutade").text
        while not self.done.stopped.wait(THINK * (0.5 + pause.random())):
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
            self.done.errors.append(f"{answer.status_code} {' '.join(told)[:300]}")

    def timed(self, kind: str, verb: str, address: str, **more: object) -> requests.Response:
        began = time.perf_counter()
        answer = getattr(self.client, verb)(self.base + address, **more)
        self.done.times[kind].append((began, time.perf_counter() - began))
        if answer.status_code >= 500:
            self.done.errors.append(f"{answer.status_code} {address}")
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
