"""Fails where a package of the outside is imported in a file that is not meant to know it.

The direction between our own slices is import-linter's, in pyproject.toml.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "jupyter_modelarts"

HTTP = (
    "*handlers.py",
    "*/handlers/*.py",
    "*legacy.py",
    "core/relay.py",
    "core/sockets.py",
    "compute/proxy.py",
    "obs/drive.py",
    "extension.py",
    "serve.py",
    "running.py",  # what extension.py and serve.py keep running
)
DATABASE = ("*/store.py", "*/*_store.py", "*/store/*.py", "core/db.py", "core/migrations/*")
FRAMEWORKS = ("runtime/*",)

# A package, and the files that may import it; `*` crosses folders.
ALLOWED: dict[str, tuple[str, ...]] = {
    "tornado": HTTP,
    "jupyter_server": HTTP,
    "sqlalchemy": DATABASE,
    "alembic": DATABASE,
    "ray": ("compute/runners/ray.py",),
    "boto3": ("obs/stores/s3*.py",),
    "obstore": ("obs/stores/s3*.py",),
    "re2": ("core/safe/*",),
    "PIL": ("core/safe/*", "runtime/tensorflow_one/*"),
    "cv2": FRAMEWORKS,
    "joblib": FRAMEWORKS,
    "mxnet": FRAMEWORKS,
    "numpy": FRAMEWORKS,
    "pyspark": FRAMEWORKS,
    "sklearn": FRAMEWORKS,
    "tensorflow": FRAMEWORKS,
    "torch": FRAMEWORKS,
    "xgboost": FRAMEWORKS,
}

# These run beside user code, in any of its Pythons: the standard library and themselves.
ALONE = ("compute/supervisor", "runtime")


def problems() -> Iterator[str]:
    for file in sorted(PACKAGE.rglob("*.py")):
        path = file.relative_to(PACKAGE).as_posix()
        for line, module in imports(file):
            top = module.partition(".")[0]
            home = next((folder for folder in ALONE if path.startswith(f"{folder}/")), None)
            if not any(fnmatch(path, pattern) for pattern in ALLOWED.get(top, ("*",))):
                yield f"{path}:{line}: {top} belongs in {', '.join(ALLOWED[top])}."
            if home and not stands_alone(module, home) and top not in FRAMEWORK_NAMES:
                yield f"{path}:{line}: {module}, but {home} imports the standard library only."


RUNTIME = ("modelarts", "model_service")  # what the shim in runtime/ imports by its own name
FRAMEWORK_NAMES = {name for name, files in ALLOWED.items() if "runtime/" in "".join(files)}


def stands_alone(module: str, home: str) -> bool:
    own = f"jupyter_modelarts.{home.replace('/', '.')}"
    top = module.partition(".")[0]
    return top in {*sys.stdlib_module_names, *RUNTIME} or f"{module}.".startswith(f"{own}.")


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Every import, those inside functions too, as line and absolute name."""
    parts = ("jupyter_modelarts", *file.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = parts[: len(parts) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            if node.module:
                yield node.lineno, base
            else:
                yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)


if __name__ == "__main__":
    found = list(problems())
    if found:
        sys.exit("\n".join(found))
