"""A job as the tests of pure functions know it."""

from __future__ import annotations

from jupyter_modelarts.compute.schemas import (
    Mode,
    Outcome,
    OutputFile,
    Phase,
    Resources,
    State,
    Traceback,
    Wanted,
    Workload,
    WorkloadSpec,
)
from jupyter_modelarts.training.schemas import (
    DatasetVersion,
    Job,
    JobConfig,
    JobEngine,
    JobFlavor,
    JobInput,
    JobOutput,
    MetricRule,
    Parameter,
    Place,
)
from jupyter_modelarts.training.schemas import Mode as Better

CREATED = 1_637_045_545_982
STARTED = CREATED + 2_000
ENDED = STARTED + 50_000

CONFIG = JobConfig(
    code_dir=Place(given="/test/mnist/codes/", uri="obs://test/mnist/codes/"),
    boot_file="train.py",
    boot_file_given="/test/mnist/codes/train.py",
    engine=JobEngine(engine_id="scikit-learn", engine_name="Scikit_Learn", engine_version="1"),
    parameters=[Parameter(name="epochs", value="30")],
    inputs=[
        JobInput(
            name="data_url",
            local_dir="inputs/data_url_0",
            uri="obs://test/out/annotation/V001/V001.manifest",
            dataset=DatasetVersion(
                dataset_id="d1", version_id="v1", dataset_name="digits", version_name="V001"
            ),
        ),
        JobInput(
            name="more",
            local_dir="inputs/more_1",
            uri="obs://test/more/",
            place=Place(given="s3://test/more", uri="obs://test/more/"),
        ),
    ],
    outputs=[
        JobOutput(
            name="train_url",
            local_dir="outputs/train_url_0",
            place=Place(given="/test/models/", uri="obs://test/models/"),
            target="obs://test/models/V0002/",
        )
    ],
    environments={"SEED": "1"},
    metrics=[MetricRule(name="loss", regex="loss=([0-9.]+)", mode=Better.MIN)],
    flavor=JobFlavor(
        flavor_id="modelarts.local.2u",
        name="2 CPU, 4.0 GiB",
        pool_id="local",
        cpu=2,
        memory_mb=4096,
        gpus=0,
    ),
    log_export=Place(given="/test/logs/", uri="obs://test/logs/"),
)
JOB = Job(
    id="01937c00000070008000000000000002",
    name="mnist",
    version=2,
    parent_id="01937c00000070008000000000000001",
    description="second try",
    user_name="ann",
    config=CONFIG,
    workload_id="01937c000000700080000000000000aa",
    created_at=CREATED,
    deleted_at=None,
)
RUNNING = Workload(
    id=JOB.workload_id,
    kind="training-job",
    name="mnist V0002",
    mode=Mode.RUN,
    owner_urn=f"urn:modelarts:training-job:{JOB.id}",
    parent_id=None,
    pool_id="local",
    state=State.RUNNING,
    wanted=Wanted.RUNNING,
    failure_phase=None,
    reason="",
    spec=WorkloadSpec(kind="training-job", name="mnist V0002", argv=["python"]),
    resources=Resources(cpu=2, memory_mb=4096),
    attempt=1,
    restarts=0,
    next_try_at=0,
    outcome=None,
    created_at=CREATED,
    started_at=STARTED,
    ended_at=None,
    updated_at=STARTED,
)
SUCCEEDED = RUNNING.model_copy(
    update={
        "state": State.SUCCEEDED,
        "ended_at": ENDED,
        "outcome": Outcome(
            state=State.SUCCEEDED,
            exit_code=0,
            outputs=[OutputFile(name="train_url", key="model.pkl", size=9, sha256="ab")],
            ended_at=ENDED,
        ),
    }
)
FAILED = RUNNING.model_copy(
    update={
        "state": State.FAILED,
        "failure_phase": Phase.CODE,
        "reason": "ValueError: no (train.py, line 7)",
        "ended_at": ENDED,
        "outcome": Outcome(
            state=State.FAILED,
            phase=Phase.CODE,
            exit_code=1,
            message="ValueError: no (train.py, line 7)",
            traceback=Traceback(
                text="Traceback (most recent call last):\n  …\nValueError: no",
                file="/state/runs/w/1/0/user-job-dir/codes/lib/train.py",
                line=7,
            ),
            ended_at=ENDED,
        ),
    }
)
