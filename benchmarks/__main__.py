"""`python -m benchmarks NAME [--quick]`: prints a table, then one JSON object as its last line."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import signal
import sys
from pathlib import Path

from .report import print_report

NOT_BENCHES = {
    "__main__",
    "client",
    "deployment",
    "load",
    "peers",
    "pictures",
    "report",
    "server",
    "workshop",
}


def main() -> int:
    """Run one benchmark."""
    modules = pkgutil.iter_modules([str(Path(__file__).parent)])
    names = sorted(module.name for module in modules if module.name not in NOT_BENCHES)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=names)
    parser.add_argument("--quick", action="store_true", help="a small size, under two minutes")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end the servers that were started
    bench = importlib.import_module(f".{arguments.name}", __package__)
    print_report(arguments.name, bench.measure(quick=arguments.quick))
    return 0


if __name__ == "__main__":
    sys.exit(main())
