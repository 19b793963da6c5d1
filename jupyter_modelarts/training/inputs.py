"""A job's bytes: its inputs and its code, as the supervisor fetches them.

Long lists of files and manifests are staged in the job's own folder of the state directory before
the job is submitted, and go with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from ..compute.schemas import Input, InputFile
from ..core.safe.writing import atomic_write, is_abandoned
from ..datasets.manager import DatasetManager
from .arguments import code_target
from .places import WorkDirectory, code_files
from .schemas import JobConfig, JobInput


class Staging:
    """The folders of jobs in the state directory."""

    def __init__(self, root: Path, datasets: DatasetManager, work: WorkDirectory) -> None:
        self._root = root
        self._datasets = datasets
        self._work = work

    def inputs(self, job_id: str, config: JobConfig) -> list[Input]:
        """Everything to fetch, the code first. Writes what has to be staged."""
        found = [self._code(job_id, config)]
        for item in config.inputs:
            if item.dataset is None:
                found.append(Input(name=item.name, target=item.local_dir, source=item.uri))
            else:
                found.extend(self._dataset(job_id, item))
        return found

    def remove(self, job_id: str) -> None:
        """Forget what was staged for a job."""
        shutil.rmtree(self._root / job_id, ignore_errors=True)

    def leftovers(self, known: Iterable[str]) -> list[str]:
        """Jobs that were staged a day ago and never came to be, or are gone. A job is staged before
        it is recorded, so a younger one may be about to be."""
        if not self._root.is_dir():
            return []
        old = {path.name for path in self._root.iterdir() if is_abandoned(path)}
        return sorted(old - set(known))

    def _code(self, job_id: str, config: JobConfig) -> Input:
        place, target = config.code_dir, code_target(config)
        if place.is_object:
            return Input(name="code", target=target, source=place.uri)
        folder = self._work.path(place)
        files = [
            InputFile(source=str(folder / name), target=name) for name, _ in code_files(folder)
        ]
        return Input(name="code", target=target, listing=self._listing(job_id, "code", files))

    def _dataset(self, job_id: str, item: JobInput) -> list[Input]:
        assert item.dataset is not None
        found = self._datasets.materialize(item.dataset.dataset_id, item.dataset.version_id)
        manifest = self._write(job_id, f"{item.name}.manifest", found.manifest.encode())
        place = f"{item.local_dir}/{found.manifest_name}"
        return [
            Input(
                name=item.name,
                target=item.local_dir,
                listing=self._listing(job_id, item.name, found.files),
            ),
            Input(name=f"{item.name} manifest", target=place, source=manifest),
        ]

    def _listing(self, job_id: str, name: str, files: Iterable[InputFile]) -> str:
        lines = b"".join(file.model_dump_json().encode() + b"\n" for file in files)
        return self._write(job_id, f"{name}.jsonl", lines)

    def _write(self, job_id: str, name: str, data: bytes) -> str:
        folder = self._root / job_id
        folder.mkdir(parents=True, exist_ok=True)
        atomic_write(folder / name, data)
        return str(folder / name)
