"""Writes what is generated from the pydantic schemas: OpenAPI document and `types.ts` files.

`python scripts/generate_types.py` writes them; with `--check` it fails where they would change.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from jupyter_modelarts.core.handlers import Endpoint, Route  # noqa: E402  # after the path
from jupyter_modelarts.core.schemas import ErrorBody, Event  # noqa: E402
from jupyter_modelarts.routes import ROUTES  # noqa: E402

OPENAPI = ROOT / "docs" / "developers" / "openapi.json"
EMITTER = ROOT / "scripts" / "emit_types.mjs"
Use = tuple[type[BaseModel], JsonSchemaMode]


def main() -> int:
    """Write or check everything; 1 where a check finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check: bool = parser.parse_args().check
    wanted = {OPENAPI: json.dumps(openapi(), indent=1, sort_keys=True) + "\n", **types()}
    changed = [path for path, text in wanted.items() if not _same(path, text)]
    for path in changed:
        print(f"{'differs' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path])
    if check and changed:
        print("Run `.venv/bin/python scripts/generate_types.py` and commit what it writes.")
    return 1 if check and changed else 0


def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document of all routes, with action and resource of every verb."""
    uses = {use for routes in ROUTES.values() for use in _uses(routes)}
    uses.add((ErrorBody, "serialization"))
    references, schemas = _schemas(uses, "#/components/schemas/{model}")
    paths: dict[str, Any] = {}
    for owner, routes in ROUTES.items():
        for route in routes:
            path = route.path.replace("...", "")
            paths[path] = {
                verb: _operation(owner, route, declared, references)
                for verb, declared in route.verbs.items()
            }
    package = json.loads((ROOT / "package.json").read_text())
    return {
        "openapi": "3.1.0",
        "info": {"title": "jupyter_modelarts", "version": package["version"]},
        "servers": [{"url": "/modelarts", "description": "below Jupyter's base URL"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def types() -> dict[Path, str]:
    """The text of each slice's `types.ts`."""
    with tempfile.TemporaryDirectory() as folder:
        sources = {name: Path(folder) / f"{name}.json" for name in ROUTES}
        for name, source in sources.items():
            uses = set(_uses(ROUTES[name]))
            if name == "core":
                uses |= {(ErrorBody, "serialization"), (Event, "serialization")}
            source.write_text(json.dumps(_schemas(uses, "#/$defs/{model}")[1]))
        node = [str(ROOT / ".venv" / "bin" / "node"), str(EMITTER)]
        made = subprocess.run(
            [*node, *map(str, sources.values())], check=True, capture_output=True, cwd=ROOT
        )
        texts = json.loads(made.stdout)
    source_dir = ROOT / "labextension" / "src"
    return {source_dir / name / "types.ts": texts[str(path)] for name, path in sources.items()}


def _uses(routes: Iterable[Route]) -> Iterator[Use]:
    for route in routes:
        for declared in route.verbs.values():
            yield from _uses_of(declared)


def _uses_of(declared: Endpoint) -> Iterator[Use]:
    for model in (declared.body, declared.query):
        if model is not None:
            yield model, "validation"
    if declared.result is not None:
        yield declared.result, "serialization"


def _schemas(uses: Iterable[Use], template: str) -> tuple[dict[Use, Any], dict[str, Any]]:
    """References by use, and all definitions: `X` as answered, `XInput` where it is sent
    differently."""
    ordered = sorted(uses, key=lambda use: (use[0].__name__, use[1]))
    by_use, whole = models_json_schema(ordered, by_alias=True, ref_template=template)
    renamed = re.sub(r"([A-Za-z0-9_]+)-Output\b", r"\1", json.dumps(whole.get("$defs", {})))
    renamed = re.sub(r"([A-Za-z0-9_]+)-Input\b", r"\1Input", renamed)
    references = json.dumps(
        {f"{model.__name__}|{mode}": by_use[model, mode] for model, mode in ordered}
    )
    references = re.sub(r"-Output\b", "", re.sub(r"-Input\b", "Input", references))
    read = json.loads(references)
    found = {use: read[f"{use[0].__name__}|{use[1]}"] for use in ordered}
    return found, dict(sorted(json.loads(renamed).items()))


def _operation(
    owner: str, route: Route, declared: Endpoint, references: dict[Use, Any]
) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "tags": [owner],
        "x-action": declared.action,
        "x-resource": declared.resource,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"\{(\w+)", route.path)
        ],
        "responses": {str(declared.status): {"description": "done"}},
    }
    if declared.body is not None:
        operation["requestBody"] = _content(references[declared.body, "validation"])
    if declared.query is not None:
        operation["parameters"] += [
            {"name": name, "in": "query", "schema": schema}
            for name, schema in declared.query.model_json_schema()["properties"].items()
        ]
    if declared.result is not None:
        content = _content(references[declared.result, "serialization"])
        operation["responses"][str(declared.status)] |= content
    return operation


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text() == text


if __name__ == "__main__":
    sys.exit(main())
