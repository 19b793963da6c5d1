"""From a job's configuration to the command, the environment and the bytes it needs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..compute.schemas import Input, Output, Resources, WorkloadSpec
from ..core.ids import urn
from .schemas import TASK, Job, JobConfig

KIND = "training-job"
TOPIC = "training"
JOB_DIR = "user-job-dir"
ENVIRONMENT_DIR = "environment"
RESERVED_PREFIXES = ("MODELARTS_", "DLS_", "MA_JOB")


def version_name(number: int) -> str:
    """`V0001`, as the guide's figures write it."""
    return f"V{number:04d}"


def code_target(config: JobConfig) -> str:
    """Where the code lies in the run directory: below `user-job-dir`, under its own name."""
    name = config.code_dir.uri.rstrip("/").rsplit("/", 1)[-1]
    plain = name.replace("-", "").replace("_", "").replace(".", "").isalnum() and name.isascii()
    return f"{JOB_DIR}/{name if plain and not name.startswith('.') else 'code'}"


def argv(config: JobConfig, python: Path) -> list[str]:
    """The command; `{run}` stands for the run directory."""
    boot = f"{{run}}/{code_target(config)}/{config.boot_file}"
    places = [f"--{item.name}={{run}}/{item.local_dir}" for item in config.inputs]
    places += [f"--{item.name}={{run}}/{item.local_dir}" for item in config.outputs]
    values = [f"--{item.name}={item.value}" for item in config.parameters]
    return [str(python), boot, *places, *values]


def _in_own_environment(command: Sequence[str]) -> list[str]:
    """The same in an environment of this job alone, which lies on top of the engine's: what the
    script installs (`os.system("pip install …")`) changes nothing else."""
    python, *words = command
    return [python, "-I", "-m", "job_environment", f"{{run}}/{ENVIRONMENT_DIR}", *words]


def environment(config: JobConfig) -> dict[str, str]:
    """What the script may rely on, and the user's own variables."""
    code = f"{{run}}/{code_target(config)}"
    ours = {
        "PYTHONUNBUFFERED": "1",  # lines reach the log as they are printed
        "MA_JOB_DIR": f"{{run}}/{JOB_DIR}",
        "DLS_APP_URL": config.code_dir.uri if config.code_dir.is_object else code,
    }
    if config.inputs:
        ours["DLS_DATA_URL"] = config.inputs[0].uri
    if config.outputs:
        ours["DLS_TRAIN_URL"] = config.outputs[0].target
    return {**ours, **config.environments}


def workload_spec(
    job: Job, python: Path, waits_for: Sequence[str], fetched: Sequence[Input]
) -> WorkloadSpec:
    """What to run: `fetched` are the job's inputs and its code."""
    config, flavor = job.config, job.config.flavor
    return WorkloadSpec(
        kind=KIND,
        name=f"{job.name} {version_name(job.version)}",
        argv=_in_own_environment(argv(config, python)),
        env={**_base(python), **_identity(job), **environment(config)},
        owner_urn=urn(KIND, job.id),
        topic=TOPIC,
        pool_id=flavor.pool_id,
        cwd=code_target(config),
        directories=[item.local_dir for item in config.outputs],
        inputs=list(fetched),
        outputs=[
            Output(name=item.name, directory=item.local_dir, target=item.target)
            for item in config.outputs
        ],
        resources=Resources(cpu=flavor.cpu, memory_mb=flavor.memory_mb, gpus=flavor.gpus),
        waits_for=list(waits_for),
        calls_platform=True,
        log_target=log_target(job),
    )


def log_target(job: Job) -> str | None:
    """The object that the log is copied to at the end, named as ModelArts names it."""
    place = job.config.log_export
    return None if place is None else f"{place.uri}modelarts-job-{job.id}-{TASK}.log"


def _base(python: Path) -> Mapping[str, str]:
    """`python` and the engine's tools come first on the path, as in an activated environment."""
    path = os.environ.get("PATH", os.defpath)
    return {
        "PATH": f"{python.parent}{os.pathsep}{path}",
        "VIRTUAL_ENV": str(python.parent.parent),
    }


def _identity(job: Job) -> Mapping[str, str]:
    return {
        "MODELARTS_JOB_ID": job.id,
        "MODELARTS_JOB_NAME": job.name,
        "MODELARTS_JOB_VERSION": version_name(job.version),
    }
