"""Queries that name objects: a key's spaces and control characters are the key's."""

from __future__ import annotations

from typing import TypeVar

from ..core.errors import InvalidInput
from ..core.handlers import Handler, validate

M = TypeVar("M")


class OpaqueHandler(Handler):
    """Reads a query as it was sent; tornado would strip and replace."""

    def read_query(self, schema: type[M]) -> M:
        """The query string as `schema`; of a name that is repeated the last one counts."""
        arguments = self.request.query_arguments.items()
        try:
            found = {name: values[-1].decode() for name, values in arguments}
        except UnicodeDecodeError:
            raise InvalidInput("The query is not valid UTF-8.") from None
        return validate(schema, found)
