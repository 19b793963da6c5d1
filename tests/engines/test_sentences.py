"""What the front end translates is what the server says.

The sentences lie beside the front end's test, which looks that each of them is translated.
`python -m tests.engines.test_sentences` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from jupyter_modelarts.compute.attempt import Sighting, lost_outcome
from jupyter_modelarts.compute.queue import too_large
from jupyter_modelarts.compute.schemas import Pool, Resources
from jupyter_modelarts.compute.supervisor.failure import describe_exit
from jupyter_modelarts.engines.catalog import CATALOG, SPARK
from jupyter_modelarts.engines.java import missing_java, older_note
from jupyter_modelarts.engines.uv_calls import failure_sentence

from .conftest import TINY

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "labextension/src/engines/__tests__/sentences.json"
POOL = Pool(id="local", name="This computer", runner="local", cpu=2, memory_mb=512, gpus=0)


def said() -> dict[str, object]:
    """By the functions that make them."""
    return {
        "workloads": [
            too_large(Resources(cpu=4), POOL),
            too_large(Resources(memory_mb=1024), POOL),
            too_large(Resources(memory_mb=1, gpus=1), POOL),
            describe_exit(3, None, None),
            lost_outcome(Sighting([], [])).message,
        ],
        "engines": [
            failure_sentence("error: No space left on device (os error 28)", TINY),
            failure_sentence("error: dns error", TINY),
            failure_sentence("x No solution found when resolving dependencies", TINY),
            missing_java(SPARK, ""),
            missing_java(SPARK, "Java 8 at /usr/bin/java"),
        ],
        "notes": notes(),
        "descriptions": {one.id: one.description for one in CATALOG.values()},
    }


def notes() -> list[str]:
    """What is said of the Java that was found."""
    assert SPARK.older_java is not None
    newest = "pyspark>=4,<5 was chosen: Java 17 is at /usr/bin/java."
    return [newest, older_note(SPARK, SPARK.older_java, "Java 11 is at /opt/jdk/bin/java")]


def test_the_sentences_that_are_translated_are_said() -> None:
    assert json.loads(GOLDEN.read_text()) == said()


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(said(), indent=2, ensure_ascii=False) + "\n")
