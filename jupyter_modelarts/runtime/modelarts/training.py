"""A training job: what `Estimator.fit` gives, and what `%%modelarts train` leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import shapes
from .client import segment
from .curves import Curves
from .display import Card, Html, markup, number, seconds, size
from .errors import JobFailed, ModelArtsError
from .following import Write, follow_job, say
from .session import Session

if TYPE_CHECKING:
    from .model import Model

JOBS = "/v2/{p}/training-jobs"
DETACHED = "No longer watching. The job goes on: .stop() stops it, .wait() watches again."
_KNOWN = {"is_success": True}


class TrainingJob:
    """One version of a training job. `job_id` and `version_id` are the same here: a version knows
    the job that it belongs to."""

    def __init__(self, session: Session, job_id: str, body: dict[str, Any] | None = None) -> None:
        self._session = session
        self._body = self._get(job_id) if body is None else body

    @property
    def job_id(self) -> str:
        return str(self._body["metadata"]["id"])

    @property
    def version_id(self) -> str:
        return self.job_id

    @property
    def job_name(self) -> str:
        return str(self._body["metadata"]["name"])

    def get_job_info(self) -> dict[str, Any]:
        """The job as documented: `status` is a number, times are milliseconds."""
        return shapes.job_info(self.refresh()._body)

    def get_job_version_info(self) -> dict[str, Any]:
        """All versions of the job, the newest first."""
        return shapes.version_info([job._body for job in self.versions()])

    def get_job_version_object_list(self, is_show: bool = True) -> list[TrainingJob]:
        """All versions of the job as objects; `is_show` prints them."""
        found = self.versions()
        if is_show:
            say("".join(f"{job!r}\n" for job in found))
        return found

    def stop_job_version(self) -> dict[str, Any]:
        self._act("terminate")
        return dict(_KNOWN)

    def delete_job(self) -> dict[str, Any]:
        """Put all versions of the job into the trash."""
        for job in self.versions():
            job.delete_job_version()
        return dict(_KNOWN)

    def delete_job_version(self) -> dict[str, Any]:
        """Put this version into the trash; its outputs stay."""
        self._body = self._session.client.call("DELETE", self._path)
        return dict(_KNOWN)

    def update_job_description(self, description: str) -> dict[str, Any]:
        self._body = self._session.client.call("PUT", self._path, {"description": description})
        return dict(_KNOWN)

    def get_job_log_file_list(self) -> dict[str, Any]:
        """The names that `get_job_log` takes: a job on one node has one log."""
        return {**_KNOWN, "log_file_list": [self._log_file]}

    def get_job_log(
        self, log_file: str | None = None, start_byte: int = 0, offset: int = 2048
    ) -> dict[str, Any]:
        """`offset` bytes of the log from `start_byte` on; -1 means its end."""
        if log_file not in (None, self._log_file):
            raise ModelArtsError(f"There is no log {log_file}: this job's is {self._log_file}.")
        if not 0 < abs(offset) <= 2048:
            raise ModelArtsError("offset is 1 to 2048 bytes; log() gives the whole log.")
        start = -abs(offset) if start_byte < 0 else start_byte
        query = {"offset": start, "limit": abs(offset)}
        return shapes.log_part(self._session.client.call("GET", f"{self._path}/logs", query=query))

    @property
    def state(self) -> str:
        """Ours: queued, starting, running, stopping, succeeded, failed, stopped or lost."""
        return str(self._body["status"]["state"])

    @property
    def version(self) -> str:
        """Ours: V0001, V0002, …"""
        return str(self._body["metadata"]["version"])

    @property
    def output_url(self) -> str:
        """Ours: the folder of this version's first output."""
        outputs = self._body["algorithm"]["outputs"]
        if not outputs:
            raise ModelArtsError(f"{self.job_name} {self.version} has no output.")
        return str(outputs[0]["version_url"])

    def refresh(self) -> TrainingJob:
        """Ours: look again."""
        self._body = self._get(self.job_id)
        return self

    def versions(self) -> list[TrainingJob]:
        """Ours: all versions of the job, the newest first."""
        rows = self._session.client.call("GET", f"{self._path}/versions")["versions"]
        return [TrainingJob(self._session, row["id"]) for row in rows]

    def log(self) -> str:
        """Ours: the whole log."""
        return self._session.client.send("GET", f"{self._path}/logs/download").body.decode(
            errors="replace"
        )

    def metrics(self) -> dict[str, float]:
        """Ours: the last value of each metric that the script printed."""
        return {one["name"]: one["last"] for one in self.metric_series()}

    def metric_series(self) -> list[dict[str, Any]]:
        """Ours: each metric with its `points`, `last`, `smallest` and `largest`."""
        found: list[dict[str, Any]] = self._session.client.call("GET", f"{self._path}/metrics")[
            "series"
        ]
        return found

    def wait(self, *, check: bool = True, write: Write = say) -> TrainingJob:
        """Ours: show the log until the job ends.

        Raises JobFailed where it did not succeed, unless `check` is False. Interrupted, it leaves
        the job alone.
        """
        try:
            self._body = follow_job(self._session.client, self.job_id, write)
        except KeyboardInterrupt:
            write(f"\n{DETACHED}\n")
            return self
        if check and self.state != "succeeded":
            raise JobFailed(f"{self.job_name} {self.version} {self.state}: {self.reason}")
        return self

    def curves(self) -> Curves:
        """Ours: the metrics as charts."""
        return Curves(self.metric_series())

    def stop(self) -> TrainingJob:
        """Ours: ask it to stop; what it saved so far is kept."""
        self._act("terminate")
        return self

    @property
    def reason(self) -> str:
        """Ours: why it waits, or why it did not succeed."""
        status = self._body["status"]
        return str(status["failure"]["message"] if status["failure"] else status["reason"])

    def create_model(
        self, model_name: str | None = None, model_version: str | None = None, **kwargs: Any
    ) -> Model:
        """Ours: import the output as a model; arguments as `modelarts.model.Model`."""
        from .model import Model

        return Model(
            self._session,
            model_name=model_name or self.job_name,
            model_version=model_version,
            source_job_id=self.job_id,
            source_job_version=self.version,
            **kwargs,
        )

    @property
    def url(self) -> str:
        """Ours: the job's page in JupyterLab."""
        return f"{self._session.endpoint.rstrip('/')}/lab?modelarts=training-job/{self.job_id}"

    def card(self) -> Card:
        """Ours: what a notebook shows."""
        status, algorithm = self._body["status"], self._body["algorithm"]
        arguments = " ".join(f"--{one['name']}={one['value']}" for one in algorithm["parameters"])
        lines: list[tuple[str, object]] = [
            ("metrics", self._metric_line()),
            ("arguments", arguments),
            ("engine", algorithm["engine"]["engine_id"]),
            ("ran for", seconds(status["duration"]) if status["start_time"] else ""),
            ("output", self._output_line()),
        ]
        note = "" if self.state in ("running", "succeeded", "starting") else self.reason
        return Card(f"{self.job_name} {self.version}", self.state, lines, note, self.url)

    def _repr_html_(self) -> str:
        return self._shown().html()

    def __repr__(self) -> str:
        return f"<TrainingJob {self.job_name} {self.version} {self.state} {self.job_id}>"

    def _shown(self) -> Card:
        """As it is now, where the server can be asked."""
        try:
            return self.refresh().card()
        except ModelArtsError as error:
            return Card(f"{self.job_name} {self.version}", self.state, note=str(error))

    def _metric_line(self) -> object:
        found = self.metric_series()
        return Html(
            " &nbsp; ".join(
                f"{markup(one['name'])} <b>{number(one['last'])}</b>" for one in found[:8]
            )
        )

    def _output_line(self) -> str:
        files = self._body["status"]["output_files"]
        if not files:
            return ""
        total = size(sum(file["size"] for file in files))
        count = self._body["status"]["output_count"]
        return f"{self.output_url} ({count} files, {total})"

    @property
    def _path(self) -> str:
        return f"{JOBS}/{segment(self.job_id)}"

    @property
    def _log_file(self) -> str:
        return f"{self.job_name}-{self.version}.log"

    def _get(self, job_id: str) -> dict[str, Any]:
        body: dict[str, Any] = self._session.client.call("GET", f"{JOBS}/{segment(job_id)}")
        return body

    def _act(self, action: str) -> None:
        self._body = self._session.client.call(
            "POST", f"{self._path}/actions", {"action_type": action}
        )
