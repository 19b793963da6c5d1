"""One attempt of a workload as the reconciler sees it: all its tasks, looked at together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from ..core.ids import now_ms
from .runners import Observation, Runner
from .runners.attempt import SameHost
from .schemas import Outcome, Phase, PortState, State, Workload

MAX_LAUNCHES = 3
_LAUNCHES = "launches"


class Verdict(str, Enum):
    """What an observer concludes, in the order of the attempt protocol."""

    ENDED = "ended"
    GOING = "going"
    NOT_BEGUN = "not begun"
    RESUMABLE = "resumable"
    LOST = "lost"


@dataclass(frozen=True)
class Sighting:
    """All tasks of an attempt at one moment."""

    verdicts: list[Verdict]
    observations: list[Observation]
    ports: list[PortState] = field(default_factory=list)

    @property
    def running(self) -> bool:
        """Every task's command has begun, and in serve mode every port answers."""
        begun = all(_command_runs(seen) for seen in self.observations)
        return begun and all(port.health == "healthy" for port in self.ports)

    @property
    def started_at(self) -> int | None:
        """When the first supervisor began."""
        return min((seen.started.at for seen in self.observations if seen.started), default=None)

    def well_ms(self, ended_at: int) -> int:
        """How long the whole attempt was well: its ports healthy, or, without ports, running."""
        ports = [port for seen in self.observations for port in seen.ports.values()]
        if ports:
            return min(port.longest_healthy_ms(ended_at) for port in ports)
        begun = [seen.started.at for seen in self.observations if seen.started]
        return ended_at - max(begun) if begun else 0

    @property
    def broken(self) -> bool:
        """A task has ended badly while others go on."""
        ended = [seen.outcome for seen in self.observations if seen.outcome is not None]
        return any(outcome.state is not State.SUCCEEDED for outcome in ended)

    @property
    def host_gone(self) -> bool:
        """A task was started under another boot or process namespace."""
        return any(seen.host is SameHost.OTHER for seen in self.observations)


class Attempt:
    """The tasks' run directories and the runner that knows how to look at them."""

    def __init__(self, workload: Workload, run_dirs: Sequence[Path], runner: Runner) -> None:
        self.workload = workload
        self.run_dirs = list(run_dirs)
        self.runner = runner

    def look(self) -> Sighting:
        """Observe every task."""
        seen = [self.runner.observe(run_dir) for run_dir in self.run_dirs]
        ports = [port for task, one in enumerate(seen) for port in _ports(one, task)]
        return Sighting([_verdict(one) for one in seen], seen, ports)

    def stop(self) -> None:
        """Ask every task to stop; doing it again changes nothing."""
        for run_dir in self.run_dirs:
            self.runner.stop(run_dir, self.workload.spec.grace_s)

    def relaunch(self, task: int) -> bool:
        """Start a task that never began. False after the third time in vain."""
        run_dir = self.run_dirs[task]
        if not _count_launch(run_dir):
            return False
        self.runner.launch(run_dir, self.runner.prepare(run_dir))
        return True

    def resume_outputs(self, task: int) -> bool:
        """Move the outputs that an ended command left behind. False after the third time."""
        run_dir = self.run_dirs[task]
        if not _count_launch(run_dir):
            return False
        self.runner.resume_outputs(run_dir, self.runner.prepare(run_dir))
        return True

    @property
    def uploads_again(self) -> bool:
        """Whether outputs that did not arrive are all still there to be sent."""
        verdicts = [_upload(self.runner.observe(run_dir)) for run_dir in self.run_dirs]
        return None not in verdicts and True in verdicts

    def reopen(self) -> dict[int, int]:
        """Lock the tasks whose outputs did not arrive: descriptors for `upload_again`, by task.

        Raises Conflict where they are not there any more, or a supervisor is at it.
        """
        held: dict[int, int] = {}
        try:
            for task, run_dir in enumerate(self.run_dirs):
                if _upload(self.runner.observe(run_dir)):
                    held[task] = self.runner.reopen(run_dir)
        except BaseException:
            close(held)
            raise
        return held

    def upload_again(self, held: dict[int, int]) -> None:
        """Start what `reopen` has locked, and take it out of `held`; as many tries as for a new
        attempt follow."""
        for task in list(held):
            run_dir = self.run_dirs[task]
            (run_dir / _LAUNCHES).unlink(missing_ok=True)
            self.runner.resume_outputs(run_dir, held.pop(task))

    def sweep(self) -> None:
        """End whatever carries this attempt's mark."""
        self.runner.sweep(self.workload.id, self.workload.attempt)


def ended_outcome(sighting: Sighting) -> Outcome:
    """One outcome for the attempt: the first task's that did not succeed, or the first task's."""
    outcomes = [seen.outcome for seen in sighting.observations if seen.outcome is not None]
    files = [file for outcome in outcomes for file in outcome.outputs]
    worst = next((one for one in outcomes if one.state is not State.SUCCEEDED), outcomes[0])
    return worst.model_copy(update={"outputs": files})


def lost_outcome(sighting: Sighting) -> Outcome:
    """What is said of an attempt whose supervisor is gone without an outcome."""
    why = (
        "The computer was restarted while it ran."
        if sighting.host_gone
        else "Its supervisor was killed; nothing of it runs any more."
    )
    return Outcome(state=State.LOST, message=why, ended_at=now_ms())


def broken_outcome(message: str, phase: Phase = Phase.ENVIRONMENT) -> Outcome:
    """What is said of an attempt that could not be started."""
    return Outcome(state=State.FAILED, phase=phase, message=message, ended_at=now_ms())


def close(held: dict[int, int]) -> None:
    """Let go of what `reopen` has locked."""
    for descriptor in held.values():
        os.close(descriptor)


def _upload(seen: Observation) -> bool | None:
    """Whether a task's outputs have to be sent again; None where neither that nor done.

    A supervisor that has said so in its outcome may take a moment more to go.
    """
    if seen.outcome is None:
        return seen.resumable or None
    if seen.outcome.state is State.SUCCEEDED:
        return False
    return seen.outcome.phase is Phase.OUTPUTS or None


def _count_launch(run_dir: Path) -> bool:
    with (run_dir / _LAUNCHES).open("ab") as marks:
        marks.write(b".")
        return marks.tell() < MAX_LAUNCHES


def _verdict(seen: Observation) -> Verdict:
    if seen.outcome is not None:
        return Verdict.ENDED
    if seen.alive:
        return Verdict.GOING
    if seen.host is SameHost.OTHER:
        return Verdict.LOST
    if seen.started is None:
        return Verdict.NOT_BEGUN
    return Verdict.RESUMABLE if seen.resumable else Verdict.LOST


def _command_runs(seen: Observation) -> bool:
    begun = seen.phase is not None and seen.phase.phase != "inputs"
    return begun and seen.started is not None and seen.started.command is not None


def _ports(seen: Observation, task: int) -> list[PortState]:
    return [
        PortState(name=name, address=port.address, health=port.health, task=task)
        for name, port in sorted(seen.ports.items())
    ]
