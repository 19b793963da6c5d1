"""The rules of galleries: what they show, and how an example is copied."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path, PurePosixPath
from threading import Lock

from ..core.db import Database
from ..core.errors import Conflict, DomainError, Forbidden, InvalidInput, NotFound
from ..core.examples import examples_folder
from ..core.ids import new_id, now_ms, urn
from ..core.safe.images import ImageDecoders
from ..core.safe.names import shown
from ..core.safe.paths import atomic_write, inside, relative_path
from ..core.safe.uris import parse_uri
from ..core.store import emit
from ..engines import EngineManager
from ..engines.schemas import Engine
from ..obs import Objects
from . import store
from .gallery_reading import MAX_BYTES, example_of, first_picture, opened, preview_of, says_example
from .gallery_schemas import BUILT_IN, Copy, Example, Gallery, Preview, Shelf
from .gallery_sources import SUFFIX, FolderSource, Found, ObjectSource, Source, beside

TOPIC = "galleries"
MAX_EXAMPLES = 500
MAX_FILE = 64 * 1024 * 1024
MAX_PICTURE = 8 * 1024 * 1024
THUMBNAIL = 512
_REMEMBERED = 2_000
_SCHEMES = ("obs://", "s3://", "/")
_OWN = Gallery(id=BUILT_IN, name="ModelArts", location="", created_at=0)

_Key = tuple[str, str, str]


class GalleryManager:
    """Shows the examples of the package and of places that were added. Thread-safe."""

    def __init__(
        self,
        db: Database,
        objects: Objects,
        engines: EngineManager,
        decoders: ImageDecoders,
        work_dir: Path | None,
    ) -> None:
        self._db = db
        self._objects = objects
        self._engines = engines
        self._decoders = decoders
        self._work_dir = None if work_dir is None else work_dir.resolve()
        self._read = _Remembered()

    def galleries(self) -> list[Gallery]:
        """All of them, the package's own first."""
        with self._db.read() as tx:
            return [_OWN, *store.all_galleries(tx)]

    def engines(self) -> dict[str, Engine]:
        """The engines that examples may want, by id."""
        return {one.description.id: one for one in self._engines.list()}

    def add(self, name: str, location: str) -> Gallery:
        """Show the notebooks of a folder of the work directory, or below `obs://bucket/prefix/`."""
        place = _spelled(location)
        if place.startswith("obs://"):
            self._objects.list(place, limit=1)  # raises NotFound where there is no such bucket
        else:
            folder = inside(self._root, relative_path(place))
            if not folder.is_dir():
                raise NotFound(f"There is no folder {shown(place)} in the work directory.")
        return self._keep(name, place)

    def add_folder(self, name: str, folder: Path) -> Gallery:
        """Show the notebooks of any folder of this machine: for who has a terminal on it."""
        if not folder.is_dir():
            raise NotFound(f"There is no folder {shown(str(folder))}.")
        return self._keep(name, str(folder.resolve()))

    def remove(self, gallery_id: str) -> Gallery:
        """Show a gallery no more; its notebooks stay. Raises Conflict for the package's own."""
        gallery = self._gallery(gallery_id)
        if gallery.id == BUILT_IN:
            raise Conflict("The gallery that comes with the package cannot be removed.")
        with self._db.write() as tx:
            store.remove_gallery(tx, gallery.id)
            emit(tx, TOPIC, urn("gallery", gallery.id), "deleted")
        return gallery

    def shelf(self, gallery_id: str = BUILT_IN) -> Shelf:
        """One gallery's examples in their order. Raises NotFound where its place is gone."""
        gallery = self._gallery(gallery_id)
        source = self._source(gallery)
        examples: list[Example] = []
        unreadable: list[str] = []
        left_out = 0
        for found in source.notebooks():
            if len(examples) + len(unreadable) >= MAX_EXAMPLES:
                left_out += 1
                continue
            try:
                example = self._example(gallery, source, found)
            except DomainError:
                unreadable.append(found.path)
                continue
            if example is not None:
                examples.append(example)
        examples.sort(key=lambda one: (one.rank, one.words.category, one.words.title, one.path))
        return Shelf(tuple(examples), left_out, tuple(unreadable))

    def preview(self, gallery_id: str, path: str) -> Preview:
        """A notebook to look at."""
        gallery = self._gallery(gallery_id)
        source = self._source(gallery)
        content = opened(source.read(_notebook(path), MAX_BYTES))
        example = example_of(gallery.id, source.stat(path), content)
        return preview_of(example, content)

    def thumbnail(self, gallery_id: str, path: str) -> tuple[bytes, str]:
        """A small picture of an example and its type: the one beside it, or its first output.

        Raises NotFound where there is none.
        """
        gallery = self._gallery(gallery_id)
        source = self._source(gallery)
        content = opened(source.read(_notebook(path), MAX_BYTES))
        example = example_of(gallery.id, source.stat(path), content)
        picture = (
            source.read(beside(path, example.thumbnail), MAX_PICTURE)
            if example.thumbnail
            else first_picture(content)
        )
        if picture is None:
            raise NotFound(f"{shown(path)} has no picture.")
        small = self._decoders.thumbnail(picture, THUMBNAIL)
        return small.data, small.content_type

    def copy(
        self,
        gallery_id: str,
        path: str,
        *,
        folder: str = "",
        file_name: str = "",
        overwrite: bool = False,
        root: Path | None = None,
    ) -> Copy:
        """Copy an example and what it needs beside it; the notebook comes last.

        `root` is another directory than the work directory: a terminal's. Raises Conflict, having
        written nothing, where something is there that is not the same and may not be replaced.
        """
        source = self._source(self._gallery(gallery_id))
        data = source.read(_notebook(path), MAX_FILE)
        example = example_of(gallery_id, source.stat(path), opened(data))
        target = _Target(root or self._root, folder)
        wanted = {name: source.read(beside(path, name), MAX_FILE) for name in example.files}
        notebook = notebook_name(file_name or PurePosixPath(path).name)
        if notebook in wanted:
            raise InvalidInput(f"{shown(notebook)} is the name of a file that the example needs.")
        missing = [name for name in wanted if target.is_free(name, wanted[name], overwrite)]
        target.is_free(notebook, None, overwrite)
        for name in missing:
            target.write(name, wanted[name], overwrite)
        target.write(notebook, data, overwrite)
        return Copy(target.path(notebook), tuple(target.path(name) for name in missing), example)

    @property
    def _root(self) -> Path:
        if self._work_dir is None:
            raise InvalidInput("This server has no work directory to copy examples into.")
        return self._work_dir

    def _keep(self, name: str, place: str) -> Gallery:
        gallery = Gallery(id=new_id(), name=name.strip(), location=place, created_at=now_ms())
        if not gallery.name or not gallery.name.isprintable():
            raise InvalidInput("The gallery's name is empty or has control characters: change it.")
        with self._db.write() as tx:
            for other in [_OWN, *store.all_galleries(tx)]:
                if other.name == gallery.name:
                    raise Conflict(
                        f"There is a gallery {shown(gallery.name)}: choose another name."
                    )
                if other.location == place:
                    raise Conflict(f"The gallery {shown(other.name)} shows {shown(place)} already.")
            store.add_gallery(tx, gallery)
            emit(tx, TOPIC, urn("gallery", gallery.id), "created")
        return gallery

    def _gallery(self, gallery_id: str) -> Gallery:
        for gallery in self.galleries():
            if gallery.id == gallery_id:
                return gallery
        raise NotFound(f"There is no gallery {shown(gallery_id)}.")

    def _source(self, gallery: Gallery) -> Source:
        if gallery.id == BUILT_IN:
            return FolderSource(examples_folder())
        if gallery.location.startswith("obs://"):
            return ObjectSource(self._objects, parse_uri(gallery.location))
        if gallery.location.startswith("/"):
            return FolderSource(Path(gallery.location))
        return FolderSource(inside(self._root, gallery.location))

    def _example(self, gallery: Gallery, source: Source, found: Found) -> Example | None:
        """What is known of a notebook, read again only where it was changed. None for notebooks
        of the package that are no examples."""
        key = (gallery.id, found.path, found.stamp)
        if key in self._read:
            return self._read.get(key)
        content = opened(source.read(found.path, MAX_BYTES))
        example = None
        if gallery.id != BUILT_IN or says_example(content):
            example = example_of(gallery.id, found, content)
        self._read.put(key, example)
        return example


class _Target:
    """The folder that an example is copied into."""

    def __init__(self, root: Path, folder: str) -> None:
        self._folder = PurePosixPath(relative_path(folder)) if folder else PurePosixPath()
        self._root = root
        if not (inside(root, self._folder) if folder else root).is_dir():
            raise NotFound(f"There is no folder {shown(folder)} in the work directory.")

    def path(self, name: str) -> str:
        return str(self._folder / name)

    def is_free(self, name: str, data: bytes | None, overwrite: bool) -> bool:
        """Whether a file is to be written; not where the same is there. Raises Conflict."""
        path = inside(self._root, self.path(name))
        if path.is_dir():
            raise Conflict(f"{shown(self.path(name))} is a folder: choose another name.")
        if not path.exists():
            return True
        if data is not None and FolderSource(self._root).read(self.path(name), MAX_FILE) == data:
            return False
        if overwrite:
            return True
        raise _taken(self.path(name))

    def write(self, name: str, data: bytes, overwrite: bool) -> None:
        try:
            atomic_write(inside(self._root, self.path(name)), data, replace=overwrite)
        except FileExistsError:
            raise _taken(self.path(name)) from None
        except PermissionError:
            raise Forbidden(
                f"The system does not permit writing {shown(self.path(name))}."
            ) from None


class _Remembered:
    """What was read of notebooks, the latest used; None is remembered too."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._kept: OrderedDict[_Key, Example | None] = OrderedDict()

    def __contains__(self, key: _Key) -> bool:
        with self._guard:
            return key in self._kept

    def get(self, key: _Key) -> Example | None:
        with self._guard:
            return self._kept.get(key)

    def put(self, key: _Key, example: Example | None) -> None:
        with self._guard:
            self._kept[key] = example
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)


def notebook_name(text: str) -> str:
    """A file's name that ends with `.ipynb`, which is added where it is missing."""
    name = text.strip()
    stem = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    if "/" in text:
        raise InvalidInput("Give a file name without folders: the folder is chosen beside it.")
    if not stem or stem.startswith("."):
        raise InvalidInput(f"{shown(text)} is no name for a notebook: begin with a letter.")
    return relative_path(stem + SUFFIX).name


def _notebook(path: str) -> str:
    parsed = str(relative_path(path))
    if not parsed.endswith(SUFFIX):
        raise InvalidInput(f"{shown(path)} is no notebook.")
    return parsed


def _spelled(location: str) -> str:
    """A URI in one spelling, or a path below the work directory."""
    text = location.strip()
    if text.startswith(_SCHEMES):
        uri = parse_uri(text).folder()
        return str(uri)
    return str(relative_path(text))


def _taken(path: str) -> Conflict:
    return Conflict(f"There is a file {shown(path)} already: choose another name, or overwrite it.")
