"""`make test`: setup, then jest, then pytest, whose counts come last. Either's failure fails.

Two processes of pytest take the files in their order: much of a test is waiting. `-n 0` in ARGS
makes it one, for a debugger.
"""

from __future__ import annotations

import subprocess
import sys

from scripts.machine import ensure_browser
from scripts.setup import BIN, PYTHON, ROOT, say, setup

SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]

if __name__ == "__main__":
    setup("test")
    ensure_browser()
    say("jest")
    jest = subprocess.run([str(PYTHON), "-m", "scripts.frontend", "jest"], cwd=ROOT, check=False)
    if jest.returncode:
        say("jest failed: see above. pytest runs all the same.")
    pytest = subprocess.run(
        [str(BIN / "pytest"), *SIDE_BY_SIDE, *sys.argv[1:]], cwd=ROOT, check=False
    )
    sys.exit(pytest.returncode or jest.returncode)
