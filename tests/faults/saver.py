"""`python -m tests.faults.saver STATE_DIR DATASET_ID [--promise-early]`: saves labels until killed.

Imports everything once; each line on its input forks a process that saves labels from four threads
through the dataset's own manager and says so on its output, a line at a time:

    pid NUMBER
    ask SAMPLE REVISION LABEL      about to be saved
    promise SAMPLE REVISION LABEL  acknowledged: durable
    over                           the process is gone, and all its lines were before this one

With `--promise-early` a save is acknowledged before it is committed: what a test must notice.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from itertools import count
from pathlib import Path

from jupyter_modelarts.compose import compose
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import Annotation, Labeling, Sample, SampleFilter

THREADS = 4
LABELS = ("ant", "bee", "cat", "dog", "eel")


def main() -> None:
    """One forked process for each line of input."""
    for name in ("engines", "home", "training"):  # composing imports them, which takes a while
        importlib.import_module(f"jupyter_modelarts.{name}")
    state_dir, dataset_id = Path(sys.argv[1]), sys.argv[2]
    early = "--promise-early" in sys.argv
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            _save(state_dir, dataset_id, early)
        os.waitpid(child, 0)
        say("over")


def _save(state_dir: Path, dataset_id: str, early: bool) -> None:
    say("pid", str(os.getpid()))
    datasets = compose(state_dir).managers.get(DatasetManager)
    page = datasets.samples.page(dataset_id, SampleFilter(), PageQuery(limit=1000))
    for number in range(THREADS):
        own = page.items[number::THREADS]
        threading.Thread(target=_save_for_ever, args=(datasets, own, early)).start()


def _save_for_ever(datasets: DatasetManager, own: list[Sample], early: bool) -> None:
    revisions = {sample.id: sample.revision for sample in own}
    for turn in count():
        sample = own[turn % len(own)]
        expected, label = revisions[sample.id] + 1, LABELS[(turn + revisions[sample.id]) % 5]
        words = (sample.id, str(expected), label)
        say("ask", *words)
        if early:
            say("promise", *words)
        wanted = Labeling(
            sample_id=sample.id,
            annotations=[Annotation(name=label)],
            revision=revisions[sample.id],
        )
        result = datasets.samples.label(sample.dataset_id, [wanted]).results[0]
        assert result.sample is not None
        assert result.error is None
        revisions[sample.id] = result.sample.revision
        if not early:
            say("promise", *words)


def say(*words: str) -> None:
    """One line, written at once: a killed process leaves whole lines."""
    os.write(1, f"{' '.join(words)}\n".encode())


if __name__ == "__main__":
    main()
