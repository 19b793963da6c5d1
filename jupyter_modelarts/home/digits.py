"""What the sample data is: the digits of scikit-learn, drawn inside its engine as PNG files."""

from __future__ import annotations

import json
from pathlib import Path

from ..compute.manager import WorkloadManager
from ..compute.schemas import Output, Resources, WorkloadSpec
from ..core.db import Database
from ..core.errors import Conflict, InvalidInput
from ..core.examples import example_file
from ..core.safe.paths import inside
from ..core.safe.writing import atomic_write
from ..engines.manager import EngineManager
from ..obs import Objects
from .schemas import TOPIC

STORY = "digits"
NAME = "digits"
BUCKET = "modelarts-demo"
LABELED = f"obs://{BUCKET}/digits/labeled/"
UNLABELED = f"obs://{BUCKET}/digits/unlabeled/"
TRUTH = f"obs://{BUCKET}/digits-truth/held-out.json"
DATASETS = f"obs://{BUCKET}/datasets/"
LABELS = tuple("0123456789")
IMAGES = 1797
QUICKSTART = "quickstart"
NOTEBOOK = "quickstart.ipynb"
PICTURES = {"3": "three.png", "7": "seven.png"}
"""Held-out digits that are put beside the scripts, to ask a service about."""
SCRIPTS = ("train.py", "predict.py", "customize_service.py", NOTEBOOK)
ENGINE = "scikit-learn"
_SCRIPT = "images.py"


class DigitImages:
    """The images in the object store."""

    def __init__(
        self, db: Database, objects: Objects, workloads: WorkloadManager, engines: EngineManager
    ) -> None:
        self._db = db
        self._objects = objects
        self._workloads = workloads
        self._engines = engines

    def are_there(self) -> bool:
        """Whether every image is there, and what the held-out ones show."""
        self._ensure_bucket()
        if not self._objects.exists(TRUTH):
            return False
        return sum(1 for _ in self._objects.walk(f"obs://{BUCKET}/digits/")) >= IMAGES

    def draw(self, parent_id: str) -> str:
        """Begin to draw them, as a child of a workload; returns the new workload's id."""
        self._ensure_bucket()
        with self._db.write() as tx:
            engine = self._engines.ensure(tx, ENGINE)
            spec = WorkloadSpec(
                kind="draw-digits",
                name="Draw the digits",
                argv=[str(engine.python), f"{{run}}/work/{_SCRIPT}", "{run}/images"],
                files={f"work/{_SCRIPT}": example_file(STORY, _SCRIPT)},
                outputs=[_output("digits"), _output("digits-truth")],
                parent_id=parent_id,
                topic=TOPIC,
                waits_for=engine.waits_for,
                resources=Resources(cpu=0.5, memory_mb=512),
            )
            workload = self._workloads.submit(tx, spec)
        self._workloads.kick()
        return workload.id

    def copy_pictures(self, work_dir: Path) -> None:
        """Put some held-out images beside the scripts. What is there stays as it is."""
        truth: dict[str, str] = json.loads(self._objects.read(TRUTH))
        for label, name in PICTURES.items():
            path = inside(work_dir, f"{STORY}/{name}")
            image = next((one for one in sorted(truth) if truth[one] == label), None)
            if image is not None and not path.exists():
                atomic_write(path, self._objects.read(UNLABELED + image))

    def _ensure_bucket(self) -> None:
        if all(bucket.name != BUCKET for bucket in self._objects.buckets()):
            self._objects.create_bucket(BUCKET)


def copy_scripts(work_dir: Path) -> None:
    """Put scripts and notebook where JupyterLab shows them. What is there stays as it is."""
    for name in SCRIPTS:
        try:
            path = inside(work_dir, f"{STORY}/{name}")
        except InvalidInput as error:
            raise Conflict(
                f"{STORY} in the work directory is a link: the scripts were not copied there."
            ) from error
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            story = QUICKSTART if name == NOTEBOOK else STORY
            atomic_write(path, example_file(story, name).encode())


def _output(folder: str) -> Output:
    target = f"obs://{BUCKET}/{folder}/"
    return Output(name=folder, directory=f"images/{folder}", target=target)
