"""Training jobs through the SDK, against a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.runtime.modelarts.errors import JobFailed, ModelArtsError
from jupyter_modelarts.runtime.modelarts.estimator import Estimator
from jupyter_modelarts.runtime.modelarts.session import Session

from .conftest import SCRIPT


@pytest.fixture
def estimator(session: Session, tmp_path: Path) -> Estimator:
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    session.obs.upload_file(script, "obs://modelarts/sdk/code/")
    return Estimator(
        session,
        code_dir="/modelarts/sdk/code/",
        boot_file="/modelarts/sdk/code/train.py",
        framework_version="scikit-learn",
        output_path="/modelarts/sdk/output/",
        hyperparameters=[{"label": "epochs", "value": "3"}],
        job_description="counts",
    )


def test_fit_runs_a_job_and_shows_its_log(
    estimator: Estimator, capsys: pytest.CaptureFixture[str]
) -> None:
    job = estimator.fit(wait=True, job_name="fits")

    assert "epoch=2 loss=0.333" in capsys.readouterr().out
    assert job.state == "succeeded"
    assert job.metrics()["loss"] == pytest.approx(0.333)
    assert job.output_url.startswith("obs://modelarts/sdk/output/V0001/")
    assert "epoch=0" in job.log()


def test_a_job_is_answered_as_documented(estimator: Estimator, session: Session) -> None:
    job = estimator.fit(wait=True, job_name="documented")

    info = Estimator(session, job_id=job.job_id).get_job_info()
    listed = Estimator.get_job_list(session, status=10, search_content="documented")

    assert info["status"] == 10
    assert info["job_desc"] == "counts"
    assert info["parameter"] == [{"label": "epochs", "value": "3"}]
    assert info["train_url"] == "/modelarts/sdk/output/"
    assert info["engine_id"] == "scikit-learn"
    assert [one["job_name"] for one in listed["jobs"]] == ["documented"]
    assert Estimator.get_job_list(session, status=3)["jobs"] == []


def test_a_next_version_keeps_the_name(estimator: Estimator) -> None:
    first = estimator.fit(wait=True, job_name="again")

    second = estimator.create_job_version(pre_version_id=first.version_id, wait=True)

    assert (second.job_name, second.version) == ("again", "V0002")
    found = second.get_job_version_info()
    assert [one["version_name"] for one in found["versions"]] == ["V0002", "V0001"]


def test_the_log_comes_in_parts(estimator: Estimator) -> None:
    job = estimator.fit(wait=True, job_name="log-parts")
    (name,) = job.get_job_log_file_list()["log_file_list"]

    start = job.get_job_log(log_file=name, offset=7)
    end = job.get_job_log(log_file=name, start_byte=-1, offset=6)

    assert job.log().startswith(start["content"])
    assert job.log().endswith(end["content"])
    assert len(start["content"]) == 7


def test_a_job_that_fails_says_why(session: Session, tmp_path: Path) -> None:
    session.obs.put(
        b"print('so far')\nraise ValueError('no data')\n", "/modelarts/sdk/bad/train.py"
    )
    estimator = Estimator(
        session,
        code_dir="/modelarts/sdk/bad/",
        boot_file="train.py",
        framework_version="scikit-learn",
    )

    with pytest.raises(JobFailed, match=r"bad V0001 failed: ValueError: no data .train.py, line 2"):
        estimator.fit(wait=True, job_name="bad")


def test_a_job_is_stopped_described_and_deleted(session: Session) -> None:
    session.obs.put(b"import time\ntime.sleep(600)\n", "/modelarts/sdk/long/train.py")
    estimator = Estimator(
        session,
        code_dir="/modelarts/sdk/long/",
        boot_file="train.py",
        framework_version="scikit-learn",
    )
    job = estimator.fit(job_name="long")

    job.update_job_description(description="too long")
    assert job.stop_job_version()["is_success"]
    job.wait(check=False)

    assert job.state == "stopped"
    assert job.get_job_info()["job_desc"] == "too long"
    assert job.delete_job()["is_success"]
    assert Estimator.get_job_list(session, search_content="long")["jobs"] == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"train_instance_count": 2}, "one node"),
        ({"train_instance_type": "local"}, "on this server"),
        ({"model_name": "Faster_RCNN"}, "code_dir"),
        ({"user_image_url": "host/image:1"}, "Images"),
        ({"environment": object()}, "Engines"),
        ({"hyperparameters": [{"name": "lr"}]}, "label"),
    ],
)
def test_what_is_not_here_is_refused(
    session: Session, wrong: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ModelArtsError, match=sentence):
        Estimator(session, **wrong)  # type: ignore[arg-type]


def test_a_wrong_field_is_named(session: Session) -> None:
    estimator = Estimator(session, code_dir="/modelarts/none/", framework_version="scikit-learn")

    with pytest.raises(ModelArtsError, match="empty or does not exist") as caught:
        estimator.fit(job_name="nothing")

    assert caught.value.field == "algorithm.code_dir"


def test_data_are_named_once(estimator: Estimator) -> None:
    with pytest.raises(ModelArtsError, match="either inputs"):
        estimator.fit(inputs="/modelarts/a/", dataset_id="1", dataset_version_id="2")


def test_a_job_finds_the_server_by_itself(session: Session) -> None:
    code = b"from modelarts.session import Session\nprint('in', Session().default_bucket())\n"
    session.obs.put(code, "/modelarts/sdk/inside/train.py")
    estimator = Estimator(
        session,
        code_dir="/modelarts/sdk/inside/",
        boot_file="train.py",
        framework_version="scikit-learn",
    )

    job = estimator.fit(wait=True, job_name="inside")

    assert "in modelarts" in job.log()
