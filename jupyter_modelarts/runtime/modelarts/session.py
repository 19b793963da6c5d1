"""Who calls, and where the server is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .client import Client
from .errors import ModelArtsError
from .obs import Obs, PathLike, is_object
from .settings import PROJECT, Settings, read_settings

DEFAULT_BUCKET = "modelarts"


class Session:
    """A connection to the server. In a notebook and in a job no argument is needed.

    `access_key` and `secret_key` sign each request, as documented; `endpoint` and `token` (ours)
    reach a server that the configuration does not name. `region_name` names nothing here. Accounts
    with passwords are refused: this server has none.
    """

    def __init__(
        self,
        access_key: str | None = None,
        secret_key: str | None = None,
        project_id: str | None = None,
        region_name: str | None = None,
        account: str | None = None,
        username: str | None = None,
        password: str | None = None,
        security_token: str | None = None,
        endpoint: str | None = None,
        token: str | None = None,
    ) -> None:
        if account or username or password:
            raise ModelArtsError(
                "This server has no accounts with passwords: in a notebook write Session(), "
                "elsewhere Session(access_key=…, secret_key=…) with a pair of the access keys page."
            )
        if security_token:
            raise ModelArtsError("This server has no temporary keys: leave security_token out.")
        if bool(access_key) != bool(secret_key):
            raise ModelArtsError("access_key and secret_key go together: give both or none.")
        self.region_name = region_name
        self.client = Client(lambda: _settings(access_key, secret_key, project_id, endpoint, token))
        self.obs = Obs(self.client)

    @property
    def project_id(self) -> str:
        """The project; a personal server has one."""
        return self.client.settings.project_id

    @property
    def endpoint(self) -> str:
        """Ours: the address of the Jupyter server."""
        return self.client.settings.endpoint

    def create_bucket(self, bucket: str) -> str:
        """Make a bucket; its name."""
        body = self.client.call("POST", "/v1/{p}/buckets", {"name": bucket})
        return str(body["name"])

    def default_bucket(self) -> str:
        """Ours: the bucket that is used where none is named."""
        body = self.client.call("GET", "/v1/{p}/buckets")
        names = [str(bucket["name"]) for bucket in body["buckets"]]
        if not names:
            raise ModelArtsError("There is no bucket yet: make one with session.create_bucket.")
        return DEFAULT_BUCKET if DEFAULT_BUCKET in names else names[0]

    def upload_data(self, bucket_path: str, path: PathLike | list[PathLike]) -> None:
        """Copy a file or a list of files into the folder `bucket_path`.

        `bucket/folder` is a spelling too, which notebooks of ModelArts-Lab have.
        """
        for file in path if isinstance(path, list) else [path]:
            self.obs.upload_file(file, _bucket_path(bucket_path))

    def download_data(self, bucket_path: str, path: PathLike) -> None:
        """Copy the object `bucket_path` to the file `path`, or into it where it is a folder."""
        source = _bucket_path(bucket_path)
        if str(path).endswith("/") or Path(path).is_dir():
            self.obs.download_file(source, path)
        else:
            self.obs.get_file(source, path)

    def __repr__(self) -> str:
        return f"<Session {self.endpoint} project {self.project_id}>"


def _bucket_path(given: str) -> str:
    return given if is_object(given) or given.startswith("/") else f"obs://{given}"


def _settings(
    access_key: str | None,
    secret_key: str | None,
    project_id: str | None,
    endpoint: str | None,
    token: str | None,
) -> Settings:
    """What was given, and from the configuration what was not."""
    own = {"access_key": access_key, "secret_key": secret_key}
    if endpoint and (token or access_key):
        keys = {name: value or "" for name, value in own.items()}
        return Settings(endpoint, token or "", project_id=project_id or PROJECT, **keys)
    found = read_settings()
    return Settings(
        endpoint or found.endpoint,
        token or found.token,
        access_key or "",
        secret_key or "",
        project_id or found.project_id,
    )


def default_session(session: Any = None) -> Session:
    """The given session, or one made of the configuration."""
    if session is None:
        return Session()
    if not isinstance(session, Session):
        raise ModelArtsError("session must be a modelarts.session.Session.")
    return session
