"""Buckets and objects over HTTP: what lies where, and what users do to it."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from ..core.safe.uris import ObjectUri, parse_uri
from . import wire
from .bodies import (
    BucketBody,
    BucketListBody,
    CountBody,
    CreateBucketRequest,
    DeleteObjectsQuery,
    ForgetQuery,
    ObjectAction,
    ObjectActionRequest,
    ObjectBody,
    ObjectInfoQuery,
    ObjectListBody,
    ObjectListQuery,
    RemovalBody,
    RestoreRequest,
    RestoreVersionRequest,
    TrashBody,
    TrashQuery,
    VersionListBody,
)
from .content_handlers import ROUTES as CONTENT
from .folders import Folders
from .manager import Objects
from .opaque import OpaqueHandler
from .store_handlers import ROUTES as STORES
from .task_handlers import ROUTES as TASKS
from .upload_handlers import ROUTES as UPLOADS


class BucketsHandler(Handler):
    """All buckets."""

    @endpoint("read", "obs", answer=BucketListBody)
    async def get(self, project_id: str) -> None:
        self.answer(wire.buckets_body(await self.call_storage(self.manager(Objects).buckets)))

    @endpoint("write", "obs", body=CreateBucketRequest, answer=BucketBody, status=201)
    async def post(self, project_id: str, body: CreateBucketRequest) -> None:
        made = await self.call_storage(self.manager(Objects).create_bucket, body.name, body.store)
        self.answer(wire.bucket_body(made))


class ObjectsHandler(OpaqueHandler):
    """What lies in a folder."""

    @endpoint("read", "obs", query=ObjectListQuery, answer=ObjectListBody)
    async def get(self, project_id: str, query: ObjectListQuery) -> None:
        folder = parse_uri(query.uri).folder()
        page = await self.call_storage(
            self.manager(Objects).list,
            ObjectUri(folder.bucket, folder.key + query.prefix),
            delimiter="" if query.recursive else "/",
            marker=query.marker,
            limit=query.limit,
        )
        self.answer(wire.list_body(folder.bucket, page))

    @endpoint("write", "obs", query=DeleteObjectsQuery, answer=RemovalBody)
    async def delete(self, project_id: str, query: DeleteObjectsQuery) -> None:
        removal = await self.call_storage(
            self.manager(Folders).delete, parse_uri(query.uri), permanent=query.permanent
        )
        self.answer(wire.removal_body(removal))


class ObjectInfoHandler(OpaqueHandler):
    """One object without its bytes."""

    @endpoint("read", "obs", query=ObjectInfoQuery, answer=ObjectBody)
    async def get(self, project_id: str, query: ObjectInfoQuery) -> None:
        info = await self.call_storage(self.manager(Objects).head, parse_uri(query.uri))
        self.set_header("ETag", f'"{info.etag}"')
        self.answer(wire.object_body(info))


class ObjectVersionsHandler(OpaqueHandler):
    """What the store keeps of one object, and the way back to it."""

    @endpoint("read", "obs", query=ObjectInfoQuery, answer=VersionListBody)
    async def get(self, project_id: str, query: ObjectInfoQuery) -> None:
        kept = await self.call_storage(self.manager(Objects).versions, parse_uri(query.uri))
        self.answer(wire.versions_body(kept))

    @endpoint("write", "obs", body=RestoreVersionRequest, answer=ObjectBody)
    async def post(self, project_id: str, body: RestoreVersionRequest) -> None:
        uri = parse_uri(body.uri)
        made = await self.call_storage(self.manager(Objects).restore_version, uri, body.version_id)
        self.answer(wire.object_body(made))


class ObjectActionsHandler(Handler):
    """Copies, moves, and makes folders."""

    @endpoint("write", "obs", body=ObjectActionRequest, answer=CountBody)
    async def post(self, project_id: str, body: ObjectActionRequest) -> None:
        folders = self.manager(Folders)
        if body.action is ObjectAction.CREATE_FOLDER:
            folder = parse_uri(body.target or body.source)
            count = await self.call_storage(folders.create_folder, folder)
        else:
            act = folders.copy if body.action is ObjectAction.COPY else folders.move
            source, target = parse_uri(body.source), parse_uri(body.target)
            count = await self.call_storage(act, source, target, overwrite=body.overwrite)
        self.answer(CountBody(count=count))


class TrashHandler(Handler):
    """What was deleted in a bucket: looked at, given back, deleted for good."""

    @endpoint("read", "obs", query=TrashQuery, answer=TrashBody)
    async def get(self, project_id: str, query: TrashQuery) -> None:
        entries = await self.call_storage(self.manager(Folders).trashed, query.bucket)
        self.answer(wire.trash_body(entries))

    @endpoint("write", "obs", body=RestoreRequest, answer=CountBody)
    async def post(self, project_id: str, body: RestoreRequest) -> None:
        count = await self.call_storage(self.manager(Folders).restore, body.bucket, body.trash_id)
        self.answer(CountBody(count=count))

    @endpoint("write", "obs", query=ForgetQuery, answer=CountBody)
    async def delete(self, project_id: str, query: ForgetQuery) -> None:
        count = await self.call_storage(self.manager(Folders).forget, query.bucket, query.trash_id)
        self.answer(CountBody(count=count))


ROUTES = [
    Route("/v1/{project_id}/buckets", BucketsHandler),
    Route("/v1/{project_id}/objects", ObjectsHandler),
    Route("/v1/{project_id}/objects/info", ObjectInfoHandler),
    Route("/v1/{project_id}/objects/versions", ObjectVersionsHandler),
    Route("/v1/{project_id}/objects/actions", ObjectActionsHandler),
    Route("/v1/{project_id}/objects/trash", TrashHandler),
    *CONTENT,
    *TASKS,
    *UPLOADS,
    *STORES,
]
