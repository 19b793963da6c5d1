"""Runs one task of one attempt; see docs/developers/attempt-protocol.md.

Standard library only, nothing of the rest of the project, and everything is imported before the
command starts, so that an upgrade cannot pull new code into an old process. Records are NamedTuples
because importing and building dataclasses costs ten milliseconds at every start.
"""
