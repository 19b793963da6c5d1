"""What the object routes take and answer (our addition: ModelArts' own console asks OBS)."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from ..core.schemas import Schema
from .task_schemas import TaskAction, TaskState
from .upload_schemas import UploadState


class BucketBody(Schema):
    """A bucket; `create_time` in milliseconds."""

    name: str
    create_time: int


class BucketListBody(Schema):
    """All buckets."""

    buckets: list[BucketBody]


class CreateBucketRequest(Schema):
    """A bucket to make, in the store of this name; without one, in the local store."""

    name: str
    store: str = ""


class ObjectListQuery(Schema):
    """What lies in the folder `uri` after `marker`: one level, or with `recursive` all below;
    with `prefix` only the names that begin so."""

    uri: str
    marker: str = ""
    limit: Annotated[int, Field(ge=1, le=1000)] = 200
    recursive: bool = False
    prefix: str = ""


class ObjectBody(Schema):
    """An object; `last_modified` in milliseconds."""

    uri: str
    name: str
    size: int
    last_modified: int
    etag: str


class ObjectListBody(Schema):
    """A page: folders and objects in the order of their keys."""

    folders: list[str]
    objects: list[ObjectBody]
    next_marker: str | None


class ObjectInfoQuery(Schema):
    """One object."""

    uri: str


class VersionBody(Schema):
    """An object as it was from `last_modified` (milliseconds) on; `deleted` where it was deleted
    then."""

    version_id: str
    size: int
    last_modified: int
    is_latest: bool
    deleted: bool


class VersionListBody(Schema):
    """The latest first; `kept` is false where the bucket keeps no versions."""

    kept: bool
    versions: list[VersionBody]


class RestoreVersionRequest(Schema):
    """The version that is to be the latest again."""

    uri: str
    version_id: Annotated[str, Field(max_length=1024)]


class ObjectQuery(Schema):
    """One object; with `download` the browser saves it."""

    uri: str
    download: bool = False


class DeleteObjectsQuery(Schema):
    """An object, a folder (it ends in a slash), or an empty bucket; `permanent` passes by the
    trash."""

    uri: str
    permanent: bool = False


class RemovalBody(Schema):
    """What was deleted; `trash_id` gives it back, null where it is for good."""

    trash_id: str | None
    count: int


class ObjectAction(str, Enum):
    """What can be done to an object or a folder."""

    COPY = "copy"
    MOVE = "move"
    CREATE_FOLDER = "create_folder"


class ObjectActionRequest(Schema):
    """Folders end in a slash. `create_folder` needs only a `target`."""

    action: ObjectAction
    source: str = ""
    target: str = ""
    overwrite: bool = False


class CountBody(Schema):
    """How many objects it was."""

    count: int


class FolderTaskRequest(Schema):
    """Work on all objects of the folder `source`: `copy` or `move` it to the folder `target`,
    `delete` it to the trash; `restore` a deletion of its bucket, or `forget` it, or with an empty
    `trash_id` all of the bucket's trash."""

    action: TaskAction
    source: str
    target: str = ""
    overwrite: bool = False
    trash_id: str = ""


class FolderTaskBody(Schema):
    """Work on a folder; `total` is null until its objects are counted. `trash_id` gives back what
    was deleted."""

    task_id: str
    action: TaskAction
    source: str
    target: str
    trash_id: str
    state: TaskState
    done: int
    total: int | None
    reason: str
    create_time: int


class FolderTaskListBody(Schema):
    """What is running, and what has ended in the last days; the latest first."""

    tasks: list[FolderTaskBody]


class TrashQuery(Schema):
    """The trash of one bucket."""

    bucket: str


class ForgetQuery(Schema):
    """One deletion, or where none is named all of the bucket's trash."""

    bucket: str
    trash_id: str | None = None


class RestoreRequest(Schema):
    """The deletion to give back."""

    bucket: str
    trash_id: str


class TrashedBody(Schema):
    """One deletion: `uri` is the object or the folder of all; `trashed_at` in milliseconds.
    With `is_more` there are more objects than `count`."""

    trash_id: str
    uri: str
    trashed_at: int
    count: int
    is_more: bool


class TrashBody(Schema):
    """A bucket's trash, the latest deletion first."""

    items: list[TrashedBody]


class CreateUploadRequest(Schema):
    """An object that will come in parts; `sha256` is of the whole."""

    uri: str
    size: Annotated[int, Field(ge=0)]
    overwrite: bool = False
    sha256: str | None = None


class UploadBody(Schema):
    """A chunked upload; `parts` are the numbers that have arrived."""

    upload_id: str
    uri: str
    size: int
    part_size: int
    parts: list[int]
    state: UploadState
    reason: str
    create_time: int


class UploadListBody(Schema):
    """All uploads, the latest first."""

    uploads: list[UploadBody]


class UploadPartBody(Schema):
    """A part that has arrived."""

    number: int
    sha256: str
