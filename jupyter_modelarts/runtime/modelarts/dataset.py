"""Datasets and their versions, as much as training needs: `Dataset`."""

from __future__ import annotations

from typing import Any

from .client import segment
from .display import Card
from .errors import ModelArtsError
from .following import Write, say, wait_for
from .session import Session, default_session

DATASETS = "/v2/{p}/datasets"
_READY, _FAILED = 1, 4
_MOST = 100
_SAMPLE = "/v1/{p}/sample-data"


class Dataset:
    """A dataset that is there."""

    def __init__(self, session: Session | None, dataset_id: str) -> None:
        self._session = default_session(session)
        self._body = self._get(dataset_id)

    @property
    def dataset_id(self) -> str:
        return str(self._body["dataset_id"])

    @property
    def dataset_name(self) -> str:
        """Ours."""
        return str(self._body["dataset_name"])

    @staticmethod
    def list_datasets(
        session: Session | None = None,
        dataset_type: int | None = None,
        dataset_name: str | None = None,
        offset: int | None = None,
        limit: int | None = None,
    ) -> dict[str, Any]:
        """Datasets as documented; `dataset_name` is a part of the name."""
        if offset:
            raise ModelArtsError("Datasets are not paged by offset here: name dataset_name.")
        query = {
            "dataset_type": dataset_type,
            "search_content": dataset_name,
            "limit": limit or 10,
        }
        found: dict[str, Any] = default_session(session).client.call("GET", DATASETS, query=query)
        return found

    @staticmethod
    def by_name(session: Session | None, name: str) -> Dataset:
        """Ours: the dataset of exactly this name."""
        found = default_session(session)
        rows = Dataset.list_datasets(found, dataset_name=name, limit=_MOST)["datasets"]
        for row in rows:
            if row["dataset_name"] == name:
                return Dataset(found, row["dataset_id"])
        raise ModelArtsError(f"There is no dataset {name}: %modelarts datasets lists them.")

    @staticmethod
    def sample(session: Session | None = None, write: Write = say) -> Dataset:
        """Ours: the sample data, handwritten digits; made where they are not there yet.

        The first time that takes a minute: it makes the engine that draws them.
        """
        found = default_session(session)
        body = found.client.call("GET", _SAMPLE)
        if body["state"] != "ready":
            found.client.call("POST", _SAMPLE)
            body = wait_for(
                lambda: dict(found.client.call("GET", _SAMPLE)),
                _sample_line,
                lambda body: body["state"] != "running",
                write,
            )
        if body["state"] != "ready":
            raise ModelArtsError(body["message"] or f"The sample data is {body['state']}.")
        return Dataset(found, body["dataset_id"])

    def get_dataset_info(self) -> dict[str, Any]:
        self._body = self._get(self.dataset_id)
        return dict(self._body)

    def list_versions(self) -> dict[str, Any]:
        """All versions, the newest first."""
        found: dict[str, Any] = self._session.client.call("GET", f"{self._path}/versions")
        return found

    def create_version(
        self,
        name: str | None = None,
        version_format: str | None = None,
        label_task_type: int | None = None,
        description: str | None = None,
        train_evaluate_sample_ratio: float | None = None,
        wait: bool = True,
        write: Write = say,
    ) -> dict[str, Any]:
        """Publish a version, and wait until it is there (`wait=False`, ours, does not).

        `train_evaluate_sample_ratio` (ours) marks that share of the labeled samples for training
        and the rest for evaluation. `label_task_type` follows from the dataset.
        """
        request = {
            "version_name": name,
            "version_format": version_format,
            "description": description,
            "train_evaluate_sample_ratio": train_evaluate_sample_ratio,
        }
        body = {key: value for key, value in request.items() if value is not None}
        made: dict[str, Any] = self._session.client.call("POST", f"{self._path}/versions", body)
        return self._settled(made["version_id"], write) if wait else made

    def version(self, name: str | None = None) -> dict[str, Any]:
        """Ours: the version of this name; without one the newest that is ready."""
        for version in self.list_versions()["versions"]:
            if version["version_name"] == name or (not name and version["status"] == _READY):
                return dict(version)
        raise ModelArtsError(
            f"{self.dataset_name} has no version {name}."
            if name
            else f"{self.dataset_name} has no version yet: publish one, with create_version()."
        )

    def _repr_html_(self) -> str:
        body = self._body
        labeled = f"{body['annotated_sample_count']} of {body['total_sample_count']} labeled"
        lines = [("samples", labeled), ("version", body["current_version_name"])]
        link = f"{self._session.endpoint.rstrip('/')}/lab?modelarts=dataset/{self.dataset_id}"
        return Card(self.dataset_name, "dataset", lines, link=link).html()

    def __repr__(self) -> str:
        return f"<Dataset {self.dataset_name} {self.dataset_id}>"

    @property
    def _path(self) -> str:
        return f"{DATASETS}/{segment(self.dataset_id)}"

    def _get(self, dataset_id: str) -> dict[str, Any]:
        path = f"{DATASETS}/{segment(dataset_id)}"
        found: dict[str, Any] = self._session.client.call("GET", path)
        return found

    def _settled(self, version_id: str, write: Write) -> dict[str, Any]:
        path = f"{self._path}/versions/{segment(version_id)}"
        body = wait_for(
            lambda: dict(self._session.client.call("GET", path)),
            lambda found: (
                f"[{self.dataset_name} {found['version_name']}] "
                + {_READY: "published", _FAILED: "failed"}.get(found["status"], "publishing")
            ),
            lambda found: found["status"] in (_READY, _FAILED),
            write,
        )
        if body["status"] == _FAILED:
            raise ModelArtsError(f"{body['version_name']} was not published: {body['message']}")
        return body


def _sample_line(body: dict[str, Any]) -> str:
    progress = body["progress"] or {}
    return f"[sample data] {progress.get('phase') or body['state']}"
