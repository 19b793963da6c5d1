"""What this machine has: a Python, pip's settings, a browser, fonts."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 10), (3, 13)
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CJK_FONTS = ("NotoSansCJK", "NotoSerifCJK", "wqy-", "SourceHanSans", "PingFang")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts")


def find_python() -> str:
    """A Python between 3.10 and 3.13: this one, or another on the PATH."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    names = [f"python{OLDEST[0]}.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for name in names:
        program = shutil.which(name)
        if program and runs(program):
            return program
    sys.exit(
        f"Python 3.10 to 3.13 is needed; this is {sys.version.split()[0]}, and none of "
        f"{', '.join(names)} is on the PATH. Install one, or name it: make PYTHON=/path/to/python3"
    )


def runs(program: str) -> bool:
    """A version manager's shim is on the PATH even where its version is not chosen."""
    return subprocess.run([program, "-c", ""], capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class PipSettings:
    """What pip is set up with on this machine, as uv takes it."""

    environment: dict[str, str]
    options: list[str]


def pip_settings() -> PipSettings:
    module = load_pip_settings()
    settings = module.read_pip_settings(os.environ)
    return PipSettings(module.uv_environment(settings, os.environ), module.uv_options(settings))


def load_pip_settings() -> ModuleType:
    """The engines' reader of pip's settings, from its file: its package is not installed yet."""
    path = ROOT / "jupyter_modelarts" / "engines" / "pip_settings.py"
    spec = importlib.util.spec_from_file_location("pip_settings", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path.name} cannot be read.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find_browser() -> str | None:
    """MODELARTS_BROWSER, or a Chromium or Chrome of the machine."""
    named = os.environ.get("MODELARTS_BROWSER")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def has_chinese_font() -> bool:
    folders = [Path(folder) for folder in FONT_FOLDERS] + [Path.home() / ".local/share/fonts"]
    files = (file.name for folder in folders if folder.is_dir() for file in folder.rglob("*.t*"))
    return any(name.startswith(CJK_FONTS) for name in files)


def ensure_browser() -> None:
    """Chromium and a Chinese font for the browser tests, or a sentence on how to get them."""
    missing = [] if find_browser() else ["chromium"]
    missing += [] if has_chinese_font() else ["fonts-noto-cjk"]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", *missing]):
            print(f"apt-get {' '.join(command)}", flush=True)
            subprocess.run(["apt-get", "-q", *command], env=env, check=False)
    if not find_browser():
        sys.exit(
            "The browser tests need Chromium or Chrome. Install one (Debian: sudo apt-get install "
            "chromium fonts-noto-cjk), or name it: MODELARTS_BROWSER=/path/to/chrome make test"
        )
