"""`make lab`: JupyterLab with the extension, on the same state as `make demo`."""

from __future__ import annotations

import os
import sys

from scripts.setup import BIN, ROOT, setup

STATE = ROOT / ".modelarts"

if __name__ == "__main__":
    setup("run")
    work = STATE / "work"
    STATE.mkdir(mode=0o700, exist_ok=True)
    work.mkdir(exist_ok=True)
    lab = str(BIN / "jupyter-lab")
    options = [f"--ModelArtsApp.state_dir={STATE}", f"--ServerApp.root_dir={work}"]
    if os.geteuid() == 0:  # Jupyter refuses root unless told; who runs make as root means it
        options.append("--allow-root")
    os.chdir(work)
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    os.execv(lab, [lab, *options, *sys.argv[1:]])
