"""`make demo`: the digits story, end to end."""

from __future__ import annotations

import os
import sys

from scripts.setup import PYTHON, ROOT, setup

if __name__ == "__main__":
    setup("run")
    os.chdir(ROOT)
    os.execv(str(PYTHON), [str(PYTHON), "-m", "examples.digits.demo", *sys.argv[1:]])
