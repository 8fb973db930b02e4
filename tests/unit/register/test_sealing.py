"""Packages in clear exist only while they are sealed, whatever becomes of who seals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyrage import x25519

from samsyn.register.opening import open_register
from samsyn.register.sealed_package import seal_package

RECIPIENT = str(x25519.Identity.generate().to_public())
KILLED = """
import os, signal, sys
from pathlib import Path
from samsyn.register.sealed_package import seal_package
def write(clear):
    clear.write_text("199005159847")
    os.kill(os.getpid(), signal.SIGKILL)
seal_package(write, to=Path(sys.argv[1]), recipient=sys.argv[2])
"""


def kill_while_sealing(folder: Path) -> list[Path]:
    """What lies in clear below ``SAMSYN_HOME`` after a seal that was killed."""
    command = [sys.executable, "-c", KILLED, str(folder / "out.age"), RECIPIENT]
    done = subprocess.run(command, check=False, env=os.environ)
    assert done.returncode == -signal.SIGKILL
    return list(Path(os.environ["SAMSYN_HOME"]).glob(".sealing-*/package.zip"))


@pytest.mark.parametrize("comes_next", ["seal", "open"])
def test_a_package_in_clear_of_a_killed_process_goes(
    register: None, tmp_path: Path, comes_next: str
) -> None:
    """Whoever seals next, or opens the register, removes it, and all it lay in."""
    (left,) = kill_while_sealing(tmp_path)
    if comes_next == "seal":
        seal_package(Path.touch, to=tmp_path / "next.age", recipient=RECIPIENT)
    else:
        open_register()
    assert not left.parent.exists()


def test_a_package_that_is_being_sealed_is_left_alone(register: None, tmp_path: Path) -> None:
    """Another process opens the register meanwhile, and the package comes out whole."""

    def write(clear: Path) -> None:
        clear.write_bytes(b"x")
        open_register()

    seal_package(write, to=tmp_path / "out.age", recipient=RECIPIENT)
    assert (tmp_path / "out.age").read_bytes().startswith(b"age-encryption.org")
