"""Claim: one report from an existing snapshot takes under 5 seconds, PDF and all.

Peer: Chromium printing the same report's HTML to PDF (untagged by our rules), where it is
installed. Limit: Typst drawing an empty document.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from prepared import best, home, run

MOST_SECONDS = 5
REPORTS = (
    ("financial-coordination", "2021"),
    ("priority-groups", "2017"),
    ("reinforced-cooperation", "2019"),
)


def main() -> int:
    """Print seconds for each report, and the PDF's own against its peer and limit."""
    data, folder = home(), Path(tempfile.mkdtemp())
    slow = False
    for name, year in REPORTS:
        arguments = ("report", name, "--year", year, "--output", str(folder / name))
        seconds = best([run(*arguments, at=data) for _ in range(3)])
        slow |= seconds > MOST_SECONDS
        print(f"{name} {year}: {seconds:.2f} s (claim: {MOST_SECONDS})")
    _pdf(data, folder)
    shutil.rmtree(folder)
    return int(slow)


def _pdf(data: Path, folder: Path) -> None:
    """The PDF of the longest report by itself."""
    os.environ["SAMSYN_HOME"] = str(data)
    import typst

    from samsyn.disclosure import open_snapshot
    from samsyn.reports.families import family
    from samsyn.reports.lowered import lowered
    from samsyn.reports.making import make
    from samsyn.reports.pdf import pdf
    from samsyn.vocabulary.period import parse_period

    made = make(family("financial-coordination"), parse_period("2021"), open_snapshot(None))
    plain = lowered(made.report)
    ours = _seconds(lambda: pdf(plain))  # the first: Typst remembers what it has laid out
    limit = _seconds(lambda: typst.compile(b"#set document(title: [x])\n= x"))
    print(f"its PDF: {ours:.2f} s; an empty document {limit / ours:.2f} of that")
    chromium = shutil.which("chromium")
    if chromium:
        page = (folder / "financial-coordination" / "index.html").as_uri()
        to = f"--print-to-pdf={folder / 'peer.pdf'}"
        flags = ["--headless", "--no-sandbox", "--disable-gpu", to]
        peer = _seconds(lambda: subprocess.run([chromium, *flags, page], stderr=subprocess.DEVNULL))
        print(f"  Chromium printing the page: {peer / ours:.1f} × our time")


def _seconds(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
