"""The rules of object stores: entering, changing, trying and forgetting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.errors import InvalidInput
from .configured import (
    ConfiguredStore,
    Credentials,
    StoreRecords,
    bucket_prefix,
    store_name,
    with_scheme,
)
from .manager import Objects
from .routing import StoreView
from .store_bodies import StoreRequest
from .stores.s3_client import settings_of

if TYPE_CHECKING:
    from .connection import Report


class StoreManager:
    """The object stores beside the local one."""

    def __init__(self, objects: Objects, records: StoreRecords) -> None:
        self._stores, self._records = objects.stores, records

    def views(self) -> list[StoreView]:
        """All stores, the local one first."""
        return self._stores.views()

    def note_environment(self) -> None:
        """Let the platform's own work find the store that this process's variables name."""
        self._records.note_environment()

    def create(self, wanted: StoreRequest) -> ConfiguredStore:
        """Raises `Conflict` where the name is in use."""
        made = self._checked(wanted, None)
        self._records.add(made)
        return made

    def update(self, name: str, wanted: StoreRequest) -> ConfiguredStore:
        """Change everything but the name; an empty secret leaves the one that is kept."""
        before = self._records.get(name)
        made = self._checked(wanted.model_copy(update={"name": name}), before)
        self._records.replace(made)
        return made

    def delete(self, name: str) -> None:
        """Forget a store; its objects stay where they are."""
        self._records.remove(name)

    def test(self, name: str, bucket: str = "") -> Report:
        """Look whether a store can be used."""
        from .connection import try_connection  # ssl and http: not at the server's start

        found = self._records.get(name)
        report = try_connection(found.settings(), bucket)
        self._stores.forget()
        return report

    def test_request(self, wanted: StoreRequest, bucket: str = "") -> Report:
        """The same for what is not saved yet; a store of that name lends its secret."""
        from .connection import try_connection

        known = {one.name: one for one in self._records.all()}
        made = self._checked(wanted, known.get(wanted.name))
        return try_connection(made.settings(), bucket)

    def _checked(self, wanted: StoreRequest, before: ConfiguredStore | None) -> ConfiguredStore:
        made = ConfiguredStore(
            name=store_name(wanted.name),
            endpoint=with_scheme(wanted.endpoint),
            region=wanted.region.strip(),
            addressing=wanted.addressing,
            credentials=wanted.credentials,
            prefix=bucket_prefix(wanted.prefix.strip()),
            **self._keys(wanted, before),
        )
        settings_of(made.settings())  # raises where the endpoint or addressing is none
        if made.credentials is Credentials.ENVIRONMENT:
            return made
        if not made.access_key or not made.secret_key:
            raise InvalidInput("Enter the access key and its secret key: one is missing.")
        return made

    def _keys(self, wanted: StoreRequest, before: ConfiguredStore | None) -> dict[str, str]:
        if wanted.credentials is Credentials.ENVIRONMENT:
            return {}
        access = wanted.access_key.strip()
        secret = wanted.secret_key.get_secret_value()
        token = wanted.session_token.get_secret_value()
        if not secret and before is not None:
            # a secret goes only to where it went before, with its own key
            if access not in ("", before.access_key) or not _same_place(wanted, before):
                raise InvalidInput(
                    "Enter the secret key again: the endpoint or the access key is another one."
                )
            access, secret, token = before.access_key, before.secret_key, before.session_token
        return {"access_key": access, "secret_key": secret, "session_token": token}


def _same_place(wanted: StoreRequest, before: ConfiguredStore) -> bool:
    return with_scheme(wanted.endpoint) == before.endpoint
