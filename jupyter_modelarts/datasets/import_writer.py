"""Writing one batch of an import: new samples, and what is learnt about those that are there."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.db import Tx
from ..core.ids import new_id, now_ms
from ..core.safe.images import ImageInfo
from ..obs.schemas import ObjectInfo
from .annotating import Changes, collect, merged, with_annotations
from .candidates import Candidate
from .image_checks import shown_size
from .label_set import MAX_LABELS, LabelSet
from .report import Report
from .schemas import Annotation, Sample, SampleState, SkippedItem
from .store import datasets as dataset_store
from .store import samples as store

TWICE = "it is named twice: the first line counts"
TOO_MANY_LABELS = f"Images without a label: a dataset has at most {MAX_LABELS} labels"


@dataclass(frozen=True)
class Checked:
    """A candidate whose object is a readable image."""

    candidate: Candidate
    info: ObjectInfo
    image: ImageInfo


class ImportWriter:
    """Collects what one batch changes, and writes it in few statements."""

    def __init__(
        self,
        tx: Tx,
        dataset_id: str,
        task_id: str | None,
        labels: LabelSet,
        report: Report,
        began_at: int,
    ) -> None:
        self._tx = tx
        self._dataset_id = dataset_id
        self._task_id = task_id
        self._labels = labels
        self._report = report
        self._began_at = began_at
        self._changes = Changes()
        self._added: list[Sample] = []
        self._renewed: list[dict[str, object]] = []

    def add(self, checked: Checked, annotations: list[Annotation]) -> Sample:
        """A new sample."""
        annotations = self._known(annotations)
        now = now_ms()
        sample = Sample(
            id=new_id(),
            dataset_id=self._dataset_id,
            source=str(checked.candidate.uri),
            **_measures(checked),
            state=SampleState.LABELED if annotations else SampleState.UNLABELED,
            hard=any(one.hard for one in annotations),
            usage=checked.candidate.usage,
            revision=1,
            annotations=merged((), annotations),
            origin=self._task_id,
            created_at=now,
            deleted_at=None,
        )
        self._added.append(sample)
        self._report.imported += 1
        self._report.labeled += bool(annotations)
        return sample

    def meet(
        self, sample: Sample, annotations: list[Annotation], checked: Checked | None
    ) -> Sample:
        """An image that is there already: labels only where no person has touched it yet."""
        if checked is not None:
            self._renewed.append({"sample": sample.id, **_measures(checked)})
        if self._is_twice(sample):
            self._report.skip(SkippedItem(name=sample.source, reason=TWICE))
            return sample
        after = sample
        if annotations and sample.state is SampleState.UNLABELED and sample.revision == 1:
            after = with_annotations(sample, merged((), self._known(annotations)))
            collect(self._changes, sample, after, self._labels.ids())
        self._count(after)
        return after

    def flush(self) -> dict[str, str]:
        """Write everything, in the order of the objects' names; the new ids by source."""
        ids = sorted(sample.id for sample in self._added)
        added = [s.model_copy(update={"id": i}) for s, i in zip(self._added, ids, strict=True)]
        store.insert(self._tx, added)
        by_name = self._labels.ids()
        given = [(s.id, by_name[a.name], a) for s in added for a in s.annotations]
        self._changes.given += given
        self._changes.per_label.update(label_id for _, label_id, _ in given)
        self._changes.labeled += sum(bool(sample.annotations) for sample in added)
        self._changes.hard += sum(sample.hard for sample in added)
        store.change(self._tx, self._renewed)
        self._changes.save(self._tx, self._dataset_id)
        if added:
            dataset_store.count_up(self._tx, self._dataset_id, total=len(added))
        return {sample.source: sample.id for sample in added}

    def _is_twice(self, sample: Sample) -> bool:
        """Whether this very run brought it a moment ago."""
        return sample.origin == self._task_id and sample.created_at >= self._began_at

    def _count(self, sample: Sample) -> None:
        if sample.origin == self._task_id:  # an earlier attempt of this task brought it
            self._report.imported += 1
            self._report.labeled += bool(sample.annotations)
        else:
            self._report.existing += 1

    def _known(self, annotations: list[Annotation]) -> list[Annotation]:
        """Those whose label the set has or can still take; missing labels are added."""
        known = set(self._labels.ids())
        fitting = []
        for annotation in annotations:
            if annotation.name in known or len(known) < MAX_LABELS:
                known.add(annotation.name)
                fitting.append(annotation)
            else:
                self._report.note(TOO_MANY_LABELS)
        self._labels.ensure([annotation.name for annotation in fitting])
        return fitting


def _measures(checked: Checked) -> dict[str, int | str]:
    width, height = shown_size(checked.image)
    return {
        "size": checked.info.size,
        "etag": checked.info.etag,
        "width": width,
        "height": height,
    }
