"""Training jobs from a program: `Estimator`."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any, NoReturn, Sequence

from . import shapes
from .errors import ModelArtsError
from .session import Session, default_session
from .training import JOBS, TrainingJob

if TYPE_CHECKING:
    from .model import Model

_LOCAL = "local"


class Estimator:
    """How jobs are run, or with `job_id` a job that is there.

    As documented, with these differences: `code_dir` may be a folder of the work directory too, a
    relative path or an absolute one; `framework_version` alone may be an engine's id;
    `train_instance_type` may be left out for the smallest flavor. Images, built-in algorithms and
    local training are refused with a sentence.
    """

    def __init__(
        self,
        modelarts_session: Session | None = None,
        train_instance_count: int = 1,
        train_instance_type: str | None = None,
        code_dir: str | None = None,
        boot_file: str | None = None,
        model_name: str | None = None,
        output_path: str | None = None,
        hyperparameters: Sequence[dict[str, Any]] | None = None,
        log_url: str | None = None,
        framework_type: str | None = None,
        framework_version: str | None = None,
        job_description: str | None = None,
        user_image_url: str | None = None,
        user_command: str | None = None,
        environment: Any = None,
        job_id: str | None = None,
        version_id: str | None = None,
    ) -> None:
        if model_name:
            _refuse("Built-in algorithms are not here: leave model_name out, and name code_dir.")
        if user_image_url or user_command:
            _refuse("Images are not run here: name framework_type or framework_version instead.")
        if environment is not None:
            _refuse("Engines bring their packages: leave environment out.")
        if train_instance_type == _LOCAL:
            _refuse("Every job runs on this server: leave train_instance_type out.")
        if train_instance_count != 1:
            _refuse(f"A job has one node here, not {train_instance_count}.")
        self._session = default_session(modelarts_session)
        self._algorithm = {
            "code_dir": code_dir or "",
            "boot_file": boot_file or "",
            "engine": _engine(framework_type, framework_version),
            "parameters": [_parameter(one) for one in hyperparameters or []],
            "outputs": _outputs(output_path),
        }
        self._flavor = train_instance_type or ""
        self._log_url = log_url or ""
        self._description = job_description or ""
        chosen = version_id or job_id
        self._job = TrainingJob(self._session, chosen) if chosen else None

    def fit(
        self,
        inputs: str | None = None,
        wait: bool = False,
        job_name: str | None = None,
        dataset_id: str | None = None,
        dataset_version_id: str | None = None,
        data_source: Sequence[dict[str, Any]] | None = None,
    ) -> TrainingJob:
        """Run a new job; `wait` shows its log until it ends, and raises JobFailed where it fails.

        The data are a folder (`inputs`), a dataset's version, or several of them (`data_source`).
        """
        metadata = {"name": job_name or _new_name(), "description": self._description}
        data = _inputs(inputs, dataset_id, dataset_version_id, data_source)
        return self._create(metadata, data, wait)

    def create_job_version(
        self,
        job_id: str | None = None,
        pre_version_id: str | None = None,
        inputs: str | None = None,
        wait: bool = False,
        job_desc: str | None = None,
        dataset_id: str | None = None,
        dataset_version_id: str | None = None,
        data_source: Sequence[dict[str, Any]] | None = None,
    ) -> TrainingJob:
        """Run the next version of a job."""
        parent = pre_version_id or job_id
        if not parent:
            _refuse("Name the job that this is a version of: pre_version_id=job.version_id.")
        metadata = {"pre_version_id": str(parent), "description": job_desc or self._description}
        data = _inputs(inputs, dataset_id, dataset_version_id, data_source)
        return self._create(metadata, data, wait)

    @staticmethod
    def get_job_list(
        modelarts_session: Session | None = None,
        status: int | None = None,
        per_page: int = 10,
        page: int = 1,
        sort_by: str = "create_time",
        order: str = "desc",
        search_content: str | None = None,
        sortBy: str | None = None,  # the documented spelling with keys
    ) -> dict[str, Any]:
        """The newest version of each job."""
        body = _search(
            default_session(modelarts_session),
            status,
            per_page,
            page,
            sortBy or sort_by,
            order,
            search_content,
        )
        return {
            "is_success": True,
            "job_total_count": body["count"],
            "job_count_limit": None,
            "quotas": None,
            "jobs": [shapes.job_row(item) for item in body["items"]],
        }

    @staticmethod
    def list_job(modelarts_session: Session | None = None, **kwargs: Any) -> list[TrainingJob]:
        """Ours: as `get_job_list`, as objects."""
        session = default_session(modelarts_session)
        rows = Estimator.get_job_list(session, **kwargs)["jobs"]
        return [TrainingJob(session, row["job_id"]) for row in rows]

    @staticmethod
    def get_framework_list(modelarts_session: Session | None = None) -> list[dict[str, str]]:
        """The engines, as `framework_type` and `framework_version` are given."""
        session = default_session(modelarts_session)
        items = session.client.call("GET", "/v2/{p}/training-job-engines")["items"]
        return [
            {"framework_type": item["engine_name"], "framework_version": item["engine_version"]}
            for item in items
        ]

    @staticmethod
    def get_train_instance_types(modelarts_session: Session | None = None) -> list[str]:
        """The flavors, as `train_instance_type` is given."""
        session = default_session(modelarts_session)
        flavors = session.client.call("GET", "/v2/{p}/training-job-flavors")["flavors"]
        return [str(flavor["flavor_id"]) for flavor in flavors if flavor["fits"]]

    @staticmethod
    def delete_job_by_id(modelarts_session: Session, job_id: str) -> dict[str, Any]:
        return TrainingJob(default_session(modelarts_session), job_id).delete_job()

    def get_job_info(self) -> dict[str, Any]:
        return self._chosen.get_job_info()

    def get_job_version_info(self) -> dict[str, Any]:
        return self._chosen.get_job_version_info()

    def get_job_version_object_list(self, is_show: bool = True) -> list[TrainingJob]:
        return self._chosen.get_job_version_object_list(is_show)

    def stop_job_version(self) -> dict[str, Any]:
        return self._chosen.stop_job_version()

    def delete_job_version(self) -> dict[str, Any]:
        return self._chosen.delete_job_version()

    def update_job_description(self, description: str) -> dict[str, Any]:
        return self._chosen.update_job_description(description)

    def get_job_log_file_list(self) -> dict[str, Any]:
        return self._chosen.get_job_log_file_list()

    def get_job_log(self, log_file: str | None = None, **kwargs: Any) -> dict[str, Any]:
        return self._chosen.get_job_log(log_file, **kwargs)

    def create_model(self, **kwargs: Any) -> Model:
        """Ours: import the output of the job that ran last as a model."""
        return self._chosen.create_model(**kwargs)

    @property
    def _chosen(self) -> TrainingJob:
        if self._job is None:
            _refuse("No job is chosen: give Estimator a job_id, or run fit first.")
        return self._job

    def _create(
        self, metadata: dict[str, Any], data: list[dict[str, Any]], wait: bool
    ) -> TrainingJob:
        body = {
            "kind": "job",
            "metadata": metadata,
            "algorithm": {**self._algorithm, "inputs": data},
            "spec": {
                "resource": {"flavor_id": self._flavor},
                "log_export_path": {"obs_url": self._log_url},
            },
        }
        self._job = submit(self._session, body)
        return self._job.wait() if wait else self._job


def submit(session: Session, body: dict[str, Any]) -> TrainingJob:
    """Create a job; a retry of the same call makes no second one."""
    made = session.client.call("POST", JOBS, body, key=uuid.uuid4().hex)
    return TrainingJob(session, made["metadata"]["id"], made)


def _refuse(sentence: str) -> NoReturn:
    raise ModelArtsError(sentence)


def _engine(framework_type: str | None, framework_version: str | None) -> dict[str, str]:
    """The documented pair; a version alone is an engine's id."""
    if framework_version and not framework_type:
        return {"engine_id": framework_version}
    return {"engine_name": framework_type or "", "engine_version": framework_version or ""}


def _parameter(given: dict[str, Any]) -> dict[str, str]:
    if "label" not in given or "value" not in given:
        _refuse('A hyperparameter is {"label": name, "value": value}.')
    return {"name": str(given["label"]), "value": str(given["value"])}


def _outputs(path: str | None) -> list[dict[str, Any]]:
    return [{"remote": {"obs": {"obs_url": path}}}] if path else []


def _inputs(
    inputs: str | None,
    dataset_id: str | None,
    version_id: str | None,
    data_source: Sequence[dict[str, Any]] | None,
) -> list[dict[str, Any]]:
    if bool(dataset_id) != bool(version_id):
        _refuse("dataset_id and dataset_version_id go together: give both or none.")
    if sum(map(bool, (inputs, dataset_id, data_source))) > 1:
        _refuse("The data are either inputs, a dataset's version, or data_source.")
    if inputs:
        return [{"remote": {"obs": {"obs_url": inputs}}}]
    if dataset_id:
        return [{"remote": {"dataset": {"id": dataset_id, "version_id": version_id}}}]
    return [{"remote": _source(one)} for one in data_source or []]


def _source(one: dict[str, Any]) -> dict[str, Any]:
    if one.get("type") == "dataset":
        return {"dataset": {"id": one.get("dataset_id"), "version_id": one.get("dataset_version")}}
    return {"obs": {"obs_url": one.get("data_url", "")}}


def _search(
    session: Session,
    status: int | None,
    per_page: int,
    page: int,
    sort_by: str,
    order: str,
    search_content: str | None,
) -> dict[str, Any]:
    if sort_by != "create_time":
        _refuse("Jobs are sorted by create_time here.")
    filters: list[dict[str, Any]] = []
    if status is not None:
        wanted = shapes.phases(status)
        if wanted is None:
            return {"count": 0, "items": []}
        filters.append({"key": "phase", "operator": "in", "value": wanted})
    if search_content:
        filters.append({"key": "name", "operator": "like", "value": [search_content]})
    body: dict[str, Any] = session.client.call(
        "POST",
        "/v2/{p}/training-job-searches",
        {
            "offset": page - 1,
            "limit": per_page,
            "order": order,
            "group_by": "name",
            "filters": filters,
        },
    )
    return body


def _new_name() -> str:
    return time.strftime("job-%m%d-%H%M%S")
