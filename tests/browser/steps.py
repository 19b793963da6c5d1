"""What several browser tests do on their way."""

from __future__ import annotations

import contextlib

from playwright.sync_api import Page, TimeoutError, expect

CURRENT = ".lm-DockPanel .jp-ma-main:not(.lm-mod-hidden)"


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
