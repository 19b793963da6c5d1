"""scikit-learn's and XGBoost's base class, which also serves packages without code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .errors import PackageError, RequestError
from .linear import fast_predict
from .model_service import SingleNodeService

_SHAPE = '{"data": {"req_data": [{"feature": 1.0, ...}, ...]}}'


class XgSklServingBaseService(SingleNodeService):
    """`self.model_path` is the model's file, which is loaded at the first use of `self.model`.

    `data` of a JSON request is its text (published code calls `json.loads` on it) that can also
    be used as the parsed object. A list that `_postprocess` returns is answered as
    `{"data": {"resp_data": [...]}}`.
    """

    fields: Sequence[str] = ()  # the features' order, from config.json's apis

    def __init__(self, model_name: str, model_path: str = "") -> None:
        # The published class takes one argument, the path.
        name = model_name if model_path else Path(model_name).name
        self.model_name = name
        self.model_path = model_path or model_name
        self._loaded: Any = None
        self._predict: Callable[[Any], Any] | None = None

    def prepare(self) -> None:
        """Load the model now. Raises PackageError where it cannot be loaded or cannot predict."""
        self._predict = predictor(self.model)

    @property
    def model(self) -> Any:
        """The unpickled estimator or the booster. Raises PackageError."""
        if self._loaded is None:
            self._loaded = load(self.model_path)
        return self._loaded

    @model.setter
    def model(self, value: Any) -> None:
        self._loaded = value
        self._predict = None

    def _preprocess(self, data: Any) -> Any:
        if isinstance(data, dict) and "data" not in data:
            raise RequestError(
                f"This model takes a table as JSON: {_SHAPE}. To take files, write a "
                "customize_service.py into the package."
            )
        try:
            rows = data["data"]["req_data"]
        except (KeyError, TypeError, IndexError):
            raise RequestError(f"The body has no data.req_data: send {_SHAPE}.") from None
        if not isinstance(rows, list) or not rows:
            raise RequestError(f"data.req_data must be a list of samples: send {_SHAPE}.")
        return [row_of(row, self.fields, at) for at, row in enumerate(rows)]

    def _inference(self, data: Any) -> Any:
        if self._predict is None:
            self._predict = predictor(self.model)
        return self._predict(data)

    def _postprocess(self, data: Any) -> Any:
        return [{"predict_result": element} for element in data]


def row_of(row: Any, fields: Sequence[str], at: int) -> list[Any]:
    """The features of one sample, in the model's order. Raises RequestError that names a field."""
    if isinstance(row, list):
        return row
    if not isinstance(row, dict):
        raise RequestError(f"data.req_data[{at}] must be an object of features, or a list of them.")
    if not fields:
        return list(row.values())
    try:
        return [row[field] for field in fields]
    except KeyError as error:
        raise RequestError(f"data.req_data[{at}] has no {error.args[0]!r}.") from None


def predictor(model: Any) -> Callable[[Any], Any]:
    """A function from rows to plain values, which raises RequestError where a row does not fit.

    Raises PackageError where the model cannot predict.
    """
    import numpy

    if not hasattr(model, "predict"):
        raise PackageError(f"The model file holds a {type(model).__name__}, which cannot predict.")
    # A booster takes a table as it is: a DMatrix for each request costs more than the prediction.
    predict = model.inplace_predict if _is_booster(model) else fast_predict(model)

    def infer(rows: Any) -> Any:
        try:
            table = numpy.asarray(rows, dtype=numpy.float64)
        except (TypeError, ValueError):
            table = _texts(rows)
        try:
            return predict(table).tolist()
        except ValueError as error:
            raise RequestError(f"The model does not take these features: {error}") from error

    return infer


def _texts(rows: Any) -> Any:
    """Rows with something else than numbers in them, for pipelines that encode it."""
    import numpy

    lengths = {len(row) for row in rows}
    if len(lengths) != 1:
        raise RequestError("The samples of data.req_data have different numbers of features.")
    if any(isinstance(value, (list, dict)) for row in rows for value in row):
        raise RequestError("A feature in data.req_data must be a number or a text.")
    return numpy.array(rows, dtype=object)


def _is_booster(model: Any) -> bool:
    return type(model).__name__ == "Booster" and type(model).__module__.startswith("xgboost")


def load(path: str) -> Any:
    """Unpickle an estimator or read a booster. Raises PackageError with what to do."""
    with Path(path).open("rb") as file:
        head = file.read(64)
    if head[:1] == b"{" or path.endswith(".ubj") or head[:4] == b"binf":
        return _load_booster(path)
    try:
        import joblib
    except ImportError:
        import pickle

        with Path(path).open("rb") as file:
            return pickle.load(file)  # noqa: S301  # a model is code, and runs only here
    try:
        return joblib.load(path)
    except (KeyError, IndexError, ValueError, EOFError, UnicodeDecodeError) as error:
        return _load_booster(path, error)


def _load_booster(path: str, before: BaseException | None = None) -> Any:
    name = Path(path).name
    try:
        import xgboost
    except ImportError:
        reason = f"it is no pickle ({before})" if before else "it is an XGBoost model"
        raise PackageError(
            f"{name} cannot be loaded: {reason}, and this engine has no xgboost."
        ) from before
    return xgboost.Booster(model_file=path)
