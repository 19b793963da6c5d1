"""Reads a model package: its config.json, its model file, its service class."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import log
from .errors import PackageError
from .model_service import SingleNodeService
from .python_model_service import XgSklServingBaseService
from .schema import Schema, fields_of

CONFIG = "config.json"
CODE = "customize_service.py"

_PICKLES = (".m", ".pkl", ".joblib", ".pickle", ".model")
_BOOSTERS = (".m", ".json", ".ubj", ".bst", ".model", ".pkl", ".joblib", ".pickle")
_WEIGHTS = (".pth", ".pt", ".ckpt", ".bin", ".onnx", ".safetensors", ".pkl")

# Where the published base class says that model_path is a file: how such files end, best first.
_FILES = {"Scikit_Learn": _PICKLES, "XGBoost": _BOOSTERS, "PyTorch": _WEIGHTS}

# What serves a package without code.
_DEFAULTS = {
    "TensorFlow": ("model_service.tfserving_model_service", "TfServingBaseService"),
    "MXNet": ("model_service.mxnet_model_service", "MXNetBaseService"),
    "Caffe": ("model_service.caffe_model_service", "CaffeBaseService"),
    "Spark_MLlib": ("model_service.spark_model_service", "SparkServingBaseService"),
}


@dataclass(frozen=True)
class Package:
    """The folder `model/` of a package."""

    folder: Path
    name: str
    model_type: str
    schema: Schema
    fields: Sequence[str]


def read_package(folder: Path, name: str) -> Package:
    """Raises PackageError where config.json is missing or broken."""
    try:
        config = json.loads((folder / CONFIG).read_text("utf-8"))
    except FileNotFoundError:
        raise PackageError(f"The package's folder model/ has no {CONFIG}.") from None
    except ValueError as error:
        raise PackageError(f"{CONFIG} is not JSON: {error}") from None
    if not isinstance(config, dict) or not isinstance(config.get("model_type"), str):
        raise PackageError(f"{CONFIG} has no model_type.")
    request = _request(config)
    return Package(folder, name, config["model_type"], Schema(request), fields_of(request))


def _request(config: dict[str, Any]) -> Any:
    """The JSON schema of the first api's request; an empty one where there is none."""
    apis = config.get("apis")
    api = apis[0] if isinstance(apis, list) and apis else {}
    request = api.get("request") if isinstance(api, dict) else None
    data = request.get("data") if isinstance(request, dict) else None
    if isinstance(data, str):
        try:
            return json.loads(data)
        except ValueError:
            return {}
    return data or {}


def load_service(package: Package) -> SingleNodeService:
    """An instance of the package's class, or of the default for its model type.

    Raises PackageError, and whatever the user's code raises.
    """
    service: SingleNodeService
    if (package.folder / CODE).is_file():
        kind = _user_class(package.folder)
        service = _construct(kind, package.name, _model_path(package, needed=False))
        if package.model_type in _DEFAULTS and not _infers_itself(kind):
            service.prepare()
    elif package.model_type in _DEFAULTS:
        service = _default(package)
    elif package.model_type in ("Scikit_Learn", "XGBoost"):
        table = XgSklServingBaseService(package.name, _model_path(package, needed=True))
        table.prepare()  # one that cannot be loaded must never look healthy
        service = table
    else:
        raise PackageError(
            f"A {package.model_type} package needs a {CODE}: it says how the model is loaded and "
            f"what a request means."
        )
    if isinstance(service, XgSklServingBaseService) and not service.fields:
        service.fields = package.fields
    return service


def _infers_itself(kind: type[SingleNodeService]) -> bool:
    """Whether the package's own code asks the model, which it then has loaded, too."""
    own = [one for one in kind.__mro__ if "_inference" in vars(one)]
    return own[0].__module__.partition(".")[0] != "model_service"


def _default(package: Package) -> SingleNodeService:
    """The published base class itself, for the model types whose files say enough."""
    module, name = _DEFAULTS[package.model_type]
    kind = getattr(importlib.import_module(module), name)
    service: SingleNodeService = kind(package.name, str(package.folder))
    service.prepare()  # one that cannot be loaded must never look healthy
    return service


def _model_path(package: Package, needed: bool) -> str:
    """The model's file, or the folder for the model types that have one."""
    endings = _FILES.get(package.model_type)
    if endings is None:
        return str(package.folder)
    files = [path for path in sorted(package.folder.iterdir()) if path.is_file()]
    for ending in endings:
        found = [path for path in files if path.suffix == ending and path.name != CONFIG]
        if len(found) > 1:
            named = [path for path in found if path.stem == "model"]
            found = named or found
            print(f"Of {len(found)} files *{ending} the model is taken from {found[0].name}.")  # noqa: T201
        if found:
            return str(found[0])
    if needed:
        raise PackageError(
            f"The package has no model file: a {package.model_type} model is *{', *'.join(endings)}"
            f" in the folder model/."
        )
    return str(package.folder)


def _user_class(folder: Path) -> type[SingleNodeService]:
    """The class that customize_service.py defines."""
    sys.path.insert(0, str(folder))
    if importlib.util.find_spec("log") is None:
        sys.modules["log"] = log  # published examples say `import log`
    spec = importlib.util.spec_from_file_location(
        "customize_service",
        folder / CODE,
        submodule_search_locations=[str(folder)],  # so that `from .net import Net` works
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["customize_service"] = module
    spec.loader.exec_module(module)
    return _only_class(module)


def _only_class(module: Any) -> type[SingleNodeService]:
    own = [
        kind
        for kind in vars(module).values()
        if inspect.isclass(kind)
        and issubclass(kind, SingleNodeService)
        and kind.__module__ == module.__name__
    ]
    bases = {base for kind in own for base in kind.__mro__[1:]}
    last = [kind for kind in own if kind not in bases]
    if len(last) == 1:
        return last[0]
    if not last:
        raise PackageError(
            f"{CODE} defines no service class: derive one from a class of model_service, such as "
            f"model_service.model_service.SingleNodeService."
        )
    names = ", ".join(kind.__name__ for kind in last)
    raise PackageError(f"{CODE} must define one service class, and defines {names}.")


def _construct(kind: type[SingleNodeService], name: str, path: str) -> SingleNodeService:
    """Classes of machine learning engines may take the path alone, as published."""
    taken = [
        parameter
        for parameter in inspect.signature(kind).parameters.values()
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    variadic = any(
        parameter.kind is parameter.VAR_POSITIONAL
        for parameter in inspect.signature(kind).parameters.values()
    )
    if len(taken) == 1 and not variadic:
        return kind(path)  # type: ignore[call-arg]  # the published one-argument form
    return kind(name, path)
