"""Buckets and objects over HTTP: what a form needs to choose a place, and to look at a result."""

from __future__ import annotations

from ..core.errors import TooLarge
from ..core.handlers import Handler, Route, endpoint
from ..core.safe.files import serving_headers
from ..core.safe.uris import parse_uri
from . import wire
from .bodies import (
    BucketBody,
    BucketListBody,
    CreateBucketRequest,
    ObjectBody,
    ObjectListBody,
    ObjectListQuery,
    ObjectQuery,
)
from .manager import Objects

MAX_VIEW_BYTES = 64 * 1024 * 1024


class BucketsHandler(Handler):
    """All buckets."""

    @endpoint("read", "obs", answer=BucketListBody)
    async def get(self, project_id: str) -> None:
        self.answer(wire.buckets_body(await self.call_storage(self.manager(Objects).buckets)))

    @endpoint("write", "obs", body=CreateBucketRequest, answer=BucketBody, status=201)
    async def post(self, project_id: str, body: CreateBucketRequest) -> None:
        made = await self.call_storage(self.manager(Objects).create_bucket, body.name)
        self.answer(wire.bucket_body(made))


class ObjectsHandler(Handler):
    """One level of a folder."""

    @endpoint("read", "obs", query=ObjectListQuery, answer=ObjectListBody)
    async def get(self, project_id: str, query: ObjectListQuery) -> None:
        folder = parse_uri(query.uri).folder()
        page = await self.call_storage(
            self.manager(Objects).list, folder, marker=query.marker, limit=query.limit
        )
        self.answer(wire.list_body(folder.bucket, page))


class ContentHandler(Handler):
    """The bytes of one object: answered as a hostile file is served, and taken as they come."""

    @endpoint("read", "obs", query=ObjectQuery)
    async def get(self, project_id: str, query: ObjectQuery) -> None:
        uri, objects = parse_uri(query.uri), self.manager(Objects)
        info = await self.call_storage(objects.head, uri)
        if info.size > MAX_VIEW_BYTES:
            raise TooLarge(f"{uri} has {info.size} bytes; here at most 64 MB are sent at once.")
        data = await self.call_storage(objects.read, uri)
        self.answer_bytes(data, serving_headers(uri.name, download=query.download))

    @endpoint("write", "obs", query=ObjectQuery, answer=ObjectBody)
    async def put(self, project_id: str, query: ObjectQuery) -> None:
        data = self.request.body
        if len(data) > MAX_VIEW_BYTES:
            raise TooLarge(f"{len(data)} bytes were sent; here at most 64 MB are taken at once.")
        made = await self.call_storage(self.manager(Objects).put, parse_uri(query.uri), data)
        self.answer(wire.object_body(made))


ROUTES = [
    Route("/v1/{project_id}/buckets", BucketsHandler),
    Route("/v1/{project_id}/objects", ObjectsHandler),
    Route("/v1/{project_id}/objects/content", ContentHandler),
]
