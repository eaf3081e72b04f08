"""A disk as a power cut would leave it, worked out from what a program asked of the system.

`strace` writes down every call that changes a folder. They are played onto a model that knows what was made durable: the bytes of a
file by fsync of the file, its name by fsync of the folder. At a cut each 512-byte sector that was not synced has reached the disk with
a probability, and names that were not synced are gone (strict) or there (as most file systems do it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

CALLS = "openat,lseek,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,link,linkat,mkdir,mkdirat"
UNKNOWN = "writev,pwritev,copy_file_range,sendfile,fallocate,truncate"
"""Calls that the model does not know: if the program should ever make one of them below the folder, the play stops."""
SECTOR = 512
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
_FD = re.compile(r"^(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Inode:
    """A file: what the program sees, what the disk holds, and the places that were written since the last sync."""

    seen: bytearray = field(default_factory=bytearray)
    disk: bytearray = field(default_factory=bytearray)
    dirty: list[tuple[int, int]] = field(default_factory=list)

    def write(self, at: int, data: bytes) -> None:
        """The program writes."""
        self.seen.extend(bytes(max(0, at - len(self.seen))))
        self.seen[at : at + len(data)] = data
        self.dirty.append((at, at + len(data)))

    def cut(self, size: int) -> None:
        """The program sets the length."""
        self.dirty.append((min(size, len(self.seen)), max(size, len(self.seen))))
        self.seen[size:] = bytes(max(0, size - len(self.seen)))

    def sync(self) -> None:
        """Everything reaches the disk."""
        self.disk, self.dirty = bytearray(self.seen), []

    def left(self, torn: float, chance: Random) -> bytes:
        """What a cut leaves: of the unsynced sectors those that happened to be written back."""
        left = bytearray(self.disk)
        sectors = {sector for low, high in self.dirty for sector in range(low // SECTOR, -(-high // SECTOR))}
        for sector in sorted(sectors):
            if chance.random() < torn:
                low, high = sector * SECTOR, min((sector + 1) * SECTOR, len(self.seen))
                left.extend(bytes(max(0, high - len(left))))
                left[low:high] = self.seen[low:high]
        return bytes(left)


class Disk:
    """The folder during the play."""

    def __init__(self, root: Path, before: Path) -> None:
        self.root = str(root)
        self.seen: dict[str, Inode] = {}
        for file in before.rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                self.seen[f"{root}/{file.relative_to(before)}"] = Inode(bytearray(data), bytearray(data))
        self.disk = dict(self.seen)
        self.pending: list[tuple[str, str, Inode | None]] = []
        self.at: dict[int, int] = {}
        self.told: list[str] = []

    def name(self, path: str, inode: Inode | None) -> None:
        """A name comes to stand for a file, or for none."""
        if inode is None:
            self.seen.pop(path, None)
        else:
            self.seen[path] = inode
        self.pending.append((path.rpartition("/")[0], path, inode))

    def sync(self, path: str) -> None:
        """fsync of a file, or of a folder."""
        if path in self.seen:
            self.seen[path].sync()
        for folder, name, inode in [each for each in self.pending if each[0] == path]:
            _settle(self.disk, name, inode)
            self.pending.remove((folder, name, inode))

    def leave(self, target: Path, torn: float, strict: bool, chance: Random) -> None:
        """Write down what a cut leaves now."""
        names = dict(self.disk)
        for _, name, inode in () if strict else self.pending:
            _settle(names, name, inode)
        target.mkdir(parents=True)
        for name, inode in names.items():
            file = target / Path(name).relative_to(self.root)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(inode.left(torn, chance))


def _settle(names: dict[str, Inode], name: str, inode: Inode | None) -> None:
    if inode is None:
        names.pop(name, None)
    else:
        names[name] = inode


def _plain(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode("utf-8", "surrogateescape")


def play(trace: Path, disk: Disk) -> Iterator[int]:
    """Play the trace; yields the number of each call that changed the folder, after it. What the program told stands in `disk.told`."""
    number = 0
    for line in _whole_lines(trace):
        match = _LINE.match(line)
        if match is None or match[3].startswith("-"):
            continue
        if _call(match[1], match[2], int(match[3]), disk):
            number += 1
            yield number


def _whole_lines(trace: Path) -> Iterator[str]:
    """The lines of a trace; a call that another thread interrupted is put together where it ended."""
    begun: dict[str, str] = {}
    for line in trace.read_text(encoding="ascii").splitlines():
        thread = line.partition(" ")[0]
        if line.endswith(_UNFINISHED):
            begun[thread] = line.removesuffix(_UNFINISHED)
        elif _RESUMED.search(line):
            yield begun.pop(thread, "") + _RESUMED.split(line, maxsplit=1)[1]
        else:
            yield line


def _call(name: str, arguments: str, result: int, disk: Disk) -> bool:
    """Play one call; answers whether it changed the folder."""
    handle = _FD.match(arguments)
    fd, path = (handle[1], _plain(handle[2]).removesuffix(" (deleted)")) if handle else ("", "")
    texts = _TEXT.findall(arguments)
    if name == "write" and fd == "1":
        disk.told.append(_plain(texts[0]))
        return False
    if name in UNKNOWN.split(","):
        if path.startswith(disk.root):
            raise ValueError(f"the model does not know {name}")
        return False
    if name in ("openat", "lseek"):
        return _place(name, arguments, result, fd, texts, disk)
    if name.startswith(("rename", "link", "unlink", "mkdir")):
        return _names(name, [_plain(each) for each in texts], disk)
    if not path.startswith(disk.root):
        return False
    if name in ("fsync", "fdatasync"):
        disk.sync(path)
        return True
    inode = disk.seen.get(path)
    if inode is None:
        return False
    if name == "ftruncate":
        inode.cut(int(arguments.rpartition(", ")[2]))
        return True
    data = bytes.fromhex(texts[0].replace("\\x", ""))[:result]
    at = int(arguments.rpartition(", ")[2]) if name == "pwrite64" else disk.at.get(int(fd), 0)
    inode.write(at, data)
    if name == "write":
        disk.at[int(fd)] = at + len(data)
    return True


def _place(name: str, arguments: str, result: int, fd: str, texts: list[str], disk: Disk) -> bool:
    """Opening and moving about: where the next write goes, and whether a file begins."""
    if name == "lseek":
        disk.at[int(fd)] = result
        return False
    path, disk.at[result] = _plain(texts[0]), 0
    if not path.startswith(disk.root):
        return False
    if "O_CREAT" in arguments and path not in disk.seen:
        disk.name(path, Inode())
        return True
    if path in disk.seen and "O_TRUNC" in arguments:
        disk.seen[path].cut(0)
        return True
    if path in disk.seen and "O_APPEND" in arguments:
        disk.at[result] = len(disk.seen[path].seen)
    return False


def _names(name: str, paths: list[str], disk: Disk) -> bool:
    if not paths or not paths[-1].startswith(disk.root) or name.startswith("mkdir"):
        return False
    if name.startswith("unlink"):
        disk.name(paths[0], None)
        return True
    inode = disk.seen.get(paths[0])
    if inode is not None:
        disk.name(paths[1], inode)
        if name.startswith("rename"):
            disk.name(paths[0], None)
    return inode is not None
