"""Notebooks over HTTP."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from . import gallery_handlers, wire
from .manager import NotebookManager
from .schemas import ConversionBody, ConversionRequest
from .sync_handlers import ROUTES as SYNC_ROUTES

RESOURCE = "notebooks"


class ConversionsHandler(Handler):
    """Convert to Python File."""

    @endpoint("write", RESOURCE, body=ConversionRequest, answer=ConversionBody, status=201)
    async def post(self, project_id: str, body: ConversionRequest) -> None:
        made = await self.call_storage(
            self.manager(NotebookManager).convert,
            body.notebook,
            body.file_name,
            overwrite=body.overwrite,
            cells=body.cells,
            options=body.options,
        )
        self.answer(wire.conversion_body(made))


ROUTES: list[Route] = [
    Route("/v1/{project_id}/notebook-conversions", ConversionsHandler),
    *gallery_handlers.ROUTES,
    *SYNC_ROUTES,
]
