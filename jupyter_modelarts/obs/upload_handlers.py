"""Chunked uploads over HTTP."""

from __future__ import annotations

from ..core.errors import InvalidInput
from ..core.handlers import Handler, Route, endpoint
from ..core.safe.uris import parse_uri
from . import wire
from .bodies import CreateUploadRequest, UploadBody, UploadListBody, UploadPartBody
from .uploads import Uploads

PART_HASH = "X-Content-SHA256"


class UploadsHandler(Handler):
    """All uploads, and a new one."""

    @endpoint("read", "obs", answer=UploadListBody)
    async def get(self, project_id: str) -> None:
        uploads = await self.call_storage(self.manager(Uploads).list)
        self.answer(wire.uploads_body(uploads))

    @endpoint("write", "obs", body=CreateUploadRequest, answer=UploadBody, status=201)
    async def post(self, project_id: str, body: CreateUploadRequest) -> None:
        begun = await self.call_storage(
            self.manager(Uploads).begin,
            parse_uri(body.uri),
            body.size,
            overwrite=body.overwrite,
            sha256=body.sha256,
        )
        self.answer(wire.upload_body(begun))


class UploadHandler(Handler):
    """One upload: how far it is, and its end."""

    @endpoint("read", "obs", answer=UploadBody)
    async def get(self, project_id: str, upload_id: str) -> None:
        upload = await self.call_storage(self.manager(Uploads).get, upload_id)
        self.answer(wire.upload_body(upload))

    @endpoint("write", "obs")
    async def delete(self, project_id: str, upload_id: str) -> None:
        await self.call_storage(self.manager(Uploads).give_up, upload_id)
        self.answer()


class UploadPartHandler(Handler):
    """One part, as its bytes are."""

    @endpoint("write", "obs", answer=UploadPartBody)
    async def put(self, project_id: str, upload_id: str, number: str) -> None:
        part = _number(number)
        announced = self.request.headers.get(PART_HASH)
        found = await self.call_storage(
            self.manager(Uploads).receive, upload_id, part, self.request.body, announced
        )
        self.answer(UploadPartBody(number=part, sha256=found))


class CompleteUploadHandler(Handler):
    """All parts were sent: store them."""

    @endpoint("write", "obs", answer=UploadBody)
    async def post(self, project_id: str, upload_id: str) -> None:
        upload = await self.call_storage(self.manager(Uploads).complete, upload_id)
        self.answer(wire.upload_body(upload))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput("A part's number is a whole number, from 1 on.")
    return int(text)


ROUTES = [
    Route("/v1/{project_id}/uploads", UploadsHandler),
    Route("/v1/{project_id}/uploads/{upload_id}", UploadHandler),
    Route("/v1/{project_id}/uploads/{upload_id}/parts/{number}", UploadPartHandler),
    Route("/v1/{project_id}/uploads/{upload_id}/complete", CompleteUploadHandler),
]
