"""The supervisor from its first file to its last act."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .command import become_subreaper
from .ending import Ending, as_json, failed, read_ending
from .files import complain, inside, now_ms, write_json
from .host import this_host
from .inputs import Fetch, Progress
from .launch import Launch, LaunchError, read_launch
from .logs import export_log
from .outputs import Delivered, Delivery, Put, deliver
from .phases import PhaseFile
from .processes import look
from .stops import Stopped, StopRequests
from .task import Surroundings, run_task

_RESERVE_BYTES = 256 << 10
_OUTCOME_PAUSES_S = (0.0, 0.2, 1.0, 5.0)


def main(arguments: list[str]) -> int:
    """0 when an outcome was written. See `__main__.py` for the arguments."""
    run_dir, lock_fd = Path(arguments[0]), int(arguments[1])
    # Nothing that we start may hold the lock, or we would seem alive after our death.
    os.set_inheritable(lock_fd, False)
    stops = StopRequests(run_dir, grace_s=5.0)
    stops.install()
    try:
        launch = read_launch(run_dir)
    except LaunchError as error:
        return _finish(run_dir, failed("environment", str(error)), [])
    stops.grace_s = launch.grace_s
    try:
        supervisor = Supervisor(run_dir, launch, stops)
        return supervisor.resume() if "--resume-outputs" in arguments else supervisor.run()
    finally:
        _reconcile(launch)


class Supervisor:
    """One task of one attempt."""

    def __init__(self, run_dir: Path, launch: Launch, stops: StopRequests) -> None:
        self._run_dir = run_dir
        self._launch = launch
        self._stops = stops
        self._phases = PhaseFile(run_dir / "phase.json")
        # Imported now or never: an upgrade may replace the files while the command runs.
        self._web = _web() if launch.uses_network else _Web()

    def run(self) -> int:
        """Everything from the inputs on."""
        try:
            self._start()
        except OSError as error:
            # Without this file a crash would look as if nothing had been run yet.
            message = f"The run directory cannot be written: {error.strerror or error}."
            return _finish(self._run_dir, failed("environment", message), [])
        become_subreaper()
        around = Surroundings(
            launch=self._launch,
            run_dir=self._run_dir,
            stops=self._stops,
            phases=self._phases,
            fetch=self._web.fetch,
            report=self._report_command,
        )
        ending = run_task(around)
        _release(self._run_dir, _RESERVE_BYTES // 2)
        with _complaining("exit.json"):
            write_json(self._run_dir / "exit.json", as_json(ending))
        return self._deliver(ending)

    def resume(self) -> int:
        """Only the outputs, after an upload that failed or a crash while uploading."""
        ending = read_ending(self._run_dir)
        if ending is None:
            complain("There is nothing to resume: the command did not end.")
            return 1
        self._start()
        return self._deliver(ending)

    def _start(self) -> None:
        (self._run_dir / "reserve").write_bytes(bytes(_RESERVE_BYTES))
        self._write_started(None)

    def _write_started(self, command: dict[str, object] | None) -> None:
        own = look(os.getpid())
        value = {
            "pid": os.getpid(),
            "start": own.start if own else "",
            **this_host()._asdict(),
            "at": now_ms(),
            "command": command,
        }
        write_json(self._run_dir / "started.json", value)

    def _report_command(self, pid: int) -> None:
        process = look(pid)
        start = process.start if process else ""
        with _complaining("started.json"):
            self._write_started({"pid": pid, "start": start, "group": pid, "session": pid})

    def _deliver(self, ending: Ending) -> int:
        if not ending.well and ending.phase in ("environment", "inputs"):
            return _finish(self._run_dir, ending, [])
        self._phases.enter("outputs")
        try:
            with self._stops.interrupting():
                delivery = self._bring(ending)
        except Stopped:
            delivery = Delivery([], "Stopped while its outputs were being saved.")
            ending = ending._replace(state="stopped") if ending.well else ending
        return _finish(self._run_dir, _combine(ending, delivery.fault), delivery.outputs)

    def _bring(self, ending: Ending) -> Delivery:
        def report(progress: Progress) -> None:
            self._stops.check()
            self._phases.report(progress)

        progress = Progress(report)
        fault = self._export_log()
        try:
            done = deliver(self._launch, self._run_dir, ending.well, progress, self._web.put)
        except (OSError, ValueError) as error:
            return Delivery([], f"The outputs could not be saved: {error}.")
        return Delivery(done.outputs, done.fault or fault)

    def _export_log(self) -> str | None:
        if self._launch.log_file is None:
            return None
        target = inside(self._run_dir, self._launch.log_file)
        try:
            export_log(self._run_dir / "log", target)
        except OSError as error:
            target.unlink(missing_ok=True)
            return f"The log could not be put together: {error.strerror}."
        return None


class _Web(NamedTuple):
    fetch: Fetch | None = None
    put: Put | None = None


def _web() -> _Web:
    from .web import fetch, put  # costs 20 ms that a task without URLs need not pay

    return _Web(fetch, put)


def _combine(ending: Ending, fault: str | None) -> Ending:
    """An upload that failed never leaves a success behind."""
    if fault is None:
        return ending
    if ending.well:
        return ending._replace(state="failed", phase="outputs", message=fault)
    return ending._replace(message=f"{ending.message} {fault}".strip())


def _finish(run_dir: Path, ending: Ending, outputs: list[Delivered]) -> int:
    """Write the outcome, the last file."""
    outcome = {**as_json(ending), "outputs": [one._asdict() for one in outputs]}
    _release(run_dir, 0)
    for pause in _OUTCOME_PAUSES_S:
        time.sleep(pause)
        with _complaining("outcome.json"):
            write_json(run_dir / "outcome.json", outcome)
            return 0
    return 1


def _release(run_dir: Path, left: int) -> None:
    """Give back some of what was reserved, in case that the disk is full by now."""
    reserve = run_dir / "reserve"
    with contextlib.suppress(OSError):
        if left:
            os.truncate(reserve, left)
        else:
            reserve.unlink(missing_ok=True)


@contextlib.contextmanager
def _complaining(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        complain(f"{name} cannot be written: {error}")


def _reconcile(launch: Launch) -> None:
    """Leave behind whoever reads the outcome; by the time it has started we are gone."""
    if launch.reconcile is None:
        return
    try:
        subprocess.Popen(
            list(launch.reconcile.argv),
            env=launch.reconcile.env,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        complain(f"Reconcile cannot be started: {error}")
