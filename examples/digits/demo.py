"""The story of the digits from end to end: `python -m examples.digits.demo`.

Without a server: sample data → dataset → published version → training job → model → the held-out
images predicted by the trained model in a second job → how well it did. Then the quickstart
notebook, against a Jupyter server of its own: as far as a service that answers, which is stopped.
Run again, it makes the next version of each.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from examples.digits.ending import nothing_left_running
from examples.digits.report import accuracy, confusion_matrix, joined, ten_predictions
from examples.quickstart.run import NotRun, run, serving
from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.compute.schemas import FINAL, State
from jupyter_modelarts.core.errors import DomainError
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import Dataset, PublishSpec, Version, VersionState
from jupyter_modelarts.home import HomeManager
from jupyter_modelarts.home.digits import ENGINE, STORY, TRUTH, UNLABELED, copy_scripts
from jupyter_modelarts.home.schemas import SampleState
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import ImportDraft, Model, ModelState
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.arguments import version_name
from jupyter_modelarts.training.drafts import InputDraft, JobDraft, OutputDraft
from jupyter_modelarts.training.schemas import JobFilter, JobView, Parameter

MODELS = "obs://modelarts-demo/models/digits-train/"
PREDICTIONS = "obs://modelarts-demo/predictions/digits-predict/"
LOOK_S = 0.2
LOG_LINES = 20


def main() -> int:
    """0 where the story went to its end, 1 where something failed, 130 where it was stopped."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    work_dir = arguments.work_dir or arguments.state_dir / "work"
    try:
        platform = compose(arguments.state_dir, work_dir=work_dir)
        try:
            work_dir.mkdir(parents=True, exist_ok=True)
            with nothing_left_running(platform):
                Demo(platform, work_dir).run()
        finally:
            platform.close()
    except DomainError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"\nThe work directory cannot be used: {error.strerror}.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run it again to go on.\n")
        return 130
    return 0


class Demo:
    """Each step of the story, said as it is done."""

    def __init__(self, platform: Platform, work_dir: Path) -> None:
        self._state_dir = platform.state_dir
        self._workloads = platform.workloads
        self._objects = platform.managers.get(Objects)
        self._home = platform.managers.get(HomeManager)
        self._datasets = platform.managers.get(DatasetManager)
        self._training = platform.managers.get(TrainingManager)
        self._models = platform.managers.get(ModelManager)
        self._work_dir = work_dir
        self._begun = time.monotonic()

    def run(self) -> None:
        dataset = self._sample_data()
        copy_scripts(self._work_dir)
        version = self._publish(dataset)
        training = self._run_job(self._training_draft(dataset, version))
        model = self._import(training)
        predicting = self._run_job(self._predicting_draft(training))
        self._report(dataset, version, training, model, predicting)
        self._quickstart()
        _say(f"\nDone in {time.monotonic() - self._begun:.0f} s.")

    def _sample_data(self) -> Dataset:
        if self._home.sample_data().state is not SampleState.READY:
            self._home.make_sample_data()
        self._wait("Sample data", self._sample_line)
        found = self._home.sample_data()
        if found.state is not SampleState.READY or found.dataset_id is None:
            raise Failed(found.message or f"The sample data is {found.state.value}.")
        dataset = self._datasets.get(found.dataset_id)
        _say(f"Dataset {dataset.name}: {dataset.labeled} of {dataset.total} images labeled")
        return dataset

    def _sample_line(self) -> str | None:
        found = self._home.sample_data()
        if found.state is not SampleState.RUNNING:
            return None
        progress = found.progress
        if progress is None or not progress.total:
            return progress.phase if progress else "waiting"
        return f"{progress.phase} {progress.done} of {progress.total}"

    def _publish(self, dataset: Dataset) -> Version:
        version = self._datasets.versions.publish(dataset.id, PublishSpec(train_ratio=0.8))

        def line() -> str | None:
            publishing = self._version(version).state is VersionState.PUBLISHING
            return "writing the manifest" if publishing else None

        self._wait(f"Publish {version.name}", line)
        published = self._version(version)
        if published.state is not VersionState.READY:
            raise Failed(f"{version.name} was not published: {published.message}")
        return published

    def _version(self, version: Version) -> Version:
        return self._datasets.versions.get(version.dataset_id, version.id)

    def _training_draft(self, dataset: Dataset, version: Version) -> JobDraft:
        return JobDraft(
            name="digits-train",
            pre_version_id=self._last_version("digits-train"),
            code_dir=STORY,
            boot_file="train.py",
            engine_id=ENGINE,
            inputs=[InputDraft(name="data_url", dataset_id=dataset.id, version_id=version.id)],
            outputs=[OutputDraft(name="train_url", url=MODELS)],
            parameters=[Parameter(name="epochs", value="30")],
        )

    def _import(self, training: JobView) -> Model:
        begun = self._models.import_(ImportDraft(name="digits", job_id=training.job.id))

        def line() -> str | None:
            model = self._models.get(begun.id)
            return "copying" if model.state is ModelState.PUBLISHING else None

        self._wait(f"Model {begun.called}", line)
        model = self._models.get(begun.id)
        if model.state is not ModelState.PUBLISHED:
            raise Failed(f"{model.called} was not imported: {model.reason}")
        return model

    def _predicting_draft(self, training: JobView) -> JobDraft:
        return JobDraft(
            name="digits-predict",
            pre_version_id=self._last_version("digits-predict"),
            code_dir=STORY,
            boot_file="predict.py",
            engine_id=ENGINE,
            inputs=[
                InputDraft(name="data_url", url=UNLABELED),
                InputDraft(name="model_url", url=training.job.config.outputs[0].target),
            ],
            outputs=[OutputDraft(name="train_url", url=PREDICTIONS)],
        )

    def _last_version(self, name: str) -> str | None:
        found = self._training.list(JobFilter(name=name, latest_only=True), PageQuery(limit=1))
        return found.items[0].job.id if found.items else None

    def _run_job(self, draft: JobDraft) -> JobView:
        created = self._training.create(draft)
        title = f"Job {created.job.name} {version_name(created.job.version)}"

        def line() -> str | None:
            view = self._training.get(created.job.id)
            if view.workload.state in FINAL:
                return None
            return view.workload.reason or view.workload.state.value

        self._wait(title, line)
        view = self._training.get(created.job.id)
        if view.workload.state is not State.SUCCEEDED:
            tail = self._workloads.log_tail(view.workload.id, LOG_LINES).text
            why = view.failure.message if view.failure else view.workload.reason
            raise Failed(f"{title} {view.workload.state.value}: {why}\n\n{tail}")
        return view

    def _report(
        self,
        dataset: Dataset,
        version: Version,
        training: JobView,
        model: Model,
        predicting: JobView,
    ) -> None:
        target = predicting.job.config.outputs[0].target
        predictions = json.loads(self._objects.read(f"{target}predictions.json"))
        found = joined(json.loads(self._objects.read(TRUTH)), predictions)
        right = accuracy(found)
        _say(f"\nDataset version  {dataset.name} {version.name}  {version.manifest_path}")
        _say(f"Training job     {training.job.name} {version_name(training.job.version)}")
        _say(f"Model            {model.called}  {model.location}")
        _say(f"Held-out images  {len(found)}, of which {right:.1%} were recognised\n")
        _say(confusion_matrix(found) + "\n")
        _say(ten_predictions(found))

    def _quickstart(self) -> None:
        _say("\nThe notebook quickstart.ipynb, cell by cell:")
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as own_dir:
            try:
                with serving(self._state_dir, self._work_dir, Path(own_dir)) as config:
                    told = run(self._work_dir / STORY, config, lambda line: _show(f"  {line}"))
            except NotRun as error:
                raise Failed(f"The notebook stopped: {error}") from None
        _say(f"Notebook: done in {time.monotonic() - begun:.1f} s")
        _, name, version, *_ = told["model"].split()
        _say(f"\nModel version    {name} {version}")
        _say(f"Service address  {told['service'].split()[-1]} (stopped and removed again)")
        _say(f"Ten answers of the service, beside the truth:\n\n{told['answers']}")

    def _wait(self, title: str, line: Callable[[], str | None]) -> None:
        """Show what `line` says until it says None."""
        begun, told = time.monotonic(), ""
        while (now := line()) is not None:
            if now != told:
                _show(f"{title}: {now}")
                told = now
            self._workloads.reconcile()
            time.sleep(LOOK_S)
        _say(f"{title}: done in {time.monotonic() - begun:.1f} s")


class Failed(DomainError):
    """A step of the story did not succeed."""


def _show(line: str) -> None:
    """A line that the next one replaces, where somebody looks at a terminal."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\x1b[K{line}")
    else:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _say(line: str) -> None:
    """A line that stays."""
    clear = "\r\x1b[K" if sys.stdout.isatty() else ""
    sys.stdout.write(f"{clear}{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="examples.digits.demo", description=__doc__)
    parser.add_argument(
        "--state-dir",
        type=Path,
        default=Path(".modelarts"),
        help="where everything is kept (default: .modelarts in the current directory)",
    )
    parser.add_argument(
        "--work-dir", type=Path, help="where the scripts are copied (default: work in the former)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
