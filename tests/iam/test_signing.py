"""SDK-HMAC-SHA256: what the official client signs is recognised, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyter_modelarts.core.auth import Presented
from jupyter_modelarts.iam.signing import is_right, read_signature, signed_at, signs_enough

ACCESS = "ABCDEFGHIJ2345670000"
SECRET = "s3cret-Key_of-the-test-that-is-40-chars-x"
DATE = "20260102T030405Z"


def _signed(
    method: str, path: str, query: str, headers: dict[str, str], body: bytes, signature: str
) -> Presented:
    signed = ";".join(sorted([*headers, "x-sdk-date"]))
    says = f"SDK-HMAC-SHA256 Access={ACCESS}, SignedHeaders={signed}, Signature={signature}"
    everything = {**headers, "x-sdk-date": DATE, "authorization": says}
    return Presented(method, path, query, everything, body)


# Made with huaweicloudsdkcore 3.1.219 and the key pair above, as they come over the wire.
QUERY = _signed(
    "GET",
    "/modelarts/v1/default/models",
    "b=1&b=2&empty=&limit=10&name=a%20b%2Bc%2F%C3%BC~%2A",
    {"content-type": "application/json", "host": "127.0.0.1:8888", "x-project-id": "default"},
    b"",
    "6ad46a58d54270ef049e5b2a7c2d0726db00d25d7944a47352f09475fe6da606",
)
BODY = _signed(
    "POST",
    "/user/x%20y/modelarts/v1/default/models/a%2Fb/%C3%BC",
    "",
    {"content-type": "application/json;charset=UTF-8", "host": "localhost:8888"},
    '{"model_name": "模型", "x": [1, 2]}'.encode(),
    "51cfac22aac1f01fb76008b42b165ef73b78d70ac0ce587b39fb348b5bc8a8c0",
)
UPLOAD = _signed(
    "POST",
    "/v1/infers/abc",
    "",
    {
        "content-type": "multipart/form-data; boundary=x",
        "host": "127.0.0.1:9999",
        "x-sdk-content-sha256": "UNSIGNED-PAYLOAD",
    },
    b"--x\r\n\x00\xff--x--",
    "0d5d7051fcef8155b4e33c7fae179506d61c173e486d2370490c85339cdc4333",
)
HEADER = _signed(
    "DELETE",
    "/modelarts/v1/default/services/1/",
    "force=true",
    {"host": "127.0.0.1:9999", "x-note": "caf\u00c3\u00a9"},
    b"",
    "aa24ef03229cc8f005772bb25fa055e0707a4e3bbdfb48d7a02ca4eb40d44735",
)


def _is_right(request: Presented, secret: str = SECRET) -> bool:
    signature = read_signature(request.headers["authorization"])
    assert signature is not None
    return signs_enough(request, signature) and is_right(request, signature, secret)


@pytest.mark.parametrize("request_", [QUERY, BODY, UPLOAD, HEADER])
def test_what_the_official_client_signs_is_right(request_: Presented) -> None:
    assert _is_right(request_)
    assert not _is_right(request_, "another secret key")


@pytest.mark.parametrize(
    "changed",
    [
        replace(BODY, body=b'{"model_name": "other"}'),
        replace(BODY, method="PUT"),
        replace(BODY, path="/user/x%20y/modelarts/v1/default/models/other"),
        replace(BODY, query="force=true"),
        replace(BODY, headers={**BODY.headers, "host": "elsewhere"}),
        replace(BODY, headers={**BODY.headers, "x-sdk-date": "20260102T030406Z"}),
        replace(BODY, headers={**BODY.headers, "x-sdk-content-sha256": "UNSIGNED-PAYLOAD"}),
        replace(UPLOAD, headers={**UPLOAD.headers, "x-sdk-content-sha256": "0" * 64}),
    ],
)
def test_robustness_a_signature_is_worth_nothing_for_anything_else(changed: Presented) -> None:
    """robustness.md, hostile input: missing authentication."""
    assert not _is_right(changed)


@pytest.mark.parametrize("left_out", ["host", "x-sdk-date"])
def test_robustness_host_and_time_must_be_signed(left_out: str) -> None:
    """robustness.md: a captured signature is worth nothing at another host or another day."""
    names = [name for name in ("content-type", "host", "x-sdk-date") if name != left_out]
    says = f"SDK-HMAC-SHA256 Access={ACCESS}, SignedHeaders={';'.join(names)}, Signature={'0' * 64}"
    signature = read_signature(says)
    assert signature is not None

    assert not signs_enough(BODY, signature)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SDK-HMAC-SHA256",
        "SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature=" + "0" * 64,
        "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=" + "0" * 63,
        "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=" + "0" * 64 + ", More=1",
        "SDK-HMAC-SHA1 Access=a, SignedHeaders=host, Signature=" + "0" * 64,
    ],
)
def test_malformed_headers_are_none(text: str) -> None:
    assert read_signature(text) is None


def test_the_time_of_signing_is_utc() -> None:
    assert signed_at(QUERY) == 1767323045000
    assert signed_at(replace(QUERY, headers={"x-sdk-date": "yesterday"})) is None
