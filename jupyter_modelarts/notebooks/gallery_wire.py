"""Galleries in the words of the REST API (ours: ModelArts has none for them)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from ..engines import wire as engine_wire
from ..engines.schemas import Engine
from .gallery_schemas import (
    BUILT_IN,
    Copy,
    CopyBody,
    Example,
    ExampleBody,
    ExampleListBody,
    Gallery,
    GalleryBody,
    GalleryListBody,
    Preview,
    PreviewBody,
    Shelf,
)


def gallery_body(gallery: Gallery) -> GalleryBody:
    """One gallery."""
    is_built_in = gallery.id == BUILT_IN
    return GalleryBody(
        gallery_id=gallery.id,
        gallery_name=gallery.name,
        location=gallery.location,
        is_built_in=is_built_in,
        created_at=None if is_built_in else gallery.created_at,
    )


def gallery_list_body(galleries: Sequence[Gallery]) -> GalleryListBody:
    """All galleries."""
    bodies = [gallery_body(gallery) for gallery in galleries]
    return GalleryListBody(total_count=len(bodies), galleries=bodies)


def example_body(example: Example, engines: Mapping[str, Engine]) -> ExampleBody:
    """An example, and how the engine that it wants stands."""
    engine_id, state, kernel = _engine(example, engines)
    return ExampleBody(
        gallery_id=example.gallery_id,
        path=example.path,
        file_name=PurePosixPath(example.path).name,
        size_bytes=example.size_bytes,
        words=example.words,
        zh=example.zh,
        engine_id=engine_id,
        engine_state=state,
        kernel_name=kernel,
        duration_s=example.duration_s,
        has_thumbnail=bool(example.thumbnail) or example.has_picture,
        files=example.files,
    )


def example_list_body(shelf: Shelf, engines: Mapping[str, Engine]) -> ExampleListBody:
    """One gallery's examples."""
    bodies = [example_body(example, engines) for example in shelf.examples]
    return ExampleListBody(
        total_count=len(bodies) + shelf.left_out,
        examples=bodies,
        left_out=shelf.left_out,
        unreadable=list(shelf.unreadable),
    )


def preview_body(preview: Preview, engines: Mapping[str, Engine]) -> PreviewBody:
    """A notebook to look at."""
    return PreviewBody(
        example=example_body(preview.example, engines),
        language=preview.language,
        cells=list(preview.cells),
        left_out=preview.left_out,
    )


def copy_body(copy: Copy, engines: Mapping[str, Engine]) -> CopyBody:
    """What was written, and the engine that it wants."""
    engine_id, state, kernel = _engine(copy.example, engines)
    return CopyBody(
        path=copy.path,
        files=list(copy.files),
        engine_id=engine_id,
        engine_state=state,
        kernel_name=kernel,
    )


def _engine(example: Example, engines: Mapping[str, Engine]) -> tuple[str, str, str]:
    """Id, state and kernel of the engine; what an author calls one and is none is nothing."""
    engine = engines.get(example.engine_id)
    if engine is None:
        return "", "", ""
    kernel = engine_wire.engine_body(engine).kernel_name or ""
    return example.engine_id, engine.state.value, kernel
