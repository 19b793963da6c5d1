"""Samples over HTTP: lists, labels, uploads, pictures, the trash."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from ..core.schemas import PageQuery
from . import label_bodies, label_wire, sample_bodies, sample_wire
from .manager import DatasetManager

RESOURCE = "datasets"


class SamplesHandler(Handler):
    """A page of samples, their labels, new ones."""

    max_body_bytes = 12 * 1024 * 1024
    """8 MB of images in base64, and the JSON around them."""

    @endpoint(
        "read", RESOURCE, query=sample_bodies.SampleListQuery, answer=sample_bodies.SampleListAnswer
    )
    async def get(
        self, project_id: str, dataset_id: str, query: sample_bodies.SampleListQuery
    ) -> None:
        wanted = sample_wire.sample_filter(query)
        page = PageQuery(limit=query.limit, marker=query.marker)
        samples = self.manager(DatasetManager).samples
        found = await self.call(samples.page, dataset_id, wanted, page)
        self.answer(
            sample_bodies.SampleListAnswer(
                sample_count=found.total,
                samples=[sample_wire.sample_body(one) for one in found.items],
                next_marker=found.next_marker,
            )
        )

    @endpoint(
        "write",
        RESOURCE,
        body=sample_bodies.UpdateSamplesRequest,
        answer=sample_bodies.UpdateSamplesAnswer,
    )
    async def put(
        self, project_id: str, dataset_id: str, body: sample_bodies.UpdateSamplesRequest
    ) -> None:
        labelings = [sample_wire.labeling(one) for one in body.samples]
        samples = self.manager(DatasetManager).samples
        outcome = await self.call(samples.label, dataset_id, labelings, self.idempotency_key())
        answer = sample_wire.labeling_answer(outcome)
        self.set_status(200 if answer.success else 409)
        self.answer(answer)

    @endpoint(
        "write",
        RESOURCE,
        body=sample_bodies.AddSamplesRequest,
        answer=sample_bodies.AddSamplesAnswer,
    )
    async def post(
        self, project_id: str, dataset_id: str, body: sample_bodies.AddSamplesRequest
    ) -> None:
        uploads = sample_wire.uploads(body)
        samples = self.manager(DatasetManager).samples
        added = await self.call_storage(samples.add, dataset_id, uploads, self.idempotency_key())
        self.answer(sample_wire.added_answer(added))


class DeleteSamplesHandler(Handler):
    """To the trash."""

    @endpoint(
        "write", RESOURCE, body=sample_bodies.DeleteSamplesRequest, answer=label_bodies.BatchAnswer
    )
    async def post(
        self, project_id: str, dataset_id: str, body: sample_bodies.DeleteSamplesRequest
    ) -> None:
        samples = self.manager(DatasetManager).samples
        results = await self.call_storage(
            samples.delete, dataset_id, body.samples, body.delete_source
        )
        self.answer(label_wire.batch_answer([results[one] for one in body.samples]))


class RestoreSamplesHandler(Handler):
    """Out of the trash."""

    @endpoint(
        "write", RESOURCE, body=sample_bodies.RestoreSamplesRequest, answer=label_bodies.BatchAnswer
    )
    async def post(
        self, project_id: str, dataset_id: str, body: sample_bodies.RestoreSamplesRequest
    ) -> None:
        samples = self.manager(DatasetManager).samples
        results = await self.call_storage(samples.restore, dataset_id, body.samples)
        self.answer(label_wire.batch_answer([results[one] for one in body.samples]))


class SampleHandler(Handler):
    """One sample."""

    @endpoint("read", RESOURCE, answer=sample_bodies.SampleBody)
    async def get(self, project_id: str, dataset_id: str, sample_id: str) -> None:
        samples = self.manager(DatasetManager).samples
        sample = await self.call(samples.get, dataset_id, sample_id)
        self.answer(sample_wire.sample_body(sample), revision=sample.revision)


class ThumbnailHandler(Handler):
    """A small raster image."""

    @endpoint("read", RESOURCE, query=sample_bodies.ThumbnailQuery)
    async def get(
        self, project_id: str, dataset_id: str, sample_id: str, query: sample_bodies.ThumbnailQuery
    ) -> None:
        samples = self.manager(DatasetManager).samples
        picture = await self.call_storage(
            samples.thumbnail, dataset_id, sample_id, query.size, query.v
        )
        self.answer_bytes(*picture)


class PreviewHandler(Handler):
    """The image as it is."""

    @endpoint("read", RESOURCE, query=sample_bodies.PreviewQuery)
    async def get(
        self, project_id: str, dataset_id: str, sample_id: str, query: sample_bodies.PreviewQuery
    ) -> None:
        samples = self.manager(DatasetManager).samples
        picture = await self.call_storage(samples.preview, dataset_id, sample_id, query.v)
        self.answer_bytes(*picture)


_SAMPLES = "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples"
_SAMPLE = _SAMPLES + "/{sample_id}"

ROUTES: list[Route] = [
    Route(_SAMPLES, SamplesHandler),
    Route(_SAMPLES + "/delete", DeleteSamplesHandler),
    Route(_SAMPLES + "/restore", RestoreSamplesHandler),
    Route(_SAMPLE, SampleHandler),
    Route(_SAMPLE + "/thumbnail", ThumbnailHandler),
    Route(_SAMPLE + "/preview", PreviewHandler),
]
