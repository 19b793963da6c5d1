"""Models through the SDK, against a real server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyter_modelarts.runtime.modelarts.config.model_config import Dependencies, Packages, Params
from jupyter_modelarts.runtime.modelarts.errors import ModelArtsError
from jupyter_modelarts.runtime.modelarts.estimator import Estimator
from jupyter_modelarts.runtime.modelarts.model import Model
from jupyter_modelarts.runtime.modelarts.package import config_text
from jupyter_modelarts.runtime.modelarts.session import Session
from tests.models.packages import FILES, PACKAGE, script

FOLDER = "/modelarts/packages/digits/"


@pytest.fixture
def package(session: Session) -> str:
    """A package in the object store."""
    for name, data in PACKAGE.items():
        session.obs.put(data, FOLDER + name)
    return FOLDER


def test_a_folder_becomes_a_model(session: Session, package: str) -> None:
    model = Model(
        session,
        model_name="sdk-digits",
        model_version="1.0.0",
        source_location=package,
        model_type="Scikit_Learn",
        model_algorithm="image_classification",
        execution_code=f"{package}model/customize_service.py",
    )

    info = Model(session, model_id=model.get_model_id()).get_model_info()

    assert (info["model_name"], info["model_version"]) == ("sdk-digits", "1.0.0")
    assert info["model_status"] == "published"
    assert info["input_params"][0]["param_type"] == "file"
    assert "sdk-digits 1.0.0" in model._repr_html_()


def test_models_are_listed_and_deleted(session: Session, package: str) -> None:
    model = Model(session, model_name="sdk-gone", source_location=package)

    found = Model.get_model_list(session, model_name="sdk-gone", model_status="published")
    objects = Model.get_model_object_list(session, model_name="sdk-gone")
    model.delete_model()

    assert [one["model_version"] for one in found["models"]] == ["0.0.1"]
    assert [one.model_id for one in objects] == [model.model_id]
    assert Model.get_model_list(session, model_name="sdk-gone")["models"] == []


def test_a_jobs_output_becomes_a_model(session: Session) -> None:
    session.obs.put(script(PACKAGE), "/modelarts/sdk/package/train.py")
    estimator = Estimator(
        session,
        code_dir="/modelarts/sdk/package/",
        boot_file="train.py",
        framework_version="scikit-learn",
        output_path="/modelarts/sdk/package-output/",
    )
    job = estimator.fit(wait=True, job_name="sdk-package")

    first = job.create_model("sdk-of-job")
    second = estimator.create_model(model_name="sdk-of-job", description="again")

    assert first.get_model_info()["source_job_id"] == job.job_id
    assert second.get_model_info()["model_version"] == "0.0.2"


def test_local_files_are_uploaded_when_published(session: Session, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    for name, data in FILES.items():
        (tmp_path / "model" / name).write_bytes(data)
    model = Model(
        session,
        model_name="sdk-local",
        publish=False,
        source_location_type="LOCAL_SOURCE",
        source_location=str(tmp_path),
    )
    with pytest.raises(ModelArtsError, match="publish_model"):
        model.get_model_id()

    model.publish_model(obs_location="obs://modelarts/sdk/local/")

    assert model.get_model_info()["source_location"] == "obs://modelarts/sdk/local/"


def test_what_cannot_be_imported_says_why(session: Session) -> None:
    session.obs.put(b"no config", "/modelarts/sdk/no-config/model/model.pkl")

    with pytest.raises(ModelArtsError, match=r"config\.json"):
        Model(session, model_name="sdk-bad", source_location="/modelarts/sdk/no-config/")


def test_parameters_make_a_description() -> None:
    images = Params(url="/", param_name="images", param_type="file", param_desc="a picture")
    label = Params(url="/", param_name="score", param_type="number", min=0, max=1)
    pillow = Dependencies(installer="pip", packages=[Packages("Pillow", "11.0", "ATLEAST")])

    text = config_text("Scikit_Learn", None, [images], [label], [pillow])
    assert text is not None
    config = json.loads(text)

    (api,) = config["apis"]
    assert api["request"]["Content-type"] == "multipart/form-data"
    assert api["response"]["data"]["properties"]["score"]["maximum"] == 1
    assert config["dependencies"][0]["packages"][0]["restraint"] == "ATLEAST"
    assert config_text("Scikit_Learn", None, None, None, None) is None


def test_a_description_takes_the_place_of_the_packages(session: Session) -> None:
    session.obs.put(b"a model", "/modelarts/sdk/described/model/model.pkl")

    model = Model(
        session,
        model_name="sdk-described",
        source_location="/modelarts/sdk/described/",
        model_type="Scikit_Learn",
        input_params=[Params(url="/", param_name="data", param_type="object")],
        output_params=[Params(url="/", param_name="data", param_type="object")],
    )

    assert model.get_model_info()["input_params"][0]["param_name"] == "data"
