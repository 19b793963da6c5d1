"""What several browser tests do on their way."""

from __future__ import annotations

import contextlib
import time

from playwright.sync_api import Page, TimeoutError, expect

from .conftest import Lab

CURRENT = ".lm-DockPanel .jp-ma-main:not(.lm-mod-hidden)"


def until_saved(lab: Lab, workspace: str, words: str) -> None:
    """Wait until the server has these words in the workspace: it is saved some time after it has
    changed."""
    deadline = time.monotonic() + 300
    folder = lab.root / "workspaces"
    while not any(words in path.read_text() for path in folder.glob(f"{workspace}-*")):
        assert time.monotonic() < deadline, words
        time.sleep(0.1)


def press_in_notice(page: Page, words: str) -> None:
    """Press a button of a notice at once: it slides in, and goes again after some seconds."""
    page.locator(".jp-toast-button", has_text=words).dispatch_event("click")


def open_by_palette(page: Page, words: str) -> None:
    """Run a command by its words, once the home page that greets has the focus no more."""
    expect(page.locator(CURRENT).first).to_be_visible()
    field = page.locator(".lm-CommandPalette-input")
    found = page.locator(".lm-CommandPalette-item", has_text=words).first
    for _ in range(20):
        if not field.is_visible():
            page.keyboard.press("Control+Shift+C")
            page.wait_for_timeout(500)
        with contextlib.suppress(TimeoutError):  # something took the focus, and it closed again
            field.fill(words, timeout=2_000)
            found.click(timeout=2_000)
            return
    raise AssertionError(f"The palette did not stay open to run {words!r}")
