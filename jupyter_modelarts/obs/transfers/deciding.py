"""What becomes of one name, from both sides and what is remembered of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .shapes import Action, Base, Direction, Item, Local, OnConflict, Remote, SyncSpec

CHANGED_HERE = "it was changed here and not in the store: send it back with Sync to OBS"
CHANGED_THERE = "it was changed in the store and not here: fetch it with Sync OBS"
DELETED_HERE = "it was deleted here, and deletions are not followed"
DELETED_THERE = "it was deleted in the store, and deletions are not followed"
STAYS = "it was deleted on the other side, but changed here since: it stays"
BOTH = "it was changed on both sides"
NOT_OURS = "the other side has a file of its own with this name"


@dataclass(frozen=True)
class Sides:
    """One name as it is here, in the store, and as it was when both were the same.

    `alike` tells, where nothing is remembered, whether both hold the same bytes now.
    """

    name: str
    local: Local | None
    remote: Remote | None
    base: Base | None
    alike: bool = False

    @property
    def here_is_base(self) -> bool:
        return self.base is not None and self.base.is_of(self.local)

    @property
    def there_is_base(self) -> bool:
        remote, base = self.remote, self.base
        return remote is not None and base is not None and _same_object(remote, base)

    @property
    def is_same(self) -> bool:
        return (self.here_is_base and self.there_is_base) or self.alike


def decide(sides: Sides, spec: SyncSpec) -> Item:
    """The one thing to do."""
    if sides.is_same:
        return _item(sides, Action.SAME, spec.direction)
    if sides.local is None or sides.remote is None:
        return _one_sided(sides, spec)
    if spec.direction is Direction.BOTH:
        return _both(sides, spec)
    return _one_way(sides, spec)


def _one_sided(sides: Sides, spec: SyncSpec) -> Item:
    """There on one side only: new, or deleted on the other one."""
    towards = Direction.DOWN if sides.local is None else Direction.UP
    if spec.direction is Direction.BOTH:
        return _new_or_deleted(sides, towards, spec)
    if spec.direction is towards:
        return _item(sides, Action.NEW, towards)
    return _extra(sides, spec)


def _extra(sides: Sides, spec: SyncSpec) -> Item:
    """What the target alone has. Only what a sync has left there itself can be deleted."""
    untouched = sides.here_is_base if spec.direction is Direction.DOWN else sides.there_is_base
    if spec.delete and untouched:
        return _item(sides, Action.DELETE, spec.direction)
    stays = STAYS if spec.delete and sides.base is not None else ""
    return _item(sides, Action.SKIPPED, spec.direction, stays)


def _new_or_deleted(sides: Sides, towards: Direction, spec: SyncSpec) -> Item:
    """In both directions what is remembered tells which it was; a change outweighs a deletion."""
    untouched = sides.there_is_base if towards is Direction.DOWN else sides.here_is_base
    if not untouched:
        return _item(sides, Action.NEW, towards)
    follows = Direction.UP if towards is Direction.DOWN else Direction.DOWN
    if spec.delete:
        return _item(sides, Action.DELETE, follows)
    reason = DELETED_HERE if follows is Direction.UP else DELETED_THERE
    return _item(sides, Action.SKIPPED, follows, reason)


def _both(sides: Sides, spec: SyncSpec) -> Item:
    if sides.here_is_base:
        return _item(sides, Action.CHANGED, Direction.DOWN)
    if sides.there_is_base:
        return _item(sides, Action.CHANGED, Direction.UP)
    return _conflict(sides, Direction.DOWN, spec)


def _one_way(sides: Sides, spec: SyncSpec) -> Item:
    down = spec.direction is Direction.DOWN
    target_is_base = sides.here_is_base if down else sides.there_is_base
    source_is_base = sides.there_is_base if down else sides.here_is_base
    if target_is_base or spec.on_conflict is OnConflict.OVERWRITE:
        return _item(sides, Action.CHANGED, spec.direction)
    if source_is_base:
        reason = CHANGED_HERE if down else CHANGED_THERE
        return _item(sides, Action.SKIPPED, spec.direction, reason)
    return _conflict(sides, spec.direction, spec)


def _conflict(sides: Sides, towards: Direction, spec: SyncSpec) -> Item:
    reason = NOT_OURS if sides.base is None else BOTH
    if spec.on_conflict is OnConflict.SKIP:
        return _item(sides, Action.SKIPPED, towards, reason)
    return _item(sides, Action.CONFLICT, towards, reason)


def _same_object(remote: Remote, base: Base) -> bool:
    return remote.etag == base.etag and remote.size == base.size


def _item(sides: Sides, action: Action, towards: Direction, reason: str = "") -> Item:
    return Item(sides.name, action, towards, sides.remote, sides.local, reason)
