"""Answered predictions per second: our gateway and replica beside MLServer and BentoML.

scikit-learn on irises, one worker, everything on this machine with the load generator.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from .deployment import deployed
from .load import Load, measured
from .peers import PeerMissing
from .peers.serving import Peer, bentoml, mlserver
from .report import PAIRS, Figure, Figures, median

CONCURRENCIES = (1, 16, 64)
QUICK_S, LONG_S = 0.6, 3.0
OURS, DIRECT = "ours", "replica"


@dataclass(frozen=True)
class Measured:
    """Something that answers: where, and the file with the bytes of a request."""

    address: str | tuple[str, int]
    request: Path


Loads = dict[str, dict[int, list[Load]]]


def measure(*, quick: bool) -> Figures:
    """All servers are up; each concurrency measures each of them in turn."""
    with tempfile.TemporaryDirectory(prefix="b") as name, ExitStack() as stack:
        folder = Path(name)
        missing: dict[str, str] = {}
        deployment = stack.enter_context(deployed(folder))
        servers = {
            OURS: _measured(folder, OURS, deployment.gateway, deployment.to_gateway),
            DIRECT: _measured(folder, DIRECT, deployment.replica, deployment.to_replica),
        }
        for title, start in peers(folder).items():
            try:
                peer = stack.enter_context(start())
            except PeerMissing as reason:
                missing[title] = str(reason)
                continue
            servers[title] = _measured(folder, title, peer.address, peer.request)
        loads = in_turn(servers, QUICK_S if quick else LONG_S)
    return figures(loads, missing, deployment.ready_s)


def peers(folder: Path) -> Mapping[str, Callable[[], AbstractContextManager[Peer]]]:
    """What we are compared with."""
    return {
        "mlserver_in_process": lambda: mlserver(folder / "mlserver-0", 0),
        "mlserver": lambda: mlserver(folder / "mlserver-1", 1),
        "bentoml": lambda: bentoml(folder / "bentoml"),
    }


def in_turn(servers: Mapping[str, Measured], seconds: float) -> Loads:
    """A B C … five times for each concurrency, after a round to warm up."""
    loads: Loads = {title: {count: [] for count in CONCURRENCIES} for title in servers}
    for count in CONCURRENCIES:
        for turn in range(PAIRS + 1):
            for title, server in servers.items():
                load = measured(server.address, server.request, count, seconds)
                if turn:
                    loads[title][count].append(load)
    return loads


def figures(loads: Loads, missing: Mapping[str, str], ready_s: list[float]) -> Figures:
    """Ratios to the best peer, then everybody's own numbers."""
    found: Figures = {}
    for count in CONCURRENCIES:
        rates = {title: median([load.rps for load in loads[title][count]]) for title in loads}
        tails = {title: median([load.p99_ms for load in loads[title][count]]) for title in loads}
        theirs = [title for title in loads if title not in (OURS, DIRECT)]
        if theirs:
            rate: float | None = rates[OURS] / max(rates[title] for title in theirs)
            tail: float | None = tails[OURS] / min(tails[title] for title in theirs)
        else:
            rate = tail = None
        note = f"without {', '.join(missing)}" if missing else ""
        found[f"c{count}_rps_vs_best_ratio"] = Figure(rate, "", ">= 3", note)
        found[f"c{count}_p99_vs_best_ratio"] = Figure(tail, "", "< 1", note)
    alone = {title: median([load.p50_ms for load in loads[title][1]]) for title in (OURS, DIRECT)}
    added = [
        through.p50_ms - past.p50_ms
        for through, past in zip(loads[OURS][1], loads[DIRECT][1], strict=True)
    ]
    found["gateway_p50_ms"] = Figure(median(added), "ms", "< 0.3", "added at concurrency 1")
    found["ready_s"] = Figure(median(ready_s), "s", "< 3", "deploy to first answer, engine warm")
    found["p50_ms"] = Figure(alone[OURS], "ms")
    for title, by_count in loads.items():
        for count, series in by_count.items():
            name = f"{title}_c{count}"
            found[f"{name}_rps"] = Figure(median([load.rps for load in series]), "1/s")
            found[f"{name}_p99_ms"] = Figure(median([load.p99_ms for load in series]), "ms")
    for title, reason in missing.items():
        for count in CONCURRENCIES:
            found[f"{title}_c{count}_rps"] = Figure(None, "1/s", note=reason)
            found[f"{title}_c{count}_p99_ms"] = Figure(None, "ms", note=reason)
    return found


def _measured(folder: Path, title: str, address: str | tuple[str, int], data: bytes) -> Measured:
    place = folder / f"{title}.request"
    place.write_bytes(data)
    return Measured(address, place)
