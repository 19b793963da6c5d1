"""`from moxing.framework.file import file_io`: the same functions, and what scripts set here.

ModelArts' help has scripts lower `_NUMBER_OF_PROCESSES` or `_LARGE_FILE_TASK_NUM` where a large
file does not get through: they are how many of its parts travel at a time. Two variables of the
environment that it names count too.
"""

from __future__ import annotations

import logging
import os

from .changing import make_dirs, mk_dir, remove, rename
from .connection import set_auth
from .copying import background_sync_copy, copy, copy_parallel
from .looking import exists, get_size, glob, is_directory, list_directory, stat, walk
from .opening import File, append, append_remote, read, write
from .scanning import scan_dir
from .shifting import shift

_LARGE_FILE_METHOD = 2
_LARGE_FILE_TASK_NUM = int(os.environ.get("MOX_FILE_LARGE_FILE_TASK_NUM", "4"))
_NUMBER_OF_PROCESSES = 4

if os.environ.get("MOX_SILENT_MODE") == "1":
    logging.getLogger("moxing").setLevel(logging.ERROR)

__all__ = [
    "File",
    "append",
    "append_remote",
    "background_sync_copy",
    "copy",
    "copy_parallel",
    "exists",
    "get_size",
    "glob",
    "is_directory",
    "list_directory",
    "make_dirs",
    "mk_dir",
    "read",
    "remove",
    "rename",
    "scan_dir",
    "set_auth",
    "shift",
    "stat",
    "walk",
    "write",
]
