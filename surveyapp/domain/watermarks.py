"""What a node holds of each (stream, origin): how far without a gap, which ranges, and whether an origin has forked."""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]


def ranges_of(seqs: Iterable[int]) -> tuple[Range, ...]:
    """The numbers as inclusive ranges, smallest first."""
    found: list[Range] = []
    for seq in sorted(set(seqs)):
        if found and found[-1][1] == seq - 1:
            found[-1] = (found[-1][0], seq)
        else:
            found.append((seq, seq))
    return tuple(found)


def watermark(seqs: Iterable[int], before: int = 0) -> int:
    """The last seq up to which every edit is durably held, given what was held before without a gap."""
    mark = before
    for low, high in ranges_of(seqs):
        if low > mark + 1:
            break
        mark = max(mark, high)
    return mark


def is_contiguous(seqs: Iterable[int], before: int = 0) -> bool:
    """Whether the numbers go on without a gap from what was held before: else they are only a part, and move a watermark only so far."""
    held = ranges_of(seqs)
    return len(held) == 1 and held[0][0] <= before + 1
