"""Packages to import."""

from __future__ import annotations

import json
from typing import Any

CODE = b"""\
from model_service.python_model_service import XgSklServingBaseService

raise SystemExit("nobody imports this")


class DigitsService(XgSklServingBaseService):
    def _postprocess(self, data):
        return data
"""


def config(**changes: Any) -> dict[str, Any]:
    """A description as chapter 12.2 has it, with these fields instead."""
    return {
        "model_type": "Scikit_Learn",
        "model_algorithm": "image_classification",
        "metrics": {"accuracy": 0.97, "f1": 0.96},
        "apis": [
            {
                "protocol": "http",
                "url": "/",
                "method": "post",
                "request": {
                    "Content-type": "multipart/form-data",
                    "data": {"type": "object", "properties": {"images": {"type": "file"}}},
                },
                "response": {
                    "Content-type": "application/json",
                    "data": {"type": "object", "properties": {"label": {"type": "string"}}},
                },
            }
        ],
        **changes,
    }


def config_text(**changes: Any) -> bytes:
    """The same as a file."""
    return json.dumps(config(**changes)).encode()


FILES = {
    "config.json": config_text(),
    "customize_service.py": CODE,
    "model.pkl": b"a trained model",
}
PACKAGE = {f"model/{name}": data for name, data in FILES.items()}


def script(files: dict[str, bytes], ending: str = "") -> bytes:
    """A training script that writes files into its output, then does `ending`."""
    return f"""
import argparse, pathlib
parser = argparse.ArgumentParser()
parser.add_argument("--train_url")
target = pathlib.Path(parser.parse_known_args()[0].train_url)
for name, data in {files!r}.items():
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    (target / name).write_bytes(data)
{ending}
""".encode()
