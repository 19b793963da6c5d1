"""Services through the SDK and the magics, against a real server, gateway and replica."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyter_modelarts.runtime.modelarts.config.model_config import ServiceConfig
from jupyter_modelarts.runtime.modelarts.errors import ModelArtsError
from jupyter_modelarts.runtime.modelarts.model import Model, Predictor
from jupyter_modelarts.runtime.modelarts.predictor import file_param
from jupyter_modelarts.runtime.modelarts.session import Session
from tests.models.packages import config_text

from .conftest import Notebook, Running

FOLDER = "/modelarts/services/echo/"
CODE = b"""\
from model_service.model_service import SingleNodeService


class Echo(SingleNodeService):
    def _inference(self, data):
        files = data.get("images")
        if not files:
            return {"asked": data}
        return {name: len(file.read()) for name, file in files.items()}
"""


@pytest.fixture(scope="module")
def model(running: Running) -> Model:
    """A model that tells what it was asked."""
    patch = pytest.MonkeyPatch()
    patch.setenv("MODELARTS_CONFIG", str(running.config))
    session = Session()
    patch.undo()
    for name, data in {"config.json": config_text(), "customize_service.py": CODE}.items():
        session.obs.put(data, f"{FOLDER}model/{name}")
    session.obs.put(b"nothing", f"{FOLDER}model/model.pkl")
    return Model(session, model_name="echo", source_location=FOLDER)


@pytest.fixture(scope="module")
def service(model: Model) -> Iterator[Predictor]:
    """It as a service."""
    stop = {"op_type": "stop", "time_unit": "HOURS", "duration": 2}
    made = model.deploy_predictor("echo-service", description="says it again", schedule=[stop])
    yield made
    made.delete_service()


def test_a_service_answers_json_files_and_images(service: Predictor, tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(b"12345")
    (tmp_path / "two.json").write_text('{"a": 2}')

    assert service.predict({"a": 1}, "json") == {"asked": {"a": 1}}
    assert service.predict(str(tmp_path / "two.json"), data_type="json") == {"asked": {"a": 2}}
    assert service.predict(data=str(tmp_path / "one.png"), data_type="images") == {"one.png": 5}
    assert service.predict(tmp_path / "one.png") == {"one.png": 5}


def test_a_file_goes_where_the_model_takes_one() -> None:
    def param(url: str, name: str, kind: str) -> dict[str, str]:
        return {"url": url, "param_name": name, "param_type": kind}

    asked = [param("/", "top", "integer"), param("/", "image", "string"), param("/b", "f", "file")]

    assert file_param(asked, "/") == "image"
    assert file_param([param("/", "name", "string"), *asked, param("/", "photo", "file")], "/") == (
        "photo"
    )
    assert file_param(asked[:1], "/") is None


def test_what_cannot_be_sent_is_said(service: Predictor, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")

    with pytest.raises(ModelArtsError, match="is not JSON"):
        service.predict(tmp_path / "bad.json")
    with pytest.raises(ModelArtsError, match="There is no file"):
        service.predict(tmp_path / "none.png")
    with pytest.raises(ModelArtsError, match="data_type is json, images or files"):
        service.predict({}, "video")
    with pytest.raises(ModelArtsError, match="written as JSON"):
        service.predict({"x": float("nan")})


def test_a_service_is_told_of_as_documented(service: Predictor, session: Session) -> None:
    info = Predictor(session, service_id=service.service_id).get_service_info()
    listed = Predictor.get_service_list(session, service_name="echo", service_status="running")
    monitor = service.get_service_monitor()

    assert info["status"] == "running"
    assert info["description"] == "says it again"
    assert info["config"][0]["weight"] == 100
    assert info["schedule"] == [{"type": "stop", "time_unit": "HOURS", "duration": 2}]
    assert info["access_address"].endswith(f"/v1/infers/{service.service_id}")
    assert [one["service_id"] for one in listed["services"]] == [service.service_id]
    assert monitor["monitors"][0]["model_name"] == "echo"
    assert service.get_service_logs()["logs"][0]["result"] == "SUCCESS"


def test_its_command_works_in_a_terminal(service: Predictor, tmp_path: Path) -> None:
    (tmp_path / "it's one.png").write_bytes(b"123")

    command = service.curl(tmp_path / "it's one.png")
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)

    assert json.loads(done.stdout) == {"it's one.png": 3}, done.stderr


def test_a_service_is_stopped_changed_and_started(service: Predictor, model: Model) -> None:
    service.update_service_config(status="stopped")
    assert service.state == "stopped"

    service.update_service_config(description="back")
    service.start()
    service.update_service_config(
        configs=[ServiceConfig(model.model_id, weight="100", envs={"level": "1"})]
    )

    assert service.state == "running"
    info = service.get_service_info()
    assert (info["description"], info["config"][0]["envs"]) == ("back", {"level": "1"})
    assert service.predict({"again": True}) == {"asked": {"again": True}}


def test_what_is_not_here_is_refused(model: Model) -> None:
    with pytest.raises(ModelArtsError, match="batch are not here"):
        model.deploy_predictor(infer_type="batch")
    with pytest.raises(ModelArtsError, match="networks"):
        model.deploy_predictor(vpc_id="1")
    with pytest.raises(ModelArtsError, match="Batch services"):
        model.deploy_transformer(service_name="t")


def test_the_magics_deploy_and_ask(model: Model, notebook: Notebook) -> None:
    deployed = notebook.run("said = %modelarts deploy echo:0.0.1 --name echo-magic")
    asked = notebook.run('%modelarts predict echo-magic {"a": 1}')
    notebook.run("question = {'b': 2}")
    named = notebook.run("%modelarts predict echo-magic question")
    unknown = notebook.run("%modelarts predict nobody {}")
    services = notebook.run("%modelarts services")
    models = notebook.run("%modelarts models")

    assert "[echo-magic] running" in deployed.text, deployed.error
    assert asked.plain == "{'asked': {'a': 1}}", asked.error
    assert named.plain == "{'asked': {'b': 2}}"
    assert "There is no service nobody" in unknown.error
    assert "echo-magic" in services.html
    assert "echo" in models.html
    assert notebook.run("said.stop(); said.delete_service()").status == "ok"


def test_a_model_that_is_not_there_is_named(notebook: Notebook) -> None:
    assert (
        "no published model nothing:0.0.1" in notebook.run("%modelarts deploy nothing:0.0.1").error
    )
