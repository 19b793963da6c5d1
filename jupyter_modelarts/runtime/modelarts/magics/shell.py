"""What the magics need of IPython, so that nothing of it has to be imported."""

from __future__ import annotations

from typing import Any, Protocol


class Publisher(Protocol):
    """Shows something below the cell."""

    def publish(self, data: dict[str, str]) -> object: ...


class Shell(Protocol):
    """IPython's InteractiveShell."""

    user_ns: dict[str, Any]
    display_pub: Publisher
    magics_manager: Any

    def register_magic_function(
        self, func: Any, magic_kind: str = ..., magic_name: str | None = ...
    ) -> None: ...

    def set_hook(self, name: str, hook: Any, *, str_key: str | None = ...) -> None: ...


def show(shell: Shell, item: Any) -> None:
    """Show a result object below the cell, as if it were the cell's last line."""
    shell.display_pub.publish({"text/plain": repr(item), "text/html": item._repr_html_()})
