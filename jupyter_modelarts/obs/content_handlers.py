"""The bytes of objects over HTTP: any size goes out in pieces, what is small comes in whole."""

from __future__ import annotations

from collections.abc import Iterator

from tornado.iostream import StreamClosedError

from ..core.errors import Conflict, InvalidInput, PreconditionFailed, TooLarge
from ..core.handlers import Route, endpoint
from ..core.safe.files import serving_headers
from ..core.safe.uris import ObjectUri, parse_uri
from . import wire
from .bodies import ObjectBody, ObjectQuery
from .manager import Objects
from .opaque import OpaqueHandler
from .ranges import ByteRange, Reading, byte_range, open_reading
from .schemas import ObjectInfo

MAX_BYTES = 64 * 1024 * 1024
ANY = "*"


class ContentHandler(OpaqueHandler):
    """The bytes of one object: answered as a hostile file is served, and taken as they come."""

    @endpoint("read", "obs", query=ObjectQuery)
    async def get(self, project_id: str, query: ObjectQuery) -> None:
        uri = parse_uri(query.uri)
        reading = await self.call_storage(open_reading, self.manager(Objects), uri)
        try:
            await self._send(uri, reading, download=query.download)
        except StreamClosedError:  # the reader went away
            return
        finally:
            await self.call_storage(reading.close)

    @endpoint("write", "obs", query=ObjectQuery, answer=ObjectBody)
    async def put(self, project_id: str, query: ObjectQuery) -> None:
        data = self.request.body
        if len(data) > MAX_BYTES:
            raise TooLarge(
                f"{len(data)} bytes were sent; at most 64 MB are taken at once: send larger "
                "files in parts, as an upload."
            )
        made = await self.call_storage(self._put, parse_uri(query.uri), data)
        self.set_header("ETag", f'"{made.etag}"')
        self.answer(wire.object_body(made))

    async def _send(self, uri: ObjectUri, reading: Reading, *, download: bool) -> None:
        info = reading.info
        for name, value in serving_headers(uri.name, download=download).items():
            self.set_header(name, value)
        self.set_header("ETag", f'"{info.etag}"')
        self.set_header("Accept-Ranges", "bytes")
        self.set_header("Cache-Control", "private, no-cache")
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        wanted = self._range(info)
        self.set_header("Content-Length", str(wanted.length))
        pieces = reading.pieces(wanted)
        while (piece := await self.call_storage(_next, pieces)) is not None:
            self.write(piece)
            await self.flush()
        self.finish(set_content_type=self._headers["Content-Type"])

    def _range(self, info: ObjectInfo) -> ByteRange:
        """What is asked for; with an If-Range of another version, all."""
        same = self.request.headers.get("If-Range", f'"{info.etag}"') == f'"{info.etag}"'
        wanted = byte_range(self.request.headers.get("Range"), info.size) if same else None
        if wanted is None:
            return ByteRange(0, info.size)
        self.set_status(206)
        self.set_header("Content-Range", f"bytes {wanted.start}-{wanted.end - 1}/{info.size}")
        return wanted

    def _put(self, uri: ObjectUri, data: bytes) -> ObjectInfo:
        match, if_absent = self._conditions()
        objects = self.manager(Objects)
        if match is None and not if_absent:
            return objects.put(uri, data)
        try:
            return objects.put(uri, data, if_absent=if_absent, if_match=match)
        except Conflict as error:
            raise PreconditionFailed(str(error)) from None

    def _conditions(self) -> tuple[str | None, bool]:
        match = self.request.headers.get("If-Match")
        none_match = self.request.headers.get("If-None-Match")
        if none_match not in (None, ANY):
            raise InvalidInput("If-None-Match can only be *: write where nothing is yet.")
        if match == ANY:
            raise InvalidInput("If-Match must repeat the ETag that was answered.")
        etag = None if match is None else match.strip().removeprefix("W/").strip('"')
        return etag, none_match == ANY


def _next(pieces: Iterator[bytes]) -> bytes | None:
    return next(pieces, None)


ROUTES = [Route("/v1/{project_id}/objects/content", ContentHandler)]
