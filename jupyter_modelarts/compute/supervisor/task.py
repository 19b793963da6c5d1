"""One task from its inputs to the end of its command."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from .command import Command
from .courier import fetch_remote, has_remote_inputs
from .ending import Ending, failed, stopped, trace
from .failure import TAIL_BYTES, describe_exit, kernel_kills, last_traceback
from .inputs import Fetch, InputError, Progress, fetch_inputs
from .launch import Launch
from .logs import LogWriter, Pump, read_tail
from .phases import PhaseFile
from .ports import Prober, choose, remove_sockets
from .stops import Stopped, StopRequests
from .usage import Sampler

_DRAIN_S = 5.0

Report = Callable[[int], None]
"""Told the command's number when it runs."""


class Surroundings(NamedTuple):
    """What a task works with."""

    launch: Launch
    run_dir: Path
    stops: StopRequests
    phases: PhaseFile
    fetch: Fetch | None
    report: Report


class _Memory:
    """Set by the sampler's thread when the command has used too much."""

    def __init__(self, stops: StopRequests) -> None:
        self._stops = stops
        self.used_mb = 0

    def exceeded(self, used_mb: int) -> None:
        self.used_mb = used_mb
        self._stops.poke()


def run_task(around: Surroundings) -> Ending:
    """Fetch, run, end; never raises for what the user's command or inputs do."""
    try:
        with around.stops.interrupting():
            around.phases.enter("inputs")
            progress = Progress(_reporting(around))
            fetch_inputs(around.launch, around.run_dir, progress, around.fetch)
            if has_remote_inputs(around.launch):
                fetch_remote(around.launch, around.run_dir, progress)
            if not Path(around.launch.cwd).is_absolute():
                (around.run_dir / around.launch.cwd).mkdir(parents=True, exist_ok=True)
    except Stopped:
        return stopped()
    except (InputError, ValueError) as error:
        return failed("inputs", str(error))
    except OSError as error:
        return failed("inputs", f"The inputs could not be brought: {error.strerror or error}.")
    return _run_command(around)


def _reporting(around: Surroundings) -> Callable[[Progress], None]:
    def report(progress: Progress) -> None:
        around.stops.check()
        around.phases.report(progress)

    return report


def _run_command(around: Surroundings) -> Ending:
    launch, run_dir = around.launch, around.run_dir
    memory = _Memory(around.stops)
    kills_before = kernel_kills()
    try:
        endpoints = choose(launch.ports, run_dir)
        prober = Prober(endpoints, run_dir / "ports.json")
        if endpoints:
            prober.write()
        log = LogWriter(run_dir / "log", launch.limits.log_bytes)
        command = Command(launch, run_dir, endpoints)
    except (OSError, ValueError) as error:
        return failed("environment", _cannot_start(launch, error))
    gpus = launch.env.get("CUDA_VISIBLE_DEVICES")
    usage = run_dir / "usage.jsonl"
    sampler = Sampler(usage, launch.limits.memory_mb, gpus, memory.exceeded)
    pump = Pump(command.output, log)
    for thread in (pump, sampler, prober):
        thread.start()
    around.phases.enter("running")
    around.report(command.process.pid)
    wanted = _wait(command, around, memory)
    sampler.end()
    prober.end()
    _drain(pump)
    remove_sockets(endpoints, run_dir)
    return _judge(around, command.result(), wanted, memory, kills_before)


def _cannot_start(launch: Launch, error: OSError | ValueError) -> str:
    name = launch.argv[0] if launch.argv else "(none)"
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"The command {name} cannot be started: {reason}."


def _wait(command: Command, around: Surroundings, memory: _Memory) -> bool:
    """Until the whole tree is gone; says whether it was asked to stop."""
    stops, phases = around.stops, around.phases
    while not command.ended() and not memory.used_mb and not stops.pending():
        stops.wait(0.5)
    if command.ended():
        if not command.linger(stops):
            command.kill(stops)
        return False
    wanted = not memory.used_mb
    if wanted:
        stops.honour()
        phases.enter("stopping", "terminating")
        command.terminate()
    if memory.used_mb or not command.wait_for_tree(stops.grace_s, stops):
        phases.enter("stopping", "killing")
        command.kill(stops)
    phases.enter("stopping", "swept")
    return wanted


def _drain(pump: threading.Thread) -> None:
    """Its source ends with the tree; a process that could not be killed must not hold us up."""
    pump.join(_DRAIN_S)


def _judge(
    around: Surroundings, result: int, wanted: bool, memory: _Memory, kills_before: int | None
) -> Ending:
    launch = around.launch
    code, signum = (result, None) if result >= 0 else (None, -result)
    if wanted:
        return stopped()._replace(exit_code=code, signal=signum)
    if memory.used_mb:
        return Ending("failed", "code", code, signum, True, _out_of_memory(launch, memory.used_mb))
    if result == 0 and launch.mode == "run":
        return Ending("succeeded", exit_code=0)
    if result == 0:
        return Ending("failed", "code", 0, message="The service ended by itself (exit code 0).")
    if signum == 9 and _more(kills_before, kernel_kills()):
        message = "The system killed the command because the machine ran out of memory."
        return Ending("failed", "code", code, signum, True, message)
    found = last_traceback(read_tail(around.run_dir / "log", TAIL_BYTES)) if code else None
    return Ending(
        "failed",
        "code",
        code,
        signum,
        message=describe_exit(code, signum, found),
        traceback=trace(found),
    )


def _more(before: int | None, after: int | None) -> bool:
    return before is not None and after is not None and after > before


def _out_of_memory(launch: Launch, used_mb: int) -> str:
    return (
        f"The command used {used_mb} MB of {launch.limits.memory_mb} MB of memory and was ended. "
        "Choose a larger flavor, or use less at a time."
    )
