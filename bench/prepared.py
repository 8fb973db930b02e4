"""The invented national register that the measurements share, made once in `bench/.data`."""

import os
import subprocess
import sys
import time
from pathlib import Path

DATA = Path(__file__).parent / ".data"
PACKAGE = DATA / "package"
HOME = DATA / "home"
SAMSYN = str(Path(sys.executable).with_name("samsyn"))


def package() -> Path:
    """The national package of 2016–2021."""
    if not PACKAGE.exists():
        run("synthesise", "national", "--years", "2016-2021", "--seed", "1",
            "--on-conflict", "last", "--output", str(PACKAGE))  # fmt: skip
    return PACKAGE


def home() -> Path:
    """A data folder with the national register imported and one snapshot taken."""
    if not (HOME / "snapshots").exists():
        run("import", str(package()))
        run("snapshot")
    return HOME


def run(*arguments: str, at: Path = HOME) -> float:
    """Run the command on the data folder ``at``; seconds of the whole process."""
    began = time.perf_counter()
    subprocess.run(
        [SAMSYN, *arguments],
        check=True,
        env={**os.environ, "SAMSYN_HOME": str(at)},
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def best(times: list[float]) -> float:
    """The quickest run: what the machine can do when nobody else is at it."""
    return min(times)


if __name__ == "__main__":
    print(f"prepared: {home()}")
