"""Which machine, boot and container this is: process numbers mean something only within one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Host(NamedTuple):
    """Two records differ when their processes cannot see each other any more."""

    boot_id: str
    pid_namespace: str
    hostname: str


def this_host() -> Host:
    """The identity of where we run; parts that the platform does not tell are empty."""
    return Host(_boot_id(), _pid_namespace(), os.uname().nodename)


def _boot_id() -> str:
    if sys.platform == "darwin":
        command = ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        return answer.stdout.strip()
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _pid_namespace() -> str:
    try:
        return os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - a name of the kernel, not a path
    except OSError:
        return ""
