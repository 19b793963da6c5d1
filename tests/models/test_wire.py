"""The bodies, byte for byte (`golden/` holds what clients have been promised), and requests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.core.schemas import Page
from jupyter_modelarts.models import wire
from jupyter_modelarts.models.bodies import ImportModelRequest, ModelListQuery
from jupyter_modelarts.models.checking import InvalidModel
from jupyter_modelarts.models.package import PackageConfig
from jupyter_modelarts.models.schemas import (
    DatasetOrigin,
    Model,
    ModelFile,
    ModelSource,
    ModelState,
    Origin,
    PackageProblem,
    Preview,
    SourceFile,
)
from tests.models.packages import config

GOLDEN = Path(__file__).parent / "golden"
PACKAGES = [
    {"package_name": "numpy", "package_version": "1.15.0", "restraint": "ATLEAST"},
    {"package_name": "h5py", "package_version": "", "restraint": ""},
]
CONFIG = PackageConfig.model_validate(
    config(runtime="python3.6", dependencies=[{"installer": "pip", "packages": PACKAGES}])
)
LOCATION = "obs://modelarts/model-store/m2/model/"
MODEL = Model(
    id="m2",
    name="digits",
    version="0.0.2",
    description="handwritten digits",
    state=ModelState.PUBLISHED,
    reason="",
    engine_id="scikit-learn",
    config=CONFIG,
    source=ModelSource(
        job_id="j1", job_name="digits-train V0001", location="obs://modelarts/jobs/V0001/"
    ),
    location=LOCATION,
    files=[
        ModelFile(name="customize_service.py", size=200, sha256="ab" * 32),
        ModelFile(name="model.pkl", size=1000, sha256="cd" * 32),
    ],
    file_count=2,
    size=1200,
    copied=1200,
    workload_id="w1",
    created_at=1_700_000_000_000,
    deleted_at=None,
)
IMPORTING = MODEL.model_copy(
    update={
        "id": "m3",
        "version": "0.0.3",
        "state": ModelState.PUBLISHING,
        "source": ModelSource(location="obs://modelarts/packages/digits/"),
        "copied": 300,
    }
)
ORIGIN = Origin(
    job_id="j1",
    job_name="digits-train",
    job_version="V0001",
    datasets=[
        DatasetOrigin(dataset_id="d1", dataset_name="digits", version_id="v1", version_name="V001")
    ],
)
PREVIEW = Preview(
    version="0.0.1",
    location="obs://modelarts/packages/digits/",
    files=[
        SourceFile(name="model.pkl", uri="obs://modelarts/packages/digits/model/model.pkl", size=9)
    ],
    config=None,
    engine_id="",
    notes=["a note"],
    unmet=[],
    problems=[PackageProblem(field="apis.0.url", file="config.json", message="It is missing.")],
)


def golden_bodies() -> dict[str, BaseModel]:
    """What is compared with the files of these names."""
    page = Page[Model](items=[IMPORTING, MODEL], total=2, next_marker="m2")
    return {
        "detail": wire.detail_body(
            MODEL, 2, "me", "p", origin=ORIGIN, unmet=["h5py is not there."]
        ),
        "list": wire.list_body(page, 5, {"digits": 2}, "me", "p"),
        "preview": wire.preview_body(PREVIEW),
        "text": wire.text_body("a.txt", 9, b"hello"),
    }


@pytest.mark.parametrize("name", golden_bodies())
def test_the_bodies_are_as_promised(name: str) -> None:
    body = json.loads(golden_bodies()[name].model_dump_json(by_alias=True))

    assert body == json.loads((GOLDEN / f"{name}.json").read_text())


def test_a_published_request_is_understood() -> None:
    body = ImportModelRequest.model_validate(
        {
            "model_name": "mnist",
            "model_version": "1.0.0",
            "source_location": "/bucket/mnist/",
            "model_type": "PyTorch",
            "runtime": "python3.6",
            "execution_code": "/bucket/mnist/model/customize_service.py",
            "install_type": ["real-time", "edge", "batch"],
            "unknown": 1,
        }
    )

    draft = wire.draft(body)

    assert (draft.name, draft.version, draft.location) == ("mnist", "1.0.0", "/bucket/mnist/")
    assert draft.model_type == "PyTorch"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("template", {"template_id": "x"}),
        ("apis", [{"url": "/"}]),
        ("dependencies", [{"installer": "pip"}]),
        ("model_metrics", "{}"),
        ("model_docs", [{"doc_name": "a"}]),
        ("source_type", "auto"),
        ("install_type", ["edge"]),
        ("execution_code", "/bucket/other.py"),
    ],
)
def test_what_cannot_be_honoured_is_refused_by_its_field(field: str, value: Any) -> None:
    body = ImportModelRequest.model_validate({"model_name": "m", field: value})

    with pytest.raises(InvalidModel) as refused:
        wire.draft(body)

    assert refused.value.field == field


def test_a_list_is_asked_for_in_published_words() -> None:
    query = ModelListQuery.model_validate(
        {"model_name": "dig", "model_status": "published", "order": "asc", "sort_by": "model_size"}
    )

    wanted = wire.model_filter(query)

    assert (wanted.name_contains, wanted.name, wanted.ascending) == ("dig", None, True)
    assert wanted.state is ModelState.PUBLISHED


@pytest.mark.parametrize(
    "query",
    [
        {"model_type": "PyTorch", "not_model_type": "Image"},
        {"marker": "m1", "sort_by": "model_size"},
    ],
)
def test_a_contradicting_list_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        wire.model_filter(ModelListQuery.model_validate(query))


@pytest.mark.parametrize("data", [b"\x80\x04pickle", b"a\0b"])
def test_what_is_no_text_is_not_shown_as_such(data: bytes) -> None:
    assert wire.text_body("model.pkl", len(data), data).text is None


def test_text_that_is_cut_within_a_character_stays_text() -> None:
    body = wire.text_body("a.txt", 100, "数字".encode()[:-1])

    assert (body.text, body.truncated) == ("数", True)
