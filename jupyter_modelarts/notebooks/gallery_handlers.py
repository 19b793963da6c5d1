"""Galleries over HTTP."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from ..core.safe.files import serving_headers
from . import gallery_wire as wire
from .gallery_manager import GalleryManager
from .gallery_schemas import (
    CopyBody,
    CopyRequest,
    ExampleListBody,
    ExampleQuery,
    GalleryBody,
    GalleryListBody,
    GalleryRequest,
    PlaceQuery,
    PreviewBody,
)

RESOURCE = "notebooks"


class GalleriesHandler(Handler):
    """Places whose notebooks are shown."""

    @endpoint("read", RESOURCE, answer=GalleryListBody)
    async def get(self, project_id: str) -> None:
        self.answer(wire.gallery_list_body(await self.call(self.manager(GalleryManager).galleries)))

    @endpoint("write", RESOURCE, body=GalleryRequest, answer=GalleryBody, status=201)
    async def post(self, project_id: str, body: GalleryRequest) -> None:
        manager = self.manager(GalleryManager)
        added = await self.call_storage(manager.add, body.gallery_name, body.location)
        self.answer(wire.gallery_body(added))


class GalleryHandler(Handler):
    """One of them."""

    @endpoint("write", RESOURCE, answer=GalleryBody)
    async def delete(self, project_id: str, gallery_id: str) -> None:
        removed = await self.call(self.manager(GalleryManager).remove, gallery_id)
        self.answer(wire.gallery_body(removed))


class ExamplesHandler(Handler):
    """The examples of a gallery."""

    @endpoint("read", RESOURCE, query=ExampleQuery, answer=ExampleListBody)
    async def get(self, project_id: str, query: ExampleQuery) -> None:
        manager = self.manager(GalleryManager)
        shelf = await self.call_storage(manager.shelf, query.gallery_id)
        self.answer(wire.example_list_body(shelf, await self.call(manager.engines)))


class ExampleContentHandler(Handler):
    """An example to look at."""

    @endpoint("read", RESOURCE, query=PlaceQuery, answer=PreviewBody)
    async def get(self, project_id: str, query: PlaceQuery) -> None:
        manager = self.manager(GalleryManager)
        preview = await self.call_storage(manager.preview, query.gallery_id, query.path)
        self.answer(wire.preview_body(preview, await self.call(manager.engines)))


class ExampleThumbnailHandler(Handler):
    """A small picture of an example."""

    @endpoint("read", RESOURCE, query=PlaceQuery)
    async def get(self, project_id: str, query: PlaceQuery) -> None:
        manager = self.manager(GalleryManager)
        data, kind = await self.call_storage(manager.thumbnail, query.gallery_id, query.path)
        headers = serving_headers("thumbnail", as_type=kind)
        self.answer_bytes(data, {**headers, "Cache-Control": "private, max-age=300"})


class ExampleCopiesHandler(Handler):
    """Create a copy in the work directory."""

    @endpoint("write", RESOURCE, body=CopyRequest, answer=CopyBody, status=201)
    async def post(self, project_id: str, body: CopyRequest) -> None:
        manager = self.manager(GalleryManager)
        made = await self.call_storage(
            manager.copy,
            body.gallery_id,
            body.path,
            folder=body.folder,
            file_name=body.file_name,
            overwrite=body.overwrite,
        )
        self.answer(wire.copy_body(made, await self.call(manager.engines)))


ROUTES: list[Route] = [
    Route("/v1/{project_id}/galleries", GalleriesHandler),
    Route("/v1/{project_id}/galleries/{gallery_id}", GalleryHandler),
    Route("/v1/{project_id}/examples", ExamplesHandler),
    Route("/v1/{project_id}/examples/content", ExampleContentHandler),
    Route("/v1/{project_id}/examples/thumbnail", ExampleThumbnailHandler),
    Route("/v1/{project_id}/examples/copies", ExampleCopiesHandler),
]
