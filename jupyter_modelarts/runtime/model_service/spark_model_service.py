"""Spark's base class: a saved pipeline, on this computer's cores."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from .errors import PackageError, RequestError
from .model_service import SingleNodeService

_FOLDER = "spark_model"
_SHAPE = '{"data": {"req_data": [{"feature": 1.0, ...}, ...]}}'


class SparkServingBaseService(SingleNodeService):
    """`self.spark` is the session, `self.model` the pipeline that lies in spark_model.

    `_inference` takes a list of rows and gives the rows that the pipeline adds its columns to.
    """

    def __init__(self, model_name: str, model_path: str) -> None:
        super().__init__(model_name, model_path)
        self._spark: Any = None

    @property
    def spark(self) -> Any:
        """The session, started at the first use. Raises PackageError without a Java."""
        if self._spark is None:
            if shutil.which("java") is None:
                raise PackageError("Spark needs Java, and none is on the PATH.")
            from pyspark.sql import SparkSession

            builder = SparkSession.builder.master("local[*]").appName(self.model_name)
            self._spark = builder.config("spark.ui.enabled", "false").getOrCreate()
        return self._spark

    def prepare(self) -> None:
        """Load the pipeline now, unless `__init__` has. Raises PackageError."""
        if self.model is not None:
            return
        from pyspark.ml import PipelineModel

        folder = Path(self.model_path) / _FOLDER
        if not folder.is_dir():
            raise PackageError(f"The package has no folder {_FOLDER} in model/.")
        self.spark  # noqa: B018  # the session must be there before anything is loaded
        self.model = PipelineModel.load(folder.as_uri())

    def _preprocess(self, data: Any) -> Any:
        try:
            rows = data["data"]["req_data"]
        except (KeyError, TypeError):
            raise RequestError(f"The body has no data.req_data: send {_SHAPE}.") from None
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            raise RequestError(f"data.req_data must be a list of samples: send {_SHAPE}.")
        return rows

    def _inference(self, data: Any) -> Any:
        if self.model is None:
            self.prepare()
        from pyspark.errors import PySparkException
        from pyspark.sql import Row

        try:
            frame = self.spark.createDataFrame([Row(**row) for row in data])
            return self.model.transform(frame).collect()
        except PySparkException as error:
            raise RequestError(f"The pipeline does not take this: {str(error)[:300]}") from error

    def _postprocess(self, data: Any) -> Any:
        rows = [json.loads(json.dumps(row.asDict(recursive=True), default=str)) for row in data]
        shown = [{"predict_result": row.get("prediction", row)} for row in rows]
        return {"data": {"resp_data": shown}}
