"""Is a directory on a network file system? SQLite's WAL and flock are not safe on one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from ..errors import DomainError

_NETWORK = re.compile(
    r"9p|acfs|afpfs|afs|beegfs|blobfuse|ceph|cifs|coda|curlftpfs|davfs2?|fuse|gcsfuse|gfs2|"
    r"glusterfs|goofys|gpfs|juicefs|lustre|mountpoint-s3|ncpfs|nfs[34]?|ocfs2|orangefs|prl_fs|"
    r"pvfs2|rclone|s3fs|smb[23]?|smbfs|sshfs|vboxsf|virtiofs|vmhgfs|webdav"
)
_NETWORK_FUSE = re.compile(
    r"(fuse|macfuse|osxfuse)\."
    r"(?!(lxcfs|portal|gvfsd-fuse|fuse-overlayfs|snapfuse|squashfuse|ntfs|ntfs-3g|exfat|ext2)$).+"
)


class NetworkFilesystem(DomainError):
    """The state directory must be elsewhere."""


def refuse_network_filesystem(path: Path, mountinfo: str | None = None) -> None:
    """Raise `NetworkFilesystem` where `path` (or where it would be made) is not on a local disk.

    `mountinfo` stands in for the system's own list in tests.
    """
    kind = filesystem_type(path, mountinfo)
    if kind is not None and is_network_type(kind):
        raise NetworkFilesystem(
            f"The state directory is on a network file system ({kind}), where the database can be "
            "damaged: choose a directory on a local disk, for example with MODELARTS_STATE_DIR."
        )


def is_network_type(kind: str) -> bool:
    """Unknown FUSE file systems count as network ones: most are."""
    lowered = kind.lower()
    return any(known.fullmatch(lowered) for known in (_NETWORK, _NETWORK_FUSE))


def filesystem_type(path: Path, mountinfo: str | None = None) -> str | None:
    """The type of the file system that holds `path`, or None where the system does not say."""
    mounts = _parse(mountinfo) if mountinfo is not None else _system_mounts()
    resolved = path.resolve()
    found: tuple[int, str] | None = None
    for point, kind in mounts:  # of two mounts at one place the later one covers the earlier
        depth = len(point.parts)
        if (resolved == point or point in resolved.parents) and (not found or depth >= found[0]):
            found = (depth, kind)
    return found[1] if found else None


def _system_mounts() -> list[tuple[Path, str]]:
    if sys.platform == "darwin":
        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5)
        return _parse(listing.stdout)
    try:
        return _parse(Path("/proc/self/mountinfo").read_text(errors="surrogateescape"))
    except FileNotFoundError:
        return []


def _parse(listing: str) -> list[tuple[Path, str]]:
    """Both Linux's mountinfo and the lines of macOS's `mount`."""
    lines = (_parse_line(line) for line in listing.splitlines())
    return [mount for mount in lines if mount is not None]


def _parse_line(line: str) -> tuple[Path, str] | None:
    bsd = re.fullmatch(r".+? on (/.*) \((\w+)(?:,.*)?\)", line)
    if bsd:
        return Path(bsd[1]), bsd[2]
    before, dash, after = line.partition(" - ")
    fields = before.split()
    if not dash or len(fields) < 5 or not after:
        return None
    return Path(_unescaped(fields[4])), after.split()[0]


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), field)
