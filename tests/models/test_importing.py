"""Importing models: from folders and from jobs, and what is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.core.db import Tx
from jupyter_modelarts.core.errors import Conflict, DomainError, InvalidInput, NotFound
from jupyter_modelarts.core.ids import urn
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.core.store import linked_from
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import ImportDraft, Model, ModelFilter, ModelState
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.schemas import JobView
from tests.models.conftest import FOLDER
from tests.models.packages import FILES, PACKAGE, config_text
from tests.s3_servers import S3Server, join

Package = Callable[..., str]
Imported = Callable[..., Model]
Job = Callable[..., JobView]


def test_a_folder_becomes_a_snapshot_with_sizes_and_digests(
    package: Package, imported: Imported, objects: Objects
) -> None:
    package()

    model = imported()

    assert (model.state, model.reason, model.version) == (ModelState.PUBLISHED, "", "0.0.1")
    assert model.engine_id == "scikit-learn"
    assert model.config.metrics.accuracy == 0.97
    assert {file.name: file.sha256 for file in model.files} == {
        name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()
    }
    assert model.location == f"obs://modelarts/model-store/{model.id}/model/"
    assert objects.read(f"{model.location}model.pkl") == FILES["model.pkl"]
    assert model.size == sum(map(len, FILES.values()))


def test_a_folder_on_an_s3_server_becomes_a_snapshot_here(
    platform: Platform, s3_server: S3Server, package: Package, imported: Imported, objects: Objects
) -> None:
    join(platform, s3_server, "there")
    folder = package(folder="obs://there/packages/digits/")

    model = imported(folder)

    assert (model.state, model.reason) == (ModelState.PUBLISHED, "")
    assert model.source.location == folder
    assert model.location == f"obs://modelarts/model-store/{model.id}/model/"
    assert objects.read(f"{model.location}model.pkl") == FILES["model.pkl"]


def test_the_snapshot_stays_when_its_source_changes(
    package: Package, imported: Imported, objects: Objects
) -> None:
    package()
    model = imported()

    objects.put(f"{FOLDER}model/model.pkl", b"another")

    assert objects.read(f"{model.location}model.pkl") == FILES["model.pkl"]


def test_the_folder_model_itself_may_be_named(package: Package, imported: Imported) -> None:
    package()

    assert imported(f"{FOLDER}model").state is ModelState.PUBLISHED


def test_a_package_may_lie_in_a_folder_that_is_called_model(
    package: Package, imported: Imported
) -> None:
    package(folder="obs://modelarts/model/")

    assert imported("/modelarts/model").source.location == "obs://modelarts/model/"


def test_versions_count_up_and_are_never_given_twice(
    package: Package, imported: Imported, models: ModelManager
) -> None:
    package()
    first, second = imported(), imported()
    models.delete(second.id)

    third = imported()

    assert [first.version, second.version, third.version] == ["0.0.1", "0.0.2", "0.0.3"]
    assert [one.version for one in models.versions("digits")] == ["0.0.3", "0.0.1"]


def test_a_version_can_be_chosen_and_is_taken_then(package: Package, imported: Imported) -> None:
    package()
    imported(version="1.0.0")

    with pytest.raises(InvalidInput, match=r"There is a digits 1\.0\.0 already"):
        imported(version="1.0.0")

    assert imported().version == "1.0.1"


def test_the_same_key_imports_once(package: Package, models: ModelManager) -> None:
    draft = ImportDraft(name="digits", location=package())

    again = [models.import_(draft, "a key").id for _ in range(2)]

    assert again[0] == again[1]
    assert models.count() == 1


def test_a_jobs_output_becomes_a_model_that_knows_its_job(
    job: Job, models: ModelManager, platform: Platform
) -> None:
    view = job(PACKAGE)

    model = models.wait(models.import_(ImportDraft(name="d", job_id=view.job.id)).id, 300)

    assert model.state is ModelState.PUBLISHED
    assert (model.source.job_id, model.source.job_name) == (view.job.id, "digits-train V0001")
    assert model.source.location == view.job.config.outputs[0].target
    origin = models.origin(model)
    assert origin is not None
    assert origin.job_name == "digits-train"
    with platform.db.read() as tx:
        assert linked_from(tx, model.urn) == [("trained-by", urn("training-job", view.job.id))]


def test_a_job_without_a_model_folder_is_told_how_to_write_one(
    job: Job, models: ModelManager
) -> None:
    view = job({"model.pkl": b"loose"})

    with pytest.raises(InvalidInput, match=r"wrote no folder model/ .* model/config\.json"):
        models.import_(ImportDraft(name="d", job_id=view.job.id))


def test_a_job_that_has_not_succeeded_is_refused(job: Job, models: ModelManager) -> None:
    view = job(PACKAGE, ending="raise SystemExit(1)")

    with pytest.raises(InvalidInput, match="has not succeeded, it is failed: run it again"):
        models.import_(ImportDraft(name="d", job_id=view.job.id))


def test_a_job_in_the_trash_is_refused(job: Job, models: ModelManager, platform: Platform) -> None:
    view = job(PACKAGE)
    platform.managers.get(TrainingManager).delete(view.job.id)

    with pytest.raises(InvalidInput, match="is in the trash: restore it first"):
        models.import_(ImportDraft(name="d", job_id=view.job.id))


def test_what_was_changed_after_the_job_wrote_it_is_not_imported(
    job: Job, models: ModelManager, objects: Objects
) -> None:
    view = job(PACKAGE)
    objects.put(f"{view.job.config.outputs[0].target}model/model.pkl", b"slipped in")

    model = models.wait(models.import_(ImportDraft(name="d", job_id=view.job.id)).id, 300)

    assert model.state is ModelState.FAILED
    assert '"model/model.pkl" is not what the job wrote' in model.reason


def test_the_text_of_a_config_can_be_given(
    package: Package, imported: Imported, objects: Objects
) -> None:
    package({"config.json": None})
    text = config_text(model_algorithm="predict_analysis").decode()

    model = imported(config=text)

    assert model.state is ModelState.PUBLISHED
    assert model.config.model_algorithm == "predict_analysis"
    assert objects.read(f"{model.location}config.json").decode() == text


def test_a_failed_version_makes_way_for_another_try(
    job: Job, models: ModelManager, objects: Objects
) -> None:
    view = job(PACKAGE)
    place = f"{view.job.config.outputs[0].target}model/model.pkl"
    objects.put(place, b"slipped in")
    draft = ImportDraft(name="d", job_id=view.job.id, version="0.0.1")
    models.wait(models.import_(draft).id, 300)
    objects.put(place, FILES["model.pkl"])

    model = models.wait(models.import_(draft).id, 300)

    assert (model.state, model.version) == (ModelState.PUBLISHED, "0.0.1")


REFUSED: dict[str, tuple[dict[str, bytes | None], str]] = {
    "no config": ({"config.json": None}, "There is no config.json in model/: write one."),
    "no JSON": ({"config.json": b"{"}, "config.json is not valid JSON"),
    "NaN": ({"config.json": b'{"metrics": {"f1": NaN}}'}, "config.json is not valid JSON"),
    "deep": ({"config.json": b"[" * 100 + b"]" * 100}, "nested more than 64 levels deep"),
    "huge config": ({"config.json": b" " * 300_000}, "256 KiB is the most"),
    "a field is missing": (
        {"config.json": config_text(model_type=None)},
        "config.json: model_type: It must be text.",
    ),
    "two configs": (
        {"sub/config.json": config_text()},
        'There may be one config.json, model/config.json, but there is "model/sub/config.json"',
    ),
    "a container image": (
        {"config.json": config_text(model_type="Image", swr_location="a/b:1")},
        "Models of the type Image run a container image of their own",
    ),
    "no such engine": (
        {"config.json": config_text(model_type="MindSpore")},
        'There is no engine "MindSpore" in this release',
    ),
    "code that does not parse": (
        {"customize_service.py": b"class A(B):\n  def"},
        "customize_service.py, line 2: ",
    ),
    "code without a class": (
        {"customize_service.py": b"print(1)"},
        "customize_service.py: no class inherits from a service base",
    ),
    "no model file": (
        {"customize_service.py": None, "model.pkl": None},
        "model/ holds no model file and no customize_service.py.",
    ),
    "a hostile name": ({"..\\..\\evil.pkl": b"x"}, "contains a backslash"),
    "an encoded name": ({"%2e%2e%2fevil": b"x"}, "percent-encoded"),
}


@pytest.mark.parametrize(("changes", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_robustness_bad_packages_are_refused_with_a_sentence(
    package: Package, models: ModelManager, changes: dict[str, Any], sentence: str
) -> None:
    package(changes)

    with pytest.raises(InvalidInput) as refused:
        models.import_(ImportDraft(name="digits", location=FOLDER))

    assert sentence in str(refused.value)
    assert models.count() == 0


def test_config_beside_the_folder_is_told_to_move(
    package: Package, objects: Objects, models: ModelManager
) -> None:
    package({"config.json": None})
    objects.put(f"{FOLDER}config.json", config_text())

    with pytest.raises(InvalidInput, match="It lies beside model/: move it in there"):
        models.import_(ImportDraft(name="digits", location=FOLDER))


def test_config_in_both_places_is_refused(
    package: Package, objects: Objects, models: ModelManager
) -> None:
    package()
    objects.put(f"{FOLDER}config.json", config_text())

    with pytest.raises(InvalidInput, match="twice, in model/ and beside it"):
        models.import_(ImportDraft(name="digits", location=FOLDER))


def test_an_empty_folder_is_told_what_a_package_is(models: ModelManager) -> None:
    with pytest.raises(InvalidInput, match=r"There is nothing in .* A package is a folder with"):
        models.import_(ImportDraft(name="digits", location="obs://modelarts/nothing/"))


@pytest.mark.parametrize("location", ["file:///etc", "//host/x", "http://x/y", "../x", ""])
def test_robustness_only_object_folders_are_read(models: ModelManager, location: str) -> None:
    with pytest.raises(InvalidInput):
        models.import_(ImportDraft(name="digits", location=location))


def test_robustness_links_in_a_package_are_not_followed(
    package: Package, imported: Imported, state_dir: Path, tmp_path: Path
) -> None:
    package()
    secret = tmp_path / "secret"
    secret.write_text("do not copy")
    folder = state_dir / "objects" / "modelarts" / "packages" / "digits" / "model"
    (folder / "link.pkl").symlink_to(secret)

    assert [file.name for file in imported().files] == sorted(FILES)


def test_what_tools_leave_behind_is_left_out(package: Package, imported: Imported) -> None:
    package({"__pycache__/x.pyc": b"1", ".ipynb_checkpoints/config-checkpoint.json": b"2"})

    assert [file.name for file in imported().files] == sorted(FILES)


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "../x", "<b>", "a/b"])
def test_robustness_names_of_models_are_validated(
    package: Package, models: ModelManager, name: str
) -> None:
    package()

    with pytest.raises(InvalidInput, match="The model name"):
        models.import_(ImportDraft(name=name, location=FOLDER))


@pytest.mark.parametrize("version", ["1", "01.0.0", "0.0.100", "0.0.-1", "V1", "0.0.1\n"])
def test_versions_are_three_small_numbers(
    package: Package, models: ModelManager, version: str
) -> None:
    package()

    with pytest.raises(InvalidInput, match="is no version of a model"):
        models.import_(ImportDraft(name="digits", location=FOLDER, version=version))


def test_a_preview_names_every_problem_and_makes_nothing(
    package: Package, models: ModelManager
) -> None:
    package(
        {
            "config.json": config_text(model_type=3, apis=[{"url": "x"}]),
            "customize_service.py": b"print(",
        }
    )

    preview = models.preview(ImportDraft(name="a b", location=FOLDER, version="x"))

    assert [(one.file, one.field) for one in preview.problems] == [
        ("", "model_name"),
        ("", "model_version"),
        ("customize_service.py", ""),
        ("config.json", "model_type"),
        ("config.json", "apis.0.protocol"),
        ("config.json", "apis.0.url"),
        ("config.json", "apis.0.method"),
        ("config.json", "apis.0.request"),
        ("config.json", "apis.0.response"),
    ]
    assert models.count() == 0


def test_the_type_of_a_request_must_be_the_packages(package: Package, models: ModelManager) -> None:
    package()

    with pytest.raises(InvalidInput, match='The request says "PyTorch", the package "Scikit_Lear'):
        models.import_(ImportDraft(name="digits", location=FOLDER, model_type="PyTorch"))


def test_the_framework_decides_the_engine(package: Package, imported: Imported) -> None:
    package({"config.json": config_text(model_type="PyTorch")})

    assert imported().engine_id == "pytorch"


def test_dependencies_that_the_engine_lacks_are_named(
    package: Package, imported: Imported, models: ModelManager, engine: None
) -> None:
    wanted = [{"package_name": "h5py"}, {"package_name": "pip", "restraint": ""}]
    text = config_text(dependencies=[{"installer": "pip", "packages": wanted}])
    package({"config.json": text})

    model = imported()

    assert "h5py is not in the engine scikit-learn." in models.unmet(model)


def test_of_an_engine_that_is_not_built_only_its_own_packages_are_known(
    package: Package, imported: Imported, models: ModelManager
) -> None:
    wanted = [{"package_name": "h5py"}, {"package_name": "Scikit_Learn"}]
    text = config_text(dependencies=[{"installer": "pip", "packages": wanted}])
    package({"config.json": text})

    unmet = models.unmet(imported())

    assert len(unmet) == 1
    assert unmet[0].startswith("h5py: the engine scikit-learn is not built yet")


def test_deleted_restored_and_gone_for_good(
    package: Package, imported: Imported, models: ModelManager, objects: Objects
) -> None:
    package()
    model = imported()

    models.delete(model.id)
    assert models.list(ModelFilter(), PageQuery()).items == []
    assert models.list(ModelFilter(deleted=True), PageQuery()).total == 1
    models.restore(model.id)
    assert models.list(ModelFilter(), PageQuery()).total == 1
    models.delete(model.id)
    models.empty_trash(timedelta())

    with pytest.raises(NotFound):
        models.get(model.id)
    assert list(objects.walk("obs://modelarts/model-store/")) == []


def test_a_model_that_something_uses_is_not_deleted(
    package: Package, imported: Imported, models: ModelManager
) -> None:
    class Guard:
        def users_of_model(self, tx: Tx, model_id: str) -> Sequence[str]:
            return ["the service digits", "another"]

    package()
    model = imported()
    models.guards.append(Guard())

    with pytest.raises(Conflict, match=r"is used by the service digits and 1 more"):
        models.delete(model.id)


def test_robustness_what_does_not_fit_on_the_disk_is_not_begun(
    package: Package, imported: Imported, objects: Objects, state_dir: Path
) -> None:
    package({"small.bin": b"0"})
    folder = state_dir / "objects" / "modelarts" / "packages" / "digits" / "model"
    with (folder / "small.bin").open("r+b") as file:
        file.truncate(1 << 43)  # 8 TiB of nothing

    model = imported()

    assert model.state is ModelState.FAILED
    assert "do not fit on the disk" in model.reason
    assert list(objects.walk(model.location)) == []


def test_an_import_that_ended_without_a_word_has_failed(
    package: Package, models: ModelManager, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform.workloads, "kick", lambda: None)
    model = models.import_(ImportDraft(name="digits", location=package()))

    models.stop(model.id)
    stopped = models.wait(model.id, 300)

    assert (stopped.state, stopped.reason) == (ModelState.FAILED, "The import was stopped.")
    with pytest.raises(DomainError, match="is not being imported"):
        models.stop(model.id)
