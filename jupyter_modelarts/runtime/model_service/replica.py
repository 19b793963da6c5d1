"""`python -m model_service.replica --socket PATH --model FOLDER --name NAME`: serves one model.

HTTP/1.1 on a unix socket: `GET /health`, and `POST` to any path for inference. One request at a
time, in the main thread: a model's own library decides how many cores one inference uses.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import socket
import sys
import traceback
from pathlib import Path

from .errors import PackageError
from .inference import Inference
from .package import load_service, read_package
from .reception import Reception
from .server import Server

_BACKLOG = 512
_MAX_BODY = 100 << 20


def main(words: list[str] | None = None) -> int:
    """0 after SIGTERM, 1 where the model cannot be loaded."""
    given = _arguments(words)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # what user code prints is seen when it is said
    reception = Reception(_listen(given.socket), given.request_limit)
    reception.start()
    try:
        package = read_package(Path(given.model).resolve(), given.name)
        inference = Inference(package, load_service(package))
    except PackageError as error:
        _complain(f"The model cannot be served: {error}")
        return 1
    except (Exception, SystemExit):  # noqa: BLE001  # whatever the package's code raises
        traceback.print_exc()
        _complain("The model cannot be served: its code failed while it was loaded.")
        return 1
    server = Server(reception, inference, given.max_body)
    signal.set_wakeup_fd(reception.signal_fd, warn_on_full_buffer=False)
    signal.signal(signal.SIGTERM, lambda *_: server.drain())
    _tune()
    reception.is_ready = True
    print(f"{given.name} is ready.", flush=True)  # noqa: T201
    server.serve()
    return 0


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m model_service.replica", description=__doc__)
    parser.add_argument("--socket", required=True, help="path of the unix socket to make")
    parser.add_argument("--model", required=True, help="the package's folder model/")
    parser.add_argument("--name", default="model")
    parser.add_argument("--max-body", type=int, default=_MAX_BODY, help="bytes of one request")
    parser.add_argument(
        "--request-limit",
        type=float,
        default=0.0,
        help="seconds after which a request that does not end ends the replica; 0 is never",
    )
    return parser.parse_args(words)


def _listen(path: str) -> socket.socket:
    place = Path(path)
    if place.is_socket():
        place.unlink()  # of an attempt before this one
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(before)
    listener.listen(_BACKLOG)
    return listener


def _tune() -> None:
    """What was loaded lives as long as the process: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _complain(sentence: str) -> None:
    sys.stdout.flush()
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
