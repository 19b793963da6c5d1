from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.core.safe.filesystem import (
    NetworkFilesystem,
    filesystem_type,
    is_network_type,
    refuse_network_filesystem,
)

MOUNTINFO = """\
21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 21 0:30 / /home rw,relatime shared:2 - nfs4 server:/home rw,vers=4.2
41 40 254:1 / /home/local rw,relatime - xfs /dev/vdb rw
42 21 0:31 / /mnt/my\\040share rw - cifs //server/share rw
43 21 0:32 / /mnt/ssh rw,nosuid - fuse.sshfs me@host:/ rw
44 21 0:33 / /mnt/ntfs rw - fuseblk /dev/sdc1 rw
45 21 254:2 / /mnt/covered rw - ext4 /dev/vdd rw
46 45 0:34 / /mnt/covered rw - nfs server:/x rw
a line that is none of this
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@nas._smb._tcp.local/home on /Volumes/home (smbfs, nodev, nosuid, mounted by me)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/state", "ext4"),
        ("/home/me/state", "nfs4"),
        ("/home/local/state", "xfs"),
        ("/homework", "ext4"),
        ("/mnt/my share/x", "cifs"),
        ("/mnt/ntfs/x", "fuseblk"),
        ("/mnt/covered/x", "nfs"),
    ],
)
def test_the_deepest_and_latest_mount_counts(path: str, kind: str) -> None:
    assert filesystem_type(Path(path), MOUNTINFO) == kind


@pytest.mark.parametrize("path", ["/home/me", "/mnt/my share", "/mnt/ssh/a", "/mnt/covered"])
def test_network_mounts_are_refused_with_the_way_out(path: str) -> None:
    with pytest.raises(NetworkFilesystem, match="choose a directory on a local disk"):
        refuse_network_filesystem(Path(path), MOUNTINFO)


def test_macos_listing_is_read() -> None:
    assert filesystem_type(Path("/Volumes/home/state"), MACOS) == "smbfs"
    refuse_network_filesystem(Path("/opt/me/state"), MACOS)


@pytest.mark.parametrize(
    "kind", ["nfs", "NFS4", "cifs", "smb3", "afs", "ceph", "lustre", "gpfs", "9p", "fuse.s3fs"]
)
def test_network_types(kind: str) -> None:
    assert is_network_type(kind)


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "fuse.fuse-overlayfs"]
)
def test_local_types(kind: str) -> None:
    assert not is_network_type(kind)


def test_this_machine_answers_for_what_is_not_made_yet(tmp_path: Path) -> None:
    refuse_network_filesystem(tmp_path / "not" / "yet")
