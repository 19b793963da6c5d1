"""Logs of training jobs over HTTP."""

from __future__ import annotations

from ..compute.schemas import LogChunk
from ..core.handlers import Handler, Route, endpoint
from ..core.safe.files import serving_headers
from . import run_bodies
from .arguments import version_name
from .manager import TrainingManager
from .wire import requests

RESOURCE = "training"
PREVIEW_BYTES = 5 * 1024 * 1024
PIECE_BYTES = 1024 * 1024


class LogHandler(Handler):
    """A part of the log."""

    @endpoint("read", RESOURCE, query=run_bodies.LogQuery, answer=LogChunk)
    async def get(self, project_id: str, training_job_id: str, query: run_bodies.LogQuery) -> None:
        manager = self.manager(TrainingManager)
        part = await self.call_storage(manager.log, training_job_id, query.offset, query.limit)
        self.answer(part)


class LogDownloadHandler(Handler):
    """The whole log as a file, a piece at a time."""

    @endpoint("read", RESOURCE)
    async def get(self, project_id: str, training_job_id: str) -> None:
        manager = self.manager(TrainingManager)
        job = (await self.call(manager.get, training_job_id)).job
        name = f"{job.name}-{version_name(job.version)}.log"
        for header, value in serving_headers(name, download=True).items():
            self.set_header(header, value)
        offset = 0
        while True:
            part = await self.call_storage(manager.log, job.id, offset, PIECE_BYTES)
            if part.next_offset == offset:
                break
            if part.dropped:
                self.write(f"\n... {part.dropped} bytes were not kept ...\n")
            self.write(part.text)
            await self.flush()
            offset = part.next_offset
        await self.finish(set_content_type=self._headers["Content-Type"])


class LogPreviewHandler(Handler):
    """The end of the log, as ModelArts answers it."""

    @endpoint("read", RESOURCE, answer=run_bodies.LogPreviewBody)
    async def get(self, project_id: str, training_job_id: str, task_id: str) -> None:
        requests.check_task(task_id)
        manager = self.manager(TrainingManager)
        part = await self.call_storage(manager.log, training_job_id, -PREVIEW_BYTES, PREVIEW_BYTES)
        size = part.next_offset - part.offset
        self.answer(
            run_bodies.LogPreviewBody(content=part.text, current_size=size, full_size=part.size)
        )


class LogUrlHandler(Handler):
    """Where the whole log can be downloaded."""

    @endpoint("read", RESOURCE, answer=run_bodies.LogUrlBody)
    async def get(self, project_id: str, training_job_id: str, task_id: str) -> None:
        requests.check_task(task_id)
        job = (await self.call(self.manager(TrainingManager).get, training_job_id)).job
        path = f"{self.base_url}modelarts/v2/{project_id}/training-jobs/{job.id}/logs/download"
        self.answer(run_bodies.LogUrlBody(obs_url=path))


_JOB = "/v2/{project_id}/training-jobs/{training_job_id}"
_TASK = f"{_JOB}/tasks/{{task_id}}"

ROUTES: list[Route] = [
    Route(f"{_JOB}/logs", LogHandler),
    Route(f"{_JOB}/logs/download", LogDownloadHandler),
    Route(f"{_TASK}/logs/preview", LogPreviewHandler),
    Route(f"{_TASK}/logs/url", LogUrlHandler),
]
