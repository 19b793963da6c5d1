"""Object stores over HTTP. Who may make access keys may enter them: a job's token may not."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from . import store_wire as wire
from .store_bodies import (
    NewStoreTestRequest,
    StoreBody,
    StoreListBody,
    StoreRequest,
    StoreTestBody,
    StoreTestRequest,
)
from .store_manager import StoreManager

_KEYS = "iam"


class StoresHandler(Handler):
    """All stores, and entering one."""

    @endpoint("read", "obs", answer=StoreListBody)
    async def get(self, project_id: str) -> None:
        self.answer(wire.stores_body(await self.call_storage(self.manager(StoreManager).views)))

    @endpoint("write", _KEYS, body=StoreRequest, answer=StoreBody, status=201)
    async def post(self, project_id: str, body: StoreRequest) -> None:
        made = await self.call_storage(self.manager(StoreManager).create, body)
        self.answer(wire.record_body(made))


class StoreHandler(Handler):
    """One store."""

    @endpoint("write", _KEYS, body=StoreRequest, answer=StoreBody)
    async def put(self, project_id: str, store_name: str, body: StoreRequest) -> None:
        made = await self.call_storage(self.manager(StoreManager).update, store_name, body)
        self.answer(wire.record_body(made))

    @endpoint("write", _KEYS)
    async def delete(self, project_id: str, store_name: str) -> None:
        await self.call_storage(self.manager(StoreManager).delete, store_name)
        self.answer()


class StoreTestHandler(Handler):
    """Whether a store can be used."""

    @endpoint("write", _KEYS, body=StoreTestRequest, answer=StoreTestBody)
    async def post(self, project_id: str, store_name: str, body: StoreTestRequest) -> None:
        test = self.manager(StoreManager).test
        self.answer(wire.report_body(await self.call_storage(test, store_name, body.bucket)))


class NewStoreTestHandler(Handler):
    """The same before it is saved."""

    @endpoint("write", _KEYS, body=NewStoreTestRequest, answer=StoreTestBody)
    async def post(self, project_id: str, body: NewStoreTestRequest) -> None:
        test = self.manager(StoreManager).test_request
        self.answer(wire.report_body(await self.call_storage(test, body.store, body.bucket)))


ROUTES = [
    Route("/v1/{project_id}/stores", StoresHandler),
    Route("/v1/{project_id}/store-tests", NewStoreTestHandler),
    Route("/v1/{project_id}/stores/{store_name}", StoreHandler),
    Route("/v1/{project_id}/stores/{store_name}/test", StoreTestHandler),
]
