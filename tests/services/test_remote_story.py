"""A model in a bucket on an S3 server, imported, kept and served from there."""

from __future__ import annotations

from collections.abc import Callable

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.models.schemas import Model, ModelState

from ..s3_servers import S3Server, join
from .conftest import Deployed, says


def test_a_model_that_is_kept_on_a_server_answers(
    platform: Platform,
    s3_server: S3Server,
    model: Callable[..., Model],
    deploy: Callable[..., Deployed],
) -> None:
    platform.objects.create_bucket("here")  # where there is none, modelarts is made anew
    platform.objects.delete_bucket("modelarts")  # which would hide the one on the server
    join(platform, s3_server, "modelarts")

    made = model(says("from afar"))
    service = deploy(made)

    service.until_answering("from afar")
    assert made.state is ModelState.PUBLISHED
    kept = s3_server.root / made.location.removeprefix("obs://") / "customize_service.py"
    assert kept.read_text() == says("from afar")
