"""config.json: what chapter 12.2 describes and its examples contain, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.models.code import check_code
from jupyter_modelarts.models.numbers import rank_of, version_after
from jupyter_modelarts.models.package import InvalidConfig, PackageConfig, Restraint, read_config
from jupyter_modelarts.models.requirements import engine_of
from tests.models.packages import CODE, config


def read(**changes: Any) -> PackageConfig:
    return read_config(json.dumps(config(**changes)).encode())


def problems(**changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidConfig) as refused:
        read(**changes)
    return refused.value.problems


def api(**changes: Any) -> dict[str, Any]:
    return {**config()["apis"][0], **changes}


def test_the_guides_detection_example_is_accepted() -> None:
    boxes = {
        "type": "array",
        "items": [
            {"type": "array", "minItems": 4, "maxItems": 4, "items": [{"type": "number"}]},
        ],
    }
    classes = {"type": "array", "item": [{"type": "string"}]}
    response = {
        "Content-type": "multipart/form-data",
        "data": {
            "type": "object",
            "required": ["detection_classes", "detection_boxes", "detection_scores"],
            "properties": {"detection_classes": classes, "detection_boxes": boxes},
        },
    }
    packages = [
        {"restraint": "ATLEAST", "package_version": "1.15.0", "package_name": "numpy"},
        {"restraint": "", "package_version": "", "package_name": "h5py"},
    ]

    found = read(
        apis=[api(response=response)],
        dependencies=[{"installer": "pip", "packages": packages}],
    )

    properties = found.apis[0].response.data["properties"]
    assert properties["detection_classes"]["items"] == {"type": "string"}
    assert properties["detection_boxes"]["items"]["items"] == {"type": "number"}
    assert [(one.package_name, one.restraint) for one in found.packages] == [
        ("numpy", Restraint.ATLEAST),
        ("h5py", None),
    ]


def test_metrics_may_be_a_list_and_a_schema_may_be_text_or_in_a_list() -> None:
    text = json.dumps({"type": "object", "properties": {}})
    request = {"content-type": "application/json", "data": text}
    response = {"Content-Type": "application/json", "data": [{"type": "object"}]}

    found = read(
        metrics=[{"f1": 0.345294}, {"accuracy": 0.462963, "speed": "fast"}],
        apis=[api(request=request, response=response)],
    )

    assert (found.metrics.f1, found.metrics.accuracy) == (0.345294, 0.462963)
    assert found.apis[0].request.content_type == "application/json"
    assert found.apis[0].response.data == {"type": "object"}


def test_unknown_fields_are_left_alone_and_optional_ones_may_be_null() -> None:
    found = read(runtime=None, metrics=None, dependencies=None, health={"url": "/"})

    assert (found.runtime, found.metrics.f1, found.dependencies) == ("", None, [])


def test_what_is_kept_reads_back_the_same() -> None:
    found = read(runtime="python3.6")

    assert PackageConfig.model_validate(found.model_dump(mode="json", by_alias=True)) == found


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"model_algorithm": None}, "model_algorithm"),
        ({"apis": None}, "apis"),
        ({"apis": []}, "apis"),
        ({"apis": [api(url="no/slash")]}, "apis.0.url"),
        ({"apis": [api(url="//host")]}, "apis.0.url"),
        ({"apis": [api(method="delete")]}, "apis.0.method"),
        ({"apis": [api(protocol="ftp")]}, "apis.0.protocol"),
        ({"apis": [api(request={"data": {}})]}, "apis.0.request.Content-type"),
        ({"apis": [api(request={"Content-type": "a/b", "data": 3})]}, "apis.0.request.data"),
        ({"metrics": {"f1": "good"}}, "metrics.f1"),
        ({"metrics": 3}, "metrics"),
        ({"dependencies": [{"installer": "conda", "packages": []}]}, "dependencies.0.installer"),
        (
            {"dependencies": [{"installer": "pip", "packages": [{"package_name": "-r x"}]}]},
            "dependencies.0.packages.0.package_name",
        ),
        (
            {
                "dependencies": [
                    {"packages": [{"package_name": "a", "package_version": "1", "restraint": ""}]}
                ]
            },
            "dependencies.0.packages.0",
        ),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], path: str) -> None:
    assert [field for field, _ in problems(**changes)] == [path]


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InvalidConfig) as refused:
        read_config(b"{}")

    assert [field for field, _ in refused.value.problems] == [
        "model_type",
        "model_algorithm",
        "apis",
    ]
    assert str(refused.value) == "config.json: model_type: It is missing: add it."


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{", b"\xff", b'{"a": Infinity}', b'{"a": 1e999}', b"[" * 10_000]
)
def test_robustness_hostile_json_is_refused(text: bytes) -> None:
    with pytest.raises(InvalidConfig):
        read_config(text)


def test_robustness_a_schema_in_text_is_parsed_as_carefully() -> None:
    deep = '{"properties": ' + '{"a": ' * 100 + "1" + "}" * 101

    found = problems(apis=[api(request={"Content-type": "a/b", "data": deep})])

    assert [field for field, _ in found] == ["apis.0.request.data"]


def test_code_is_read_and_never_run() -> None:
    check_code(CODE)


@pytest.mark.parametrize(
    "text",
    [b"import os", b"class A: pass", b"def f(:", b"\0", b"(" * 100_000, b"-" * 500_000 + b"1"],
)
def test_robustness_code_that_cannot_be_a_service_is_refused(text: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"^customize_service\.py"):
        check_code(text)


def test_versions_follow_one_another() -> None:
    given = [version_after(None), version_after(rank_of("0.0.1")), version_after(rank_of("1.9.99"))]

    assert given == ["0.0.1", "0.0.2", "1.10.0"]
    with pytest.raises(InvalidInput, match="choose another name"):
        version_after(rank_of("99.99.99"))


@pytest.mark.parametrize(
    ("model_type", "runtime", "engine_id"),
    [
        ("TensorFlow", "", "tensorflow"),
        ("TensorFlow", "python3.6", "tensorflow-1"),
        ("TensorFlow", "tf1.13-python3.6-cpu", "tensorflow-1"),
        ("TensorFlow", "tf2.1-python3.7", "tensorflow"),
        ("MXNet", "python3.6", "mxnet"),
        ("Caffe", "", "caffe"),
        ("Spark_MLlib", "python3.6", "spark"),
        ("XGBoost", "", "xgboost"),
    ],
)
def test_each_model_type_has_its_engine(
    model_type: str, runtime: str, engine_id: str, foundation: Foundation
) -> None:
    engines = EngineManager(foundation.db, foundation.workloads, foundation.state_dir)
    wanted = PackageConfig.model_validate(config(model_type=model_type, runtime=runtime))
    assert engine_of(engines, wanted)[0] == engine_id
