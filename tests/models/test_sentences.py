"""What the front end translates is what the server says.

The sentences lie beside the front end's test, which looks that each of them is translated.
`python -m tests.models.test_sentences` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jupyter_modelarts.core.errors import DomainError
from jupyter_modelarts.core.safe.names import model_name
from jupyter_modelarts.engines.catalog import CATALOG, SCIKIT_LEARN
from jupyter_modelarts.engines.names import choose
from jupyter_modelarts.engines.schemas import Engine, EngineState, Package, Receipt
from jupyter_modelarts.models.code import check_code
from jupyter_modelarts.models.numbers import checked_version
from jupyter_modelarts.models.package import PackageConfig, read_config
from jupyter_modelarts.models.requirements import engine_of, unmet
from tests.models.packages import config, config_text

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "labextension/src/models/__tests__/sentences.json"
RECEIPT = Receipt(
    python_version="3.11",
    size_bytes=1,
    packages=[Package(name="numpy", version="1.15")],
    built_at=1,
)


def refused(call: Callable[..., object], *given: Any) -> Iterator[str]:
    """What `call` says; of config.json what it says of each field."""
    try:
        call(*given)
    except DomainError as error:
        problems = getattr(error, "problems", None)
        yield from [sentence for _, sentence in problems] if problems else [str(error)]


def of_config(**changes: Any) -> Iterator[str]:
    yield from refused(read_config, config_text(**changes))


def of_dependencies() -> Iterator[str]:
    wanted = [
        {"package_name": "h5py"},
        {"package_name": "numpy", "package_version": "1.26", "restraint": "ATLEAST"},
    ]
    needing = PackageConfig.model_validate(config(dependencies=[{"packages": wanted}]))
    for receipt in (RECEIPT, None):
        engine = Engine(description=SCIKIT_LEARN, state=EngineState.READY, receipt=receipt)
        yield from unmet(engine, needing)


def said() -> list[str]:
    """By the functions that make them; those of files and jobs are said in test_importing.py."""
    api = config()["apis"][0]
    image = PackageConfig.model_validate(config(model_type="Image"))
    return [
        *refused(model_name, ""),
        *refused(model_name, "a b"),
        *refused(checked_version, "1"),
        *refused(read_config, b"{}"),
        *refused(read_config, b"{"),
        *of_config(model_type=3, apis=[]),
        *of_config(metrics={"f1": "good"}, dependencies=3),
        *of_config(metrics=3),
        *of_config(apis=[{**api, "url": "x", "method": "put", "protocol": "ftp"}]),
        *of_config(apis=[{**api, "request": {"Content-type": "a/b", "data": 3}}]),
        *of_config(dependencies=[{"installer": "conda", "packages": []}]),
        *of_config(dependencies=[{"packages": [{"package_name": "a", "package_version": "1"}]}]),
        *refused(check_code, b"x = = 1"),
        *refused(check_code, b"print(1)"),
        *refused(engine_of, None, image),
        *refused(choose, CATALOG, "", "Horovod"),
        *refused(choose, CATALOG, "", "TensorFlwo"),
        *refused(choose, CATALOG, "", "Nobody's"),
        *of_dependencies(),
    ]


def test_the_sentences_that_are_translated_are_said() -> None:
    assert json.loads(GOLDEN.read_text()) == said()


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(said(), indent=2, ensure_ascii=False) + "\n")
