"""Work on whole folders: answered at once or followed, stopped, gone on with after a death."""

from __future__ import annotations

import json
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from jupyter_modelarts.core.safe.uris import ObjectUri, parse_uri
from jupyter_modelarts.obs import Folders, FolderTasks, ObjectInfo, Objects
from jupyter_modelarts.obs import folder_tasks as module
from jupyter_modelarts.obs.task_schemas import FolderTask, TaskAction, TaskState

from .conftest import Ask

FROM = parse_uri("obs://modelarts/from/")
TO = parse_uri("obs://modelarts/to/")
COUNT = 6


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is small is over when it is answered, however busy this machine is."""
    monkeypatch.setattr(module, "ANSWER_S", 60.0)


@pytest.fixture
def folder(objects: Objects) -> ObjectUri:
    for number in range(COUNT):
        objects.put(FROM.join(f"deep/{number}"), b"%d" % number)
    return FROM


@pytest.fixture
def tasks(objects: Objects, tmp_path: Path) -> FolderTasks:
    return FolderTasks(Folders(objects), tmp_path / "tasks")


class Gate:
    """Lets moves through one by one, so that a test sees the work half done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, let_through: int) -> None:
        self.is_open = threading.Event()
        self.reached = threading.Event()
        self._moves = 0
        real = Objects.move

        def move(
            objects: Objects, source: ObjectUri, target: ObjectUri, *, if_absent: bool = False
        ) -> ObjectInfo:
            self._moves += 1
            if self._moves > let_through:
                self.reached.set()
                assert self.is_open.wait(30)
            return real(objects, source, target, if_absent=if_absent)

        monkeypatch.setattr(Objects, "move", move)
        monkeypatch.setattr(module, "ANSWER_S", 0.0)


def _keys(objects: Objects, uri: ObjectUri) -> set[str]:
    return {info.key.removeprefix(uri.key) for info in objects.walk(uri)}


def _ended(tasks: FolderTasks, task_id: str) -> FolderTask:
    for _ in range(6000):
        task = tasks.get(task_id)
        if task.state is not TaskState.RUNNING:
            return task
        time.sleep(0.01)
    raise AssertionError("it is still running")


def test_a_small_folder_is_done_when_it_is_answered(
    tasks: FolderTasks, objects: Objects, folder: ObjectUri
) -> None:
    copied = tasks.begin(TaskAction.COPY, folder, TO)
    moved = tasks.begin(TaskAction.MOVE, TO, parse_uri("obs://modelarts/other/"))
    deleted = tasks.begin(TaskAction.DELETE, folder)
    restored = tasks.begin(TaskAction.RESTORE, folder, trash_id=deleted.trash_id)

    for task in (copied, moved, deleted, restored):
        assert (task.state, task.done, task.total) == (TaskState.DONE, COUNT, COUNT)
    assert len(_keys(objects, parse_uri("obs://modelarts/other/"))) == COUNT
    assert len(_keys(objects, folder)) == COUNT
    assert not _keys(objects, TO)


def test_what_is_wrong_is_said_at_once(
    tasks: FolderTasks, objects: Objects, folder: ObjectUri
) -> None:
    objects.put(TO.join("taken"), b"")

    with pytest.raises(Conflict, match="exists already"):
        tasks.begin(TaskAction.MOVE, folder, TO)
    with pytest.raises(InvalidInput, match="within it"):
        tasks.begin(TaskAction.MOVE, folder, folder.join("deeper/"))
    with pytest.raises(InvalidInput, match="no folder"):
        tasks.begin(TaskAction.DELETE, folder.join("deep"))
    with pytest.raises(InvalidInput, match="whole bucket"):
        tasks.begin(TaskAction.DELETE, parse_uri("obs://modelarts/"))
    with pytest.raises(NotFound):
        tasks.get("0" * 32)
    assert tasks.list() == []


def test_nothing_to_move_is_a_sentence(tasks: FolderTasks) -> None:
    task = tasks.begin(TaskAction.MOVE, parse_uri("obs://modelarts/nothing/"), TO)

    assert (task.state, "nothing at" in task.reason) == (TaskState.FAILED, True)


def test_it_goes_on_unwatched_and_is_stopped_between_objects(
    tasks: FolderTasks, objects: Objects, folder: ObjectUri, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, let_through=2)
    begun = tasks.begin(TaskAction.MOVE, folder, TO)
    assert gate.reached.wait(30)

    halfway = tasks.get(begun.id)
    with pytest.raises(Conflict, match="stop it first"):
        tasks.forget(begun.id)
    tasks.stop(begun.id)
    gate.is_open.set()
    stopped = _ended(tasks, begun.id)

    assert (halfway.state, halfway.done, halfway.total) == (TaskState.RUNNING, 2, COUNT)
    assert (stopped.state, stopped.total) == (TaskState.STOPPED, COUNT)
    assert len(_keys(objects, folder)) == COUNT - 3
    assert len(_keys(objects, TO)) == 3
    tasks.resume(begun.id)
    assert _ended(tasks, begun.id).state is TaskState.DONE
    assert len(_keys(objects, TO)) == COUNT
    with pytest.raises(Conflict, match="nothing to go on with"):
        tasks.resume(begun.id)


@pytest.mark.parametrize("action", [TaskAction.MOVE, TaskAction.COPY, TaskAction.DELETE])
def test_robustness_work_that_a_dead_server_left_goes_on(
    tasks: FolderTasks,
    objects: Objects,
    folder: ObjectUri,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    action: TaskAction,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(FolderTasks, "_run", lambda *_: None)  # the server dies here
        begun = tasks.begin(action, folder, TO)
    if action is TaskAction.MOVE:  # copied and not yet deleted, as on an S3 server
        objects.put(TO.join("deep/0"), b"0")
    assert begun.state is TaskState.RUNNING

    after = FolderTasks(Folders(objects), tmp_path / "tasks")
    after.sweep()

    assert _ended(after, begun.id).state is TaskState.DONE
    assert len(_keys(objects, folder)) == (COUNT if action is TaskAction.COPY else 0)
    if action is TaskAction.DELETE:
        assert objects.restore("modelarts", begun.trash_id).count == COUNT
    else:
        assert len(_keys(objects, TO)) == COUNT


def test_robustness_what_is_another_object_by_now_is_neither_overwritten_nor_lost(
    tasks: FolderTasks, objects: Objects, folder: ObjectUri, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, let_through=1)
    begun = tasks.begin(TaskAction.MOVE, folder, TO)
    assert gate.reached.wait(30)
    objects.put(TO.join("deep/4"), b"somebody else's")
    gate.is_open.set()

    failed = _ended(tasks, begun.id)

    assert failed.state is TaskState.FAILED
    assert "exists" in failed.reason
    assert objects.read(TO.join("deep/4")) == b"somebody else's"
    assert objects.read(folder.join("deep/4")) == b"4"


def test_robustness_a_store_that_fails_leaves_a_reason_and_can_be_gone_on_with(
    tasks: FolderTasks, objects: Objects, folder: ObjectUri, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Unavailable("The object store does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(Objects, "move", fail)
        failed = tasks.begin(TaskAction.MOVE, folder, TO)

    assert (failed.state, failed.reason) == (TaskState.FAILED, "The object store does not answer.")
    assert tasks.resume(failed.id).state is TaskState.DONE
    assert len(_keys(objects, TO)) == COUNT


def test_what_ended_long_ago_is_forgotten(tasks: FolderTasks, folder: ObjectUri) -> None:
    tasks.begin(TaskAction.DELETE, folder)

    tasks.sweep(timedelta())

    assert tasks.list() == []


async def test_over_http(ask: Ask, folder: ObjectUri) -> None:
    body = {"action": "move", "source": str(folder), "target": str(TO)}

    begun = await ask("POST", "objects/tasks", body=json.dumps(body).encode())
    listed = json.loads((await ask("GET", "objects/tasks")).body)["tasks"]
    task = json.loads(begun.body)
    same = json.dumps({**body, "target": str(folder)}).encode()
    refused = await ask("POST", "objects/tasks", body=same)
    gone = await ask("DELETE", f"objects/tasks/{task['task_id']}")

    assert (begun.code, task["state"], task["done"], task["total"]) == (201, "done", COUNT, COUNT)
    assert listed == [task]
    assert (refused.code, gone.code) == (400, 200)
