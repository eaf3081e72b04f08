"""Which bytes are a photo at all: told by the first of them, never by a name."""

from __future__ import annotations

JPEG, PNG, WEBP, HEIF = "JPEG", "PNG", "WEBP", "HEIF"
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def format_of(data: bytes) -> str | None:
    """JPEG, PNG, WEBP or HEIF by magic number, of which the first twelve bytes are enough; None for anything else."""
    if data[:3] == b"\xff\xd8\xff":
        return JPEG
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return HEIF
    return None
