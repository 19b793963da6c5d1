"""Files between this machine and the object store: `session.obs`."""

from __future__ import annotations

import json
import os
import posixpath
from pathlib import Path
from typing import Any, Iterator, Union

from . import downloading, uploading
from .client import Client, Stream
from .errors import ModelArtsError
from .patience import Patience, usual
from .uploading import TASKS

LIST = "/v1/{p}/objects"
INFO = "/v1/{p}/objects/info"
ACTIONS = "/v1/{p}/objects/actions"
PREFIX = "obs://"
PAGE = 1000
FOLDER_S = 3600.0

PathLike = Union[str, "os.PathLike[str]"]


class Obs:
    """Copies files and folders up and down, of any size, and tries again what breaks off."""

    def __init__(self, client: Client, patience: Patience | None = None) -> None:
        self._client = client
        self._patience = usual() if patience is None else patience

    def copy(self, src_path: PathLike, dst_path: PathLike, keep_last_dir: bool = True) -> None:
        """Copy a file or a folder, up or down; an `obs://` path is one of the two.

        `keep_last_dir` puts a folder under its own name into the target, else its content.
        """
        source, target = os.fspath(src_path), os.fspath(dst_path)
        if is_object(source) == is_object(target):
            raise ModelArtsError("Of src_path and dst_path one is a local path and one is obs://….")
        if is_object(source):
            self._copy_down(source, Path(target), keep_last_dir)
        else:
            self._copy_up(Path(source), target, keep_last_dir)

    def upload_file(self, src_local_file: PathLike, dst_obs_dir: str) -> None:
        """Copy a file into a folder that ends in a slash, under its own name."""
        self.put_file(src_local_file, _folder(dst_obs_dir) + Path(src_local_file).name)

    def upload_dir(self, src_local_dir: PathLike, dst_obs_dir: str) -> None:
        """Copy a folder into a folder; empty ones and links stay behind."""
        self._copy_up(_existing(src_local_dir), dst_obs_dir, keep_last_dir=True)

    def download_file(self, src_obs_file: str, dst_local_dir: PathLike) -> None:
        """Copy an object into a folder of this machine, under its own name."""
        self.get_file(src_obs_file, below(Path(dst_local_dir), posixpath.basename(src_obs_file)))

    def download_dir(self, src_obs_dir: str, dst_local_dir: PathLike) -> None:
        """Copy a folder into a folder of this machine, under its own name."""
        self._copy_down(_folder(src_obs_dir), Path(dst_local_dir), keep_last_dir=True)

    def walk(self, uri: str) -> Iterator[dict[str, Any]]:
        """Ours: all objects of a folder, as `{uri, name, size, last_modified, etag}`."""
        for page in self._pages(uri, recursive=True):
            yield from page["objects"]

    def listing(self, uri: str, limit: int = PAGE) -> Iterator[dict[str, Any]]:
        """Ours: the objects right in a folder, and its folders as `{uri}` with a slash at the
        end; asked for `limit` at a time."""
        for page in self._pages(uri, recursive=False, limit=limit):
            yield from ({"uri": folder} for folder in page["folders"])
            yield from page["objects"]

    def info(self, uri: str) -> dict[str, Any]:
        """Ours: one object without its bytes. A folder is none, and a 404."""
        return dict(self._asked(INFO, {"uri": normal(uri)}))

    def put_file(
        self, source: PathLike, uri: str, *, overwrite: bool = True, tasks: int = TASKS
    ) -> None:
        """Ours: copy a file to exactly this object; `tasks` parts of a large one at a time."""
        path = Path(source)
        if not path.is_file():
            raise ModelArtsError(f"There is no file {source}.")
        uploading.upload(
            self._client, self._patience, path, normal(uri), overwrite=overwrite, tasks=tasks
        )

    def put(self, data: bytes, uri: str, **conditions: str) -> dict[str, Any]:
        """Ours: write an object of at most 64 MB, where `if_match="etag"` or `if_none_match="*"`
        say so."""
        found = uploading.put(self._client, self._patience, data, normal(uri), **conditions)
        return dict(found)

    def get_file(self, uri: str, target: PathLike, *, tasks: int = TASKS) -> str:
        """Ours: copy an object to exactly this file; its folders are made. The answer is the etag
        of what came."""
        return downloading.download(self._client, self._patience, normal(uri), Path(target), tasks)

    def read(self, uri: str) -> bytes:
        """Ours: the bytes of an object."""
        return downloading.read(self._client, self._patience, normal(uri))

    def open_range(self, uri: str, start: int, end: int | None = None, etag: str = "") -> Stream:
        """Ours: a stream of some of the bytes, which is not tried again once it has begun."""
        return self._patience(
            lambda: downloading.open_range(self._client, normal(uri), start, end, etag)
        )

    def delete(self, uri: str) -> int:
        """Ours: move an object, or a folder (with a slash at the end), to the trash."""
        found = self._long("DELETE", LIST, query={"uri": normal(uri)})
        return int(found["count"])

    def act(self, action: str, source: str, target: str = "", overwrite: bool = True) -> None:
        """Ours: `copy`, `move` or `create_folder` within the store."""
        body = {"action": action, "source": normal(source), "overwrite": overwrite}
        if target:
            body["target"] = normal(target)
        self._long("POST", ACTIONS, json.dumps(body).encode())

    def _pages(self, uri: str, recursive: bool, limit: int = PAGE) -> Iterator[dict[str, Any]]:
        query = {"uri": _folder(uri), "marker": "", "limit": limit, "recursive": recursive}
        while True:
            page = self._asked(LIST, query)
            yield page
            if not page["next_marker"]:
                return
            query = {**query, "marker": page["next_marker"]}

    def _asked(self, path: str, query: dict[str, Any]) -> Any:
        return self._patience(lambda: self._client.call("GET", path, query=query))

    def _long(self, method: str, path: str, data: bytes | None = None, query: Any = None) -> Any:
        """What may take as long as a folder is large."""
        headers = {"Content-Type": "application/json"}
        return self._patience(
            lambda: self._client.send(method, path, data, query, headers, FOLDER_S).json()
        )

    def _copy_up(self, source: Path, target: str, keep_last_dir: bool) -> None:
        if not source.is_dir():
            self.put_file(source, target + source.name if target.endswith("/") else target)
            return
        source = source.resolve()
        folder = _folder(target) + (f"{source.name}/" if keep_last_dir else "")
        for path in sorted(source.rglob("*")):
            if path.is_file() and not path.is_symlink():
                self.put_file(path, folder + path.relative_to(source).as_posix())

    def _copy_down(self, source: str, target: Path, keep_last_dir: bool) -> None:
        if not source.endswith("/") and self._is_object(source):
            into = below(target, posixpath.basename(source)) if target.is_dir() else target
            self.get_file(source, into)
            return
        folder = _folder(source)
        if keep_last_dir:
            target = below(target, posixpath.basename(folder.rstrip("/")))
        for item in self.walk(folder):
            uri = str(item["uri"])
            if not uri.endswith("/"):
                self.get_file(uri, below(target, uri[len(folder) :]))

    def _is_object(self, uri: str) -> bool:
        try:
            self.info(uri)
        except ModelArtsError as error:
            if error.status == 404:
                return False
            raise
        return True


def is_object(path: str) -> bool:
    """Whether it is spelled `obs://…` or `s3://…`."""
    return path.startswith((PREFIX, "s3://"))


def normal(uri: str) -> str:
    """`obs://bucket/key` of one of the spellings. Raises ModelArtsError for a local path."""
    if is_object(uri):
        return PREFIX + uri.split("://", 1)[1]
    if uri.startswith("/"):
        return PREFIX + uri[1:]
    raise ModelArtsError(f"{uri} is no object: write obs://bucket/key.")


def below(folder: Path, relative: str) -> Path:
    """A file in `folder`. Raises ModelArtsError for a key that leads out of it."""
    parts = relative.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ModelArtsError(f"{relative} cannot be a file here: its name leads elsewhere.")
    return folder.joinpath(*parts)


def _folder(uri: str) -> str:
    uri = normal(uri)
    return uri if uri.endswith("/") else uri + "/"


def _existing(folder: PathLike) -> Path:
    path = Path(folder)
    if not path.is_dir():
        raise ModelArtsError(f"There is no folder {folder}.")
    return path
