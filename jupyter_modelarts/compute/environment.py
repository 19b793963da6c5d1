"""What a workload's process inherits: names on a list, never the server's own secrets."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

ALLOWED = re.compile(
    r"PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TERM"
    r"|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|LD_LIBRARY_PATH|CUDA_VISIBLE_DEVICES|JAVA_HOME"
    r"|XDG_(CACHE|DATA|CONFIG)_HOME|SYSTEMROOT"
    # so that `pip install` in a script asks the index that this machine's packages come from
    r"|PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|CERT|PROXY|CONSTRAINT"
    r"|CONFIG_FILE|DEFAULT_TIMEOUT|CACHE_DIR)|(https?|no)_proxy|(HTTPS?|NO)_PROXY"
)
PLATFORM_ALLOWED = re.compile(
    r"(PIP|UV|JUPYTER)_(?!.*(TOKEN|PASSWORD|SECRET)).*|MODELARTS_[A-Z_]+|https?_proxy|no_proxy",
    re.IGNORECASE,
)


def user_environment(source: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a user's code."""
    present = os.environ if source is None else source
    return {name: value for name, value in present.items() if ALLOWED.fullmatch(name)}


def platform_environment(source: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of the platform's own long work: installers' settings too."""
    present = os.environ if source is None else source
    extra = {name: value for name, value in present.items() if PLATFORM_ALLOWED.fullmatch(name)}
    return {**user_environment(present), **extra}
