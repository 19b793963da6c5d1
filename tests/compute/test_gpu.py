"""A real GPU: found, given to one job at a time, trained on, and served from.

It is skipped where there is none. MODELARTS_GPU_PYTHON names a Python whose PyTorch sees the GPU,
where `python3` is not one: engines are made on top of it, without a network.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.compute.machine import gpu_count, local_pool
from jupyter_modelarts.compute.schemas import Resources, State
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.catalog import PYTORCH, TENSORFLOW
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.installing import measure_build
from jupyter_modelarts.engines.schemas import OwnEngine
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import ImportDraft
from jupyter_modelarts.services import ServiceManager
from jupyter_modelarts.services.drafts import ModelDraft, ServiceDraft
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import JobDraft
from jupyter_modelarts.training.schemas import JobView
from tests.conftest import stop_everything
from tests.engines.wheels import wheel
from tests.services.conftest import CONFIG, Deployed, has_settled, stop_services
from tests.training.conftest import built_place

from .harness import until

pytestmark = pytest.mark.skipif(not gpu_count(), reason="no NVIDIA GPU is here")
JOB_S = 120.0
FOLDER = "obs://modelarts/gpu/"
SEES = (
    "import os, torch; print('sees', torch.cuda.device_count(), os.environ['CUDA_VISIBLE_DEVICES'])"
)
WHEELS = {
    "ipykernel": "7.0",
    "numpy": "2.0",
    "pillow": "12.0",
    "matplotlib": "3.9",
    "torch": "2.14",
}
# What it trains is small; the products load the GPU until a sample has seen it.
TRAINS = """
import os, time, torch
print("devices", os.environ["CUDA_VISIBLE_DEVICES"], torch.cuda.get_device_name(0), flush=True)
x = torch.linspace(-1, 1, 64, device="cuda").unsqueeze(1)
model = torch.nn.Linear(1, 1).to("cuda")
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
for _ in range(100):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(x), 3 * x + 2)
    loss.backward()
    optimizer.step()
print("weight=%.2f on %s" % (model.weight.item(), model.weight.device), flush=True)
large, end = torch.rand(8192, 8192, device="cuda"), time.monotonic() + 15
while time.monotonic() < end:
    large = torch.tanh(large @ large)
    torch.cuda.synchronize()
"""
SAVES = """
import sys, torch
net = torch.nn.Linear(2, 1, bias=False)
with torch.no_grad():
    net.weight.copy_(torch.tensor([[1.0, 10.0]]))
torch.save(net.state_dict(), sys.argv[1])
"""
# In the shape of the guide's example for PyTorch: its own code chooses the GPU.
SERVICE = """
import torch
from model_service.pytorch_model_service import PTServingBaseService

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")

class Sum(PTServingBaseService):
    def __init__(self, model_name, model_path):
        super(Sum, self).__init__(model_name, model_path)
        self.model = torch.nn.Linear(2, 1, bias=False)
        self.model.load_state_dict(torch.load(model_path, map_location=DEVICE, weights_only=True))
        self.model.to(DEVICE).eval()

    def _preprocess(self, data):
        return {"rows": torch.tensor(data["rows"], dtype=torch.float32).to(DEVICE)}

    def _postprocess(self, data):
        return {"said": data["rows"].tolist(), "device": str(data["rows"].device)}
"""


@pytest.fixture(scope="session")
def torch_python() -> str:
    """An interpreter whose PyTorch sees the GPU."""
    python = os.environ.get("MODELARTS_GPU_PYTHON") or shutil.which("python3") or ""
    argv = [python, "-c", "import torch; assert torch.cuda.is_available()"]
    if subprocess.run(argv, capture_output=True, check=False).returncode != 0:
        pytest.skip("no PyTorch that sees the GPU: name its Python in MODELARTS_GPU_PYTHON")
    return python


@pytest.fixture
def platform(
    state_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Platform]:
    """Everything; what a kernel needs is an empty wheel."""
    for name, version in WHEELS.items():
        wheel(tmp_path / "wheels", name, version)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    with closing(compose(state_dir, work_dir=tmp_path)) as made:
        yield made
        stop_services(made.managers.get(ServiceManager))
        stop_everything(made.workloads)


def test_it_is_found_and_named(platform: Platform) -> None:
    flavors = [one for one in platform.workloads.flavors() if one.gpus == 1]
    print(local_pool(), *flavors, sep="\n")  # noqa: T201
    assert local_pool().gpus >= 1
    assert len(flavors) >= 1
    assert re.search(r"1 GPU( \(.+\))?$", flavors[0].name)


def create(platform: Platform, script: str, name: str, flavor_id: str = "") -> JobView:
    """A job on the engine of one's own."""
    platform.objects.put(f"{FOLDER}{name}/train.py", script.encode())
    draft = JobDraft(
        name=name,
        code_dir=f"{FOLDER}{name}/",
        boot_file="train.py",
        engine_id="my-torch",
        flavor_id=flavor_id,
    )
    return platform.managers.get(TrainingManager).create(draft)


def log_of(platform: Platform, job: JobView) -> str:
    return platform.workloads.log(job.workload.id, 0, 1 << 20).text


def ended(platform: Platform, job: JobView) -> str:
    """Its log, once it has succeeded."""
    found = platform.workloads.wait(job.workload.id, JOB_S)
    assert found.state is State.SUCCEEDED, (found.reason, log_of(platform, job))
    return log_of(platform, job)


def test_a_job_has_it_alone_and_is_measured(platform: Platform, torch_python: str) -> None:
    own = OwnEngine(engine_id="my-torch", interpreter=torch_python)
    platform.managers.get(EngineManager).create(own)
    with_gpu = next(one.id for one in platform.workloads.flavors() if one.gpus == gpu_count())

    first = create(platform, TRAINS, "trains", with_gpu)
    until(lambda: "weight" in has_log(platform, first), "a log of the first job")
    beside = create(platform, SEES, "beside")
    assert "sees 0 " in ended(platform, beside)
    second = create(platform, SEES, "second", with_gpu)
    waiting = platform.workloads.get(second.workload.id)
    assert (waiting.state, waiting.reason[:11]) == (State.QUEUED, "waiting for")

    said, then = ended(platform, first), ended(platform, second)

    samples = platform.managers.get(TrainingManager).usage(first.job.id)
    print(said, waiting.reason, then, samples[-1], sep="\n")  # noqa: T201
    assert "weight=3.00 on cuda:0" in said
    assert f"sees {gpu_count()} 0" in then
    assert max(one.gpu_percent or 0 for one in samples) > 10
    assert max(one.gpu_memory_bytes or 0 for one in samples) > 1 << 28


def has_log(platform: Platform, job: JobView) -> str:
    """So far; it may still be queued, or waiting for its engine."""
    platform.workloads.reconcile()
    found = platform.workloads.get(job.workload.id)
    assert found.ended_at is None or found.state is State.SUCCEEDED, (
        found.reason,
        log_of(platform, job),
    )
    return log_of(platform, job)


def test_a_service_predicts_on_it(platform: Platform, torch_python: str) -> None:
    let_pass(platform, torch_python)
    weights = platform.state_dir / "weights.pth"
    subprocess.run([torch_python, "-c", SAVES, str(weights)], check=True)
    config = {**CONFIG, "model_type": "PyTorch"}
    platform.objects.put(f"{FOLDER}sum/model/config.json", json.dumps(config).encode())
    platform.objects.put(f"{FOLDER}sum/model/customize_service.py", SERVICE.encode())
    platform.objects.put(f"{FOLDER}sum/model/weights.pth", weights.read_bytes())
    models, services = platform.managers.get(ModelManager), platform.managers.get(ServiceManager)
    model = models.wait(models.import_(ImportDraft(name="sum", location=f"{FOLDER}sum/")).id, JOB_S)
    size = Resources(cpu=1, memory_mb=16384, gpus=1)
    draft = ModelDraft(model_id=model.id, specification="custom", custom=size)

    details = services.deploy(ServiceDraft(models=[draft]))
    identifier = details.view.service.id
    service = Deployed(services, identifier, services.issue_token(identifier).secret)
    service.until(has_settled)
    reply = until_answer(service)

    print(reply)  # noqa: T201
    assert reply == {"said": [[21.0]], "device": "cuda:0"}


def until_answer(service: Deployed) -> object:
    """The gateway's first answer that is no refusal."""
    found: list[object] = []

    def answered() -> bool:
        service.services.advance()
        reply = service.ask({"rows": [[1, 2]]})
        found.append(reply.json)
        return reply.status == 200

    until(answered, "an answer")
    return found[-1]


def let_pass(platform: Platform, python: str) -> None:
    """The interpreter stands in for the engine pytorch."""
    on_top = PYTORCH.model_copy(update={"interpreter": python, "requirements": []})
    build(on_top, Environment(built_place(platform, PYTORCH)))


def test_engines_choose_their_builds_for_gpus(
    platform: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By what would be downloaded, from wheels that are empty."""
    folder = tmp_path / "wheels"
    wheel(folder, "tensorflow", "2.21", requires="nvidia_cublas; extra == 'and-cuda'")
    wheel(folder, "tensorflow_cpu", "2.21")
    wheel(folder, "nvidia_cublas", "13.0", size=9 * 2**20)

    for_tensorflow = measure_build(TENSORFLOW)
    measure_build(PYTORCH)

    said = capsys.readouterr().out
    print(for_tensorflow, said, sep="\n")  # noqa: T201
    assert "nvidia-cublas" in for_tensorflow.largest
    assert "pip's folder of wheels" not in said  # where the small build is taken from
    assert "no GPU" not in said
