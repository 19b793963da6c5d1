"""`make bench NAME=startup ARGS=--quick`: one benchmark, whose last line is its JSON."""

from __future__ import annotations

import os
import sys

from scripts.setup import PYTHON, ROOT, setup

if __name__ == "__main__":
    setup("test")
    os.chdir(ROOT)
    os.execv(str(PYTHON), [str(PYTHON), "-m", "benchmarks", *sys.argv[1:]])
