"""The home page and the sample data over HTTP (our additions to ModelArts' API)."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from .manager import HomeManager
from .schemas import DismissedBody, DismissRequest, HomeBody, SampleDataBody


class HomeHandler(Handler):
    """Everything that the home page shows."""

    @endpoint("read", "home", answer=HomeBody)
    async def get(self, project_id: str) -> None:
        self.answer(await self.call(self.manager(HomeManager).overview))


class DismissalsHandler(Handler):
    """What was seen and need not be shown again."""

    @endpoint("write", "home", body=DismissRequest, answer=DismissedBody)
    async def post(self, project_id: str, body: DismissRequest) -> None:
        self.answer(await self.call(self.manager(HomeManager).dismiss, body))


class SampleDataHandler(Handler):
    """The sample data: how it stands, and making it."""

    @endpoint("read", "home", answer=SampleDataBody)
    async def get(self, project_id: str) -> None:
        self.answer(await self.call(self.manager(HomeManager).sample_data))

    @endpoint("execute", "home", answer=SampleDataBody, status=202)
    async def post(self, project_id: str) -> None:
        self.answer(await self.call(self.manager(HomeManager).make_sample_data))


class StopSampleDataHandler(Handler):
    """Giving up the making of the sample data."""

    @endpoint("execute", "home", answer=SampleDataBody)
    async def post(self, project_id: str) -> None:
        self.answer(await self.call(self.manager(HomeManager).stop_sample_data))


ROUTES = [
    Route("/v1/{project_id}/home", HomeHandler),
    Route("/v1/{project_id}/home/dismissals", DismissalsHandler),
    Route("/v1/{project_id}/sample-data", SampleDataHandler),
    Route("/v1/{project_id}/sample-data/stop", StopSampleDataHandler),
]
