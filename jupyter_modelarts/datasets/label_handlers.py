"""Label sets and counts over HTTP."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from . import label_bodies, label_wire
from .manager import DatasetManager

RESOURCE = "datasets"


class LabelsHandler(Handler):
    """The label set."""

    @endpoint("read", RESOURCE, answer=label_bodies.LabelListAnswer)
    async def get(self, project_id: str, dataset_id: str) -> None:
        labels = await self.call(self.manager(DatasetManager).labels.all, dataset_id)
        found = [label_wire.label_body(label) for label in labels]
        self.answer(label_bodies.LabelListAnswer(labels=found, total_number=len(found)))

    @endpoint("write", RESOURCE, body=label_bodies.LabelsRequest, answer=label_bodies.BatchAnswer)
    async def post(
        self, project_id: str, dataset_id: str, body: label_bodies.LabelsRequest
    ) -> None:
        wanted = label_wire.new_labels(body.labels)
        await self.call(self.manager(DatasetManager).labels.add, dataset_id, wanted)
        self.answer(label_wire.batch_answer([None] * len(wanted)))

    @endpoint("write", RESOURCE, body=label_bodies.LabelsRequest, answer=label_bodies.BatchAnswer)
    async def put(self, project_id: str, dataset_id: str, body: label_bodies.LabelsRequest) -> None:
        changes = [label_wire.label_change(label.name, label.property) for label in body.labels]
        await self.call(self.manager(DatasetManager).labels.change, dataset_id, changes)
        self.answer(label_wire.batch_answer([None] * len(changes)))


class DeleteLabelsHandler(Handler):
    """Labels off the set, by policy with the samples that have only them."""

    @endpoint(
        "write",
        RESOURCE,
        body=label_bodies.LabelsRequest,
        query=label_bodies.DeleteLabelsQuery,
        answer=label_bodies.BatchAnswer,
    )
    async def post(
        self,
        project_id: str,
        dataset_id: str,
        body: label_bodies.LabelsRequest,
        query: label_bodies.DeleteLabelsQuery,
    ) -> None:
        names, policy = [label.name for label in body.labels], query.delete_policy
        labels = self.manager(DatasetManager).labels
        await self.call_storage(
            labels.delete, dataset_id, names, with_samples=policy > 0, with_objects=policy > 1
        )
        self.answer(label_wire.batch_answer([None] * len(names)))


class LabelHandler(Handler):
    """One label by its name."""

    @endpoint("write", RESOURCE, body=label_bodies.LabelProperty, status=204)
    async def put(
        self, project_id: str, dataset_id: str, label_name: str, body: label_bodies.LabelProperty
    ) -> None:
        change = label_wire.label_change(label_name, body)
        await self.call(self.manager(DatasetManager).labels.change, dataset_id, [change])
        self.finish()

    @endpoint("write", RESOURCE, query=label_bodies.DeleteLabelQuery, status=204)
    async def delete(
        self,
        project_id: str,
        dataset_id: str,
        label_name: str,
        query: label_bodies.DeleteLabelQuery,
    ) -> None:
        labels = self.manager(DatasetManager).labels
        await self.call_storage(
            labels.delete,
            dataset_id,
            [label_name],
            with_samples=True,
            with_objects=query.delete_source,
        )
        self.finish()


class StatsHandler(Handler):
    """Counts."""

    @endpoint("read", RESOURCE, answer=label_bodies.StatsAnswer)
    async def get(self, project_id: str, dataset_id: str) -> None:
        stats = await self.call(self.manager(DatasetManager).samples.stats, dataset_id)
        self.answer(label_wire.stats_body(stats))


_LABELS = "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels"

ROUTES: list[Route] = [
    Route(_LABELS, LabelsHandler),
    Route(_LABELS + "/delete", DeleteLabelsHandler),
    Route(_LABELS + "/{label_name}", LabelHandler),
    Route("/v2/{project_id}/datasets/{dataset_id}/data-annotations/stats", StatsHandler),
]
