"""Files between this machine and the object store: `session.obs`."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import Any, Iterator, Union

from .client import Client
from .errors import ModelArtsError

CONTENT = "/v1/{p}/objects/content"
LIST = "/v1/{p}/objects"
MAX_BYTES = 64 * 1024 * 1024
PREFIX = "obs://"

PathLike = Union[str, "os.PathLike[str]"]


class Obs:
    """Copies files and folders up and down. An object here has at most 64 MB."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def upload_file(self, src_local_file: PathLike, dst_obs_dir: str) -> None:
        """Copy a file into a folder that ends in a slash, under its own name."""
        self.put_file(src_local_file, _folder(dst_obs_dir) + Path(src_local_file).name)

    def upload_dir(self, src_local_dir: PathLike, dst_obs_dir: str) -> None:
        """Copy a folder into a folder; empty ones and links stay behind."""
        source = Path(src_local_dir).resolve()
        if not source.is_dir():
            raise ModelArtsError(f"There is no folder {src_local_dir}.")
        target = f"{_folder(dst_obs_dir)}{source.name}/"
        for path in sorted(source.rglob("*")):
            if path.is_file() and not path.is_symlink():
                self.put_file(path, target + path.relative_to(source).as_posix())

    def download_file(self, src_obs_file: str, dst_local_dir: PathLike) -> None:
        """Copy an object into a folder of this machine, under its own name."""
        self.get_file(src_obs_file, _below(Path(dst_local_dir), posixpath.basename(src_obs_file)))

    def download_dir(self, src_obs_dir: str, dst_local_dir: PathLike) -> None:
        """Copy a folder into a folder of this machine, under its own name."""
        source = _folder(src_obs_dir)
        name = posixpath.basename(source.rstrip("/"))
        target = Path(dst_local_dir) / name
        for item in self.walk(source):
            self.get_file(str(item["uri"]), _below(target, str(item["uri"])[len(source) :]))

    def walk(self, uri: str) -> Iterator[dict[str, Any]]:
        """Ours: all objects of a folder, as `{uri, name, size, last_modified}`."""
        marker = ""
        while True:
            query = {"uri": _folder(uri), "marker": marker, "limit": 1000}
            page = self._client.call("GET", LIST, query=query)
            for folder in page["folders"]:
                yield from self.walk(str(folder))
            yield from page["objects"]
            if not page["next_marker"]:
                return
            marker = page["next_marker"]

    def put_file(self, source: PathLike, uri: str) -> None:
        """Ours: copy a file to exactly this object."""
        path = Path(source)
        if not path.is_file():
            raise ModelArtsError(f"There is no file {source}.")
        if path.stat().st_size > MAX_BYTES:
            raise ModelArtsError(
                f"{source} has more than 64 MB: copy it into the store's folder instead, which "
                "README.md of ModelArts names."
            )
        self.put(path.read_bytes(), uri)

    def put(self, data: bytes, uri: str) -> None:
        """Ours: write an object."""
        headers = {"Content-Type": "application/octet-stream"}
        self._client.send("PUT", CONTENT, data, {"uri": normal(uri)}, headers)

    def get_file(self, uri: str, target: PathLike) -> None:
        """Ours: copy an object to exactly this file; its folders are made."""
        data = self.read(uri)
        path = Path(target)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        part.replace(path)

    def read(self, uri: str) -> bytes:
        """Ours: the bytes of an object."""
        return self._client.send("GET", CONTENT, query={"uri": normal(uri)}).body


def normal(uri: str) -> str:
    """`obs://bucket/key` of one of the spellings. Raises ModelArtsError for a local path."""
    if uri.startswith((PREFIX, "s3://")):
        return PREFIX + uri.split("://", 1)[1]
    if uri.startswith("/"):
        return PREFIX + uri[1:]
    raise ModelArtsError(f"{uri} is no object: write obs://bucket/key.")


def _folder(uri: str) -> str:
    uri = normal(uri)
    return uri if uri.endswith("/") else uri + "/"


def _below(folder: Path, relative: str) -> Path:
    """A file in `folder`. Raises ModelArtsError for a key that leads out of it."""
    parts = relative.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ModelArtsError(f"{relative} cannot be a file here: its name leads elsewhere.")
    return folder.joinpath(*parts)
