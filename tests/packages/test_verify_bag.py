"""Any BagIt folder by RFC 8493, side by side with the reference implementation; where they part, the standard's sentence is named."""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bagit
import pytest

from surveyapp import words
from surveyapp.packages.verify_bag import verify_bag
from surveyapp.packages.write import write_package
from tests.packages.package_samples import content, edit_lines, photo_files

FILES = {"data/hello.txt": b"hello\n", "data/deep/er/屋面.jpg": b"\xff\xd8 roof"}


@dataclass(frozen=True, slots=True)
class Case:
    """A bag to build, the finding that must be told (empty: valid), and whether the reference takes it for valid."""

    name: str
    build: Callable[[Path], None]
    finding: str
    reference: bool


@pytest.fixture(autouse=True)
def quiet_reference() -> Iterator[None]:
    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    yield
    logging.getLogger("bagit").setLevel(logging.NOTSET)


def bag(
    folder: Path,
    files: dict[str, bytes] | None = None,
    *,
    version: str = "1.0",
    algorithms: tuple[str, ...] = ("sha256",),
    encoding: str = "UTF-8",
    names: Callable[[str], str] = lambda path: path,
    separator: str = "  ",
    line_end: str = "\n",
    info: str | None = "Bagging-Date: 2026-03-05\n",
    tag_manifests: bool = True,
) -> None:
    """A right bag, with the freedoms that the standard leaves."""
    payload = FILES if files is None else files
    (folder / "data").mkdir(parents=True)
    for path, data in payload.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    declaration = f"BagIt-Version: {version}{line_end}Tag-File-Character-Encoding: {encoding}{line_end}"
    (folder / "bagit.txt").write_bytes(declaration.encode())
    if info is not None:
        (folder / "bag-info.txt").write_bytes(info.encode(encoding))
    for algorithm in algorithms:
        listed = [f"{hashlib.new(algorithm, data).hexdigest()}{separator}{names(path)}{line_end}" for path, data in payload.items()]
        (folder / f"manifest-{algorithm}.txt").write_bytes("".join(listed).encode(encoding))
    if tag_manifests:
        seal(folder, encoding)


def seal(folder: Path, encoding: str = "UTF-8") -> None:
    """Write the tag manifest anew, so that an alteration is not caught by it."""
    tags = sorted(each for each in folder.glob("*.txt") if not each.name.startswith("tagmanifest-"))
    listed = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in tags if each.is_file()]
    (folder / "tagmanifest-sha256.txt").write_bytes("".join(listed).encode(encoding))


def rewritten(folder: Path, name: str, change: Callable[[bytes], bytes], **options: object) -> None:
    """A bag of which one tag file was changed before it was sealed."""
    bag(folder, **options)  # type: ignore[arg-type]
    (folder / name).write_bytes(change((folder / name).read_bytes()))
    seal(folder)


def appended(name: str, text: bytes, **options: object) -> Callable[[Path], None]:
    return lambda folder: rewritten(folder, name, lambda before: before + text, **options)


def replaced(name: str, old: bytes, new: bytes, **options: object) -> Callable[[Path], None]:
    return lambda folder: rewritten(folder, name, lambda before: before.replace(old, new), **options)


def with_file(path: str, data: bytes, **options: object) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        bag(folder, **options)  # type: ignore[arg-type]
        (folder / path).write_bytes(data)

    return build


def without(path: str, **options: object) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        bag(folder, **options)  # type: ignore[arg-type]
        (folder / path).unlink()

    return build


def valid(**options: object) -> Callable[[Path], None]:
    return lambda folder: bag(folder, **options)  # type: ignore[arg-type]


def link_in_payload(folder: Path) -> None:
    bag(folder, tag_manifests=False)
    (folder / "data" / "link.txt").symlink_to("hello.txt")
    line = f"{hashlib.sha256(FILES['data/hello.txt']).hexdigest()}  data/link.txt\n"
    with (folder / "manifest-sha256.txt").open("a") as file:
        file.write(line)


def tag_manifest_listed(folder: Path) -> None:
    bag(folder, algorithms=("sha256", "sha512"))
    other = folder / "tagmanifest-sha512.txt"
    tags = [each for each in sorted(folder.glob("*.txt")) if each != other]
    other.write_text("".join(f"{hashlib.sha512(each.read_bytes()).hexdigest()}  {each.name}\n" for each in tags))


def no_data_folder(folder: Path) -> None:
    bag(folder, {})
    (folder / "data").rmdir()


def manifest_not_sealed(folder: Path) -> None:
    bag(folder)
    path = folder / "tagmanifest-sha256.txt"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if "  manifest-" not in line))


A = hashlib.sha256(b"x").hexdigest().encode()
OLD = {"version": "0.97"}
PERCENT = {"data/100%25.txt": b"a", "data/50%.txt": b"b"}
BREAKS = {"data/a\nb.txt": b"1", "data/c\rd.txt": b"2"}


def encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def encoded_before_1(path: str) -> str:
    return path.replace("\n", "%0A").replace("\r", "%0D")


CASES = [
    # accepted by both
    Case("plain", valid(), "", True),
    Case("no payload", valid(files={}), "", True),
    Case("md5 and sha1", valid(algorithms=("md5", "sha1")), "", True),
    Case("sha512 and sha256", valid(algorithms=("sha512", "sha256")), "", True),
    Case("sha384", valid(algorithms=("sha384",)), "", True),
    *(Case(f"version {version}", valid(version=version), "", True) for version in ("0.93", "0.94", "0.95", "0.96", "0.97")),
    Case("without bag-info and tag manifest", valid(info=None, tag_manifests=False), "", True),
    Case("UTF-16 tag files", valid(encoding="UTF-16"), "", True),
    Case("ISO-8859-1 tag files", valid(files={"data/é.txt": b"x"}, encoding="ISO-8859-1"), "", True),
    Case("CRLF", valid(line_end="\r\n"), "", True),
    Case("tabs between checksum and path", valid(separator="\t \t"), "", True),
    Case("md5sum star", valid(separator=" *"), "", True),
    Case("leading ./", valid(names=lambda path: f"./{path}"), "", True),
    Case("checksums in capitals", lambda folder: rewritten(folder, "manifest-sha256.txt", upper_checksums), "", True),
    Case("CR and LF in names, 1.0", valid(files=BREAKS, names=encoded), "", True),
    Case("CR and LF in names, 0.97", valid(files=BREAKS, names=encoded_before_1, **OLD), "", True),
    Case("percent in names, 0.97", valid(files=PERCENT, **OLD), "", True),
    Case("folded metadata", valid(info="External-Description: one\n  two\nPayload-Oxum: 13.2\n"), "", True),
    Case("right oxum", valid(info="Payload-Oxum: 13.2\n"), "", True),
    Case("repeated metadata", valid(info="Contact-Name: a\nContact-Name: b\n"), "", True),
    Case("other tag files", with_file("notes.md", b"# anything\n"), "", True),
    Case("normal forms differ", valid(files={"data/e\u0301.txt": b"x"}, names=lambda path: path.replace("e\u0301", "é")), "", True),
    Case("same hash twice, 0.97", lambda folder: rewritten(folder, "manifest-sha256.txt", lambda before: before * 2, **OLD), "", True),
    # refused by both
    Case("no bagit.txt", without("bagit.txt"), "missing_bagit", False),
    Case("no manifest", without("manifest-sha256.txt"), "no_manifest", False),
    Case("no data folder", no_data_folder, "missing_data", False),
    Case("payload altered", with_file("data/hello.txt", b"HELLO\n"), "hash", False),
    Case("payload missing", without("data/hello.txt"), "missing", False),
    Case("payload not listed", with_file("data/extra.txt", b"x"), "unlisted", False),
    Case("tag file altered", with_file("bag-info.txt", b"Bagging-Date: 1999-01-01\n"), "hash", False),
    Case("tag file missing", without("bag-info.txt"), "missing", False),
    Case("wrong oxum", valid(info="Payload-Oxum: 14.2\n"), "oxum", False),
    Case("oxum is no pair", valid(info="Payload-Oxum: many.2\n"), "oxum_form", False),
    Case("version 2.0", valid(version="2.0"), "version", False),
    Case("version in words", valid(version="one.zero"), "bagit_form", False),
    Case("no encoding", replaced("bagit.txt", b"Tag-File-Character-Encoding: UTF-8\n", b""), "bagit_form", False),
    Case("unknown encoding", replaced("bagit.txt", b"UTF-8", b"KLINGON-8"), "encoding", False),
    Case("not in the encoding declared", appended("manifest-sha256.txt", b"\xff\xfe\n"), "not_decodable", False),
    Case("absolute path", appended("manifest-sha256.txt", A + b"  /etc/passwd\n"), "path", False),
    Case("path out of the bag", appended("manifest-sha256.txt", A + b"  data/../../x\n"), "path", False),
    Case("home folder", appended("manifest-sha256.txt", A + b"  ~/x\n"), "path", False),
    Case("listed twice, other hash", appended("manifest-sha256.txt", A + b"  data/hello.txt\n", **OLD), "repeated", False),
    Case("listed twice, 1.0", lambda folder: rewritten(folder, "manifest-sha256.txt", lambda before: before * 2), "repeated", False),
    Case("fetch.txt, file not there", lambda folder: holey(folder, "data/far.txt"), "to_fetch", False),
    Case("fetch.txt out of the bag", lambda folder: holey(folder, "../far.txt"), "path", False),
    Case("fetch.txt without URL", lambda folder: holey(folder, "data/far.txt", url="nowhere"), "fetch_line", False),
    Case("unknown algorithm alone", lambda folder: renamed_manifest(folder), "no_manifest", False),
    Case("empty manifest", lambda folder: rewritten(folder, "manifest-sha256.txt", lambda before: b""), "unlisted", False),
    # here the standard is stricter than the reference
    Case("no BOM in bagit.txt", lambda folder: rewritten(folder, "bagit.txt", lambda before: b"\xef\xbb\xbf" + before), "bagit_bom", False),
    Case("§2.1.1: exactly two lines", appended("bagit.txt", b"Other: thing\n"), "bagit_form", True),
    Case("§2.1.1: no space before the colon", replaced("bagit.txt", b"Version:", b"Version :"), "bagit_form", True),
    Case("§2.2.1: tag manifest lists every payload manifest", manifest_not_sealed, "unlisted", True),
    Case("§2.2.1: tag manifest lists no tag manifest", tag_manifest_listed, "tag_manifest_listed", True),
    Case("§3: every file in every manifest", lambda folder: one_manifest_short(folder), "unlisted", True),
    Case("§2.1.3: a line that is no entry", appended("manifest-sha256.txt", b"just-one-word\n"), "manifest_line", True),
    Case("§2.1.3: percent is encoded", valid(files=PERCENT, names=encoded), "", False),
    Case("§2.1.3: hexadecimal digits of either case", valid(files=BREAKS, names=lambda path: encoded(path).replace("%0D", "%0d")), "", False),
    Case("a link is not followed", link_in_payload, "link", True),
]


def upper_checksums(manifest: bytes) -> bytes:
    return b"\n".join(line[:64].upper() + line[64:] for line in manifest.split(b"\n"))


def holey(folder: Path, path: str, url: str = "https://example.invalid/far.txt") -> None:
    bag(folder, tag_manifests=False)
    (folder / "fetch.txt").write_text(f"{url} 5 {path}\n")
    if path.startswith("data/"):
        with (folder / "manifest-sha256.txt").open("a") as file:
            file.write(f"{A.decode()}  {path}\n")


def renamed_manifest(folder: Path) -> None:
    bag(folder, tag_manifests=False)
    (folder / "manifest-sha256.txt").rename(folder / "manifest-rot13.txt")


def one_manifest_short(folder: Path) -> None:
    bag(folder, algorithms=("sha256", "sha512"))
    path = folder / "manifest-sha512.txt"
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    seal(folder)


def reference_accepts(folder: Path) -> bool:
    try:
        return bool(bagit.Bag(str(folder)).validate())
    except (bagit.BagError, UnicodeError, ValueError):
        return False


@pytest.mark.parametrize("case", CASES, ids=[each.name for each in CASES])
def test_as_the_standard_says(tmp_path: Path, case: Case) -> None:
    folder = tmp_path / "bag"
    case.build(folder)
    findings = verify_bag(folder)
    codes = {each.code for each in findings}
    assert (f"finding.bag.{case.finding}" in codes) if case.finding else not codes
    for each in findings:
        assert words.say(each.code, **each.facts) != each.code
    assert reference_accepts(folder) == case.reference


def test_our_own_package_is_a_bag(tmp_path: Path) -> None:
    written = write_package(tmp_path / "p.zip", content(edit_lines(9), photo_files(tmp_path / "store", [10, 1000])))
    with zipfile.ZipFile(written.path) as archive:
        archive.extractall(tmp_path / "bag")
    assert verify_bag(tmp_path / "bag") == ()
    (tmp_path / "bag" / "data" / "journal.jsonl").unlink()
    (tmp_path / "bag" / "data" / "new").write_bytes(b"")
    codes = [each.code for each in verify_bag(tmp_path / "bag")]
    assert codes == ["finding.bag.oxum", "finding.bag.missing", "finding.bag.unlisted"]


def test_a_file_is_no_bag(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    assert [each.code for each in verify_bag(tmp_path / "x")] == ["finding.bag.not_a_folder"]


def test_a_pipe_in_the_payload_does_not_hang(tmp_path: Path) -> None:
    bag(tmp_path / "bag")
    os.mkfifo(tmp_path / "bag" / "data" / "pipe")
    assert "finding.bag.link" in [each.code for each in verify_bag(tmp_path / "bag")]
