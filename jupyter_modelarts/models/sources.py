"""Where a package lies, and which files belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ..compute.schemas import State
from ..core.errors import Conflict, InvalidInput
from ..core.safe.names import shown
from ..core.safe.paths import relative_path
from ..core.safe.uris import ObjectUri, parse_uri
from ..obs.manager import Objects
from ..training.arguments import version_name
from ..training.manager import TrainingManager
from ..training.schemas import JobView
from .package import CODE, CONFIG, FOLDER
from .schemas import ImportDraft, ModelSource, SourceFile

MAX_FILES = 10_000
_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")
_HOW = (
    f"A package is a folder with {FOLDER} in it, which holds {CONFIG}, the model's files and, if "
    f"you like, {CODE}."
)


@dataclass(frozen=True)
class Found:
    """A package's place and files; `beside` is config.json where it lies beside `model/`."""

    source: ModelSource
    files: list[SourceFile]
    beside: SourceFile | None = None


class Sources:
    """Finds packages in the object store and among the outputs of jobs."""

    def __init__(self, objects: Objects, training: TrainingManager) -> None:
        self._objects = objects
        self._training = training

    def find(self, draft: ImportDraft) -> Found:
        """The package that a request means. Raises InvalidInput, Conflict or NotFound."""
        if not draft.job_id:
            if not draft.location:
                raise InvalidInput("Name a training job or a folder to import from.")
            return self.in_folder(draft.location)
        found = self._of_job(self._training.get(draft.job_id))
        if draft.location and self._package(draft.location) != found.source.location:
            raise InvalidInput(
                f"{shown(draft.location)} is not where this job wrote its model: leave the "
                f"location out, or write {found.source.location}."
            )
        return found

    def again(self, source: ModelSource) -> Found:
        """The same package once more, as it is now."""
        if source.job_id is None:
            return self.in_folder(source.location)
        return self._of_job(self._training.get(source.job_id))

    def in_folder(self, location: str) -> Found:
        """A package in an object-store folder: the folder that holds `model/`, or that one."""
        folder = parse_uri(self._package(location))
        inside = folder.join(FOLDER)
        listed = [
            SourceFile(name=info.key.removeprefix(inside.key), uri=str(info.uri), size=info.size)
            for info in islice(self._objects.walk(inside), MAX_FILES + 1)
        ]
        if not listed:
            self._refuse_empty(folder)
        return Found(
            source=ModelSource(location=str(folder)),
            files=checked_files(listed),
            beside=self._beside(folder),
        )

    def _package(self, location: str) -> str:
        """The folder that holds `model/`, where that itself may have been asked for."""
        folder = parse_uri(location).folder()
        itself = f"/{folder.key}".endswith(f"/{FOLDER}")
        if not itself or self._objects.exists(folder.join(FOLDER + CONFIG)):
            return str(folder)
        return str(ObjectUri(folder.bucket, folder.key.removesuffix(FOLDER)))

    def _refuse_empty(self, folder: ObjectUri) -> None:
        if next(self._objects.walk(folder), None) is None:
            raise InvalidInput(f"There is nothing in {shown(str(folder))}. {_HOW}")
        raise InvalidInput(f"There is no folder {FOLDER} in {shown(str(folder))}. {_HOW}")

    def _beside(self, folder: ObjectUri) -> SourceFile | None:
        uri = folder.join(CONFIG)
        if not self._objects.exists(uri):
            return None
        return SourceFile(name=CONFIG, uri=str(uri), size=self._objects.head(uri).size)

    def _of_job(self, view: JobView) -> Found:
        """Only what the job's outcome lists is trusted; its digests are checked by the copy."""
        called = f"{view.job.name} {version_name(view.job.version)}"
        _refuse_unfinished(view, called)
        targets = {item.name: item.target for item in view.job.config.outputs}
        outputs = view.workload.outcome.outputs if view.workload.outcome else []
        with_model = {file.name for file in outputs if _in_model(file.key)}
        holding = [name for name in targets if name in with_model]
        if not holding:
            raise InvalidInput(
                f"{called} wrote no folder {FOLDER} into its output. Let the script write one: "
                f"below the directory that --train_url names, {FOLDER}{CONFIG}, the model's files "
                f"and, if you like, {FOLDER}{CODE}; then run the job again."
            )
        if len(holding) > 1:
            raise InvalidInput(
                f"{called} wrote {FOLDER} into {len(holding)} of its outputs: import from the "
                "folder of one of them."
            )
        name, target = holding[0], targets[holding[0]]
        written = [
            SourceFile(name=f.key, uri=target + f.key, size=f.size, sha256=f.sha256)
            for f in outputs
            if f.name == name
        ]
        return Found(
            source=ModelSource(job_id=view.job.id, job_name=called, location=target),
            files=checked_files(
                file.model_copy(update={"name": file.name.removeprefix(FOLDER)})
                for file in written
                if _in_model(file.name)
            ),
            beside=next((file for file in written if file.name == CONFIG), None),
        )


def checked_files(listed: Iterable[SourceFile]) -> list[SourceFile]:
    """The files without what tools leave behind. Raises InvalidInput for names that cannot be
    files everywhere, and for more files than a model may have."""
    files = list(_kept(listed))
    if len(files) > MAX_FILES:
        raise InvalidInput(
            f"{FOLDER} holds more than {MAX_FILES} files: import the folder of the model only, or "
            "pack its files."
        )
    for file in files:
        relative_path(file.name)
    return files


def _kept(listed: Iterable[SourceFile]) -> Iterator[SourceFile]:
    for file in listed:
        if file.name and not any(part in _LEFT_OUT for part in file.name.split("/")):
            yield file


def _in_model(key: str) -> bool:
    return key.startswith(FOLDER)


def _refuse_unfinished(view: JobView, called: str) -> None:
    if view.job.deleted_at is not None:
        raise Conflict(f"{called} is in the trash: restore it first.")
    state = view.workload.state
    if state is State.SUCCEEDED:
        return
    if view.workload.ended_at is None:
        raise Conflict(f"{called} is {state.value}: wait until it has succeeded.")
    raise Conflict(f"{called} has not succeeded, it is {state.value}: run it again.")
