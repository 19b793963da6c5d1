"""eslint refuses imports from a higher slice of the front end, and those only."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SRC = "labextension/src"
RULES = {"no-restricted-imports", "no-restricted-syntax"}


def refused(path: str, source: str) -> bool:
    """Whether eslint says that a file at this place may not hold this import."""
    eslint = ROOT / "node_modules" / "eslint" / "bin" / "eslint.js"
    command = [str(Path(sys.executable).parent / "node"), str(eslint), "--format", "json"]
    command += ["--stdin", "--stdin-filename", path]
    done = subprocess.run(command, cwd=ROOT, input=source, text=True, capture_output=True)
    assert done.returncode in (0, 1), done.stderr
    (result,) = json.loads(done.stdout)
    return any(message["ruleId"] in RULES for message in result["messages"])


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (f"{SRC}/datasets/client.ts", "../training/client"),
        (f"{SRC}/datasets/components/Page.tsx", "../../labeling/tokens"),
        (f"{SRC}/core/components/form/Field.tsx", "../../../home/widget"),
    ],
)
def test_a_higher_slice_is_refused_at_every_depth(path: str, target: str) -> None:
    assert refused(path, f"import {{ a }} from '{target}';\nexport const b = a;\n")
    assert refused(path, f"export const b = () => import('{target}');\n")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (f"{SRC}/training/client.ts", "../datasets/client"),
        (f"{SRC}/datasets/components/Page.tsx", "../labeling/Labeling"),
        (f"{SRC}/home/components/Tree.tsx", "../../core/components"),
    ],
)
def test_a_lower_slice_and_a_folder_of_ones_own_are_not(path: str, target: str) -> None:
    assert not refused(path, f"import {{ a }} from '{target}';\nexport const b = a;\n")
