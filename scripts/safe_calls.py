"""Finds calls that must go through `core/safe`: hostile input is handled in one place each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "jupyter_modelarts"
EXEMPT = ("core/safe/", "compute/supervisor/", "runtime/")  # the helpers; and what user code runs
# run directories and objects: their work is opening files
OPENS = ("compute/", "obs/stores/", "obs/transfers/")

IMPORTS = {
    "PIL": "images are decoded by core/safe/images.py",
    "cloudpickle": "the platform never unpickles",
    "dill": "the platform never unpickles",
    "httpx": "a user's URL is fetched by core/safe only",
    "joblib": "the platform never unpickles",
    "lxml": "XML is parsed by core/safe only",
    "marshal": "the platform never unpickles",
    "pickle": "the platform never unpickles",
    "requests": "a user's URL is fetched by core/safe only",
    "shelve": "the platform never unpickles",
    "subprocess": "only workloads are processes: start one through compute",
    "tarfile": "archives are opened by core/safe only",
    "urllib.request": "a user's URL is fetched by core/safe only",
    "urllib3": "a user's URL is fetched by core/safe only",
    "xml": "XML is parsed by core/safe only",
    "zipfile": "archives are opened by core/safe only",
}
EXPRESSIONS = ("compile", "match", "search", "fullmatch", "findall", "finditer", "split", "sub")
PROCESSES = ("system", "popen", "execv", "execve", "execvp", "fork", "posix_spawn", "spawnv")
FILES = ("read_bytes", "read_text", "write_bytes", "write_text")


@dataclass(frozen=True)
class Finding:
    """A raw call; `rule` is what the allow-list names."""

    path: str
    line: int
    rule: str
    advice: str

    def __str__(self) -> str:
        return f"{PACKAGE}/{self.path}:{self.line}: {self.rule}: {self.advice}"


def findings(package: Path) -> Iterator[Finding]:
    """All raw calls below the package's folder, in the order of files and lines."""
    for file in sorted(package.rglob("*.py")):
        path = file.relative_to(package).as_posix()
        if not path.startswith(EXEMPT):
            yield from in_source(file.read_text(encoding="utf-8"), path)


def in_source(source: str, path: str) -> Iterator[Finding]:
    for node in ast.walk(ast.parse(source)):
        for rule, advice in _rules_broken(node):
            if rule != "open" or not path.startswith(OPENS):
                yield Finding(path, getattr(node, "lineno", 0), rule, advice)


def _rules_broken(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        yield from _imports(alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield from _imports([node.module, *(f"{node.module}.{a.name}" for a in node.names)])
    elif isinstance(node, ast.Call):
        yield from _call(node)


def _imports(names: Iterator[str] | list[str]) -> Iterator[tuple[str, str]]:
    found = {
        module for name in names for module in IMPORTS if name == module or _below(name, module)
    }
    for module in sorted(found):
        yield module, IMPORTS[module]


def _below(name: str, module: str) -> bool:
    return name.startswith(module + ".")


def _call(node: ast.Call) -> Iterator[tuple[str, str]]:
    name = _dotted(node.func)
    last = name.rpartition(".")[2]
    if name in {f"re.{method}" for method in EXPRESSIONS} and not _is_own_text(_first(node)):
        yield "re", "a pattern that is not written here goes through core/safe/expressions.py"
    if name in {f"os.{method}" for method in PROCESSES} or _has_shell(node):
        yield "shell", "no shell and no process beside workloads: start one through compute"
    if name in ("eval", "exec"):
        yield "eval", "text is never executed in the platform's process"
    if last == "extractall":
        yield "extractall", "archives are unpacked by core/safe only"
    if name in ("yaml.load", "yaml.unsafe_load", "yaml.full_load"):
        yield "yaml", "use yaml.safe_load with limits, in core/safe"
    if last in FILES or _opens(node, name, last):
        yield "open", "use core/safe/paths.py or the object store, or say here why it is safe"


def _opens(node: ast.Call, name: str, last: str) -> bool:
    """`open(...)`, `os.open(...)`, and `path.open()` as told from other methods by its mode."""
    if name in ("open", "os.open", "io.open", "codecs.open"):
        return True
    if last != "open" or not isinstance(node.func, ast.Attribute):
        return False
    first = _first(node)
    is_mode = isinstance(first, ast.Constant) and set(str(first.value)) <= set("rwabxt+")
    return is_mode or first is None or any(k.arg == "mode" for k in node.keywords)


def _first(node: ast.Call) -> ast.expr | None:
    named = next((k.value for k in node.keywords if k.arg == "pattern"), None)
    return node.args[0] if node.args else named


def _is_own_text(node: ast.expr | None) -> bool:
    """Whether a pattern is made of literals, constants in capitals, and escaped text."""
    if node is None or isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(_is_own_text(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _is_own_text(node.value)
    if isinstance(node, ast.BinOp):
        return _is_own_text(node.left) and _is_own_text(node.right)
    if isinstance(node, ast.Call):
        return _dotted(node.func) == "re.escape"
    return _dotted(node).rpartition(".")[2].isupper()


def _has_shell(node: ast.Call) -> bool:
    shell = next((k.value for k in node.keywords if k.arg == "shell"), None)
    return shell is not None and not (isinstance(shell, ast.Constant) and shell.value is False)


def _dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute; a call or subscript before a dot is left out."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return ""
