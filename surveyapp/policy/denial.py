"""What a sentence sets aside: 水压是够的，就是水发黄 is about the colour; 不是网慢，是手机没信号 about the phone.

Only whole clauses are set aside, and only where another clause is left to say what the matter is. Negated wants (没有, 缺, 不亮) are no denial:
they are the complaint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOT_THIS = re.compile(r"^(?:我说的|这|那|其实|倒|也|又|并|可)?(?:不是(?!一|没|不|人|说|吗)|不缺|不差|不要求|用不着|不用(?!说|钱))")
_BUT_THAT = re.compile(r"^(?:而是|是|就是|主要是|只是|问题是|缺的是|差的是|要的是|想要|想|光)")
_IN_ORDER = re.compile(
    r"(?:是|还是|倒是|都|已经|全|就)?(?:好的|好好的|没问题|没毛病|正常|没坏|没啥事|够用|够的|足够|够了|(?:修|换|弄|装|刷|铺|通|做)好了|不漏了|不堵了|不缺|不差|"
    r"不指望了?|算了|不用动|不用管|先不说|先不提|暂且不说|另说|有的|倒有|倒是有|还行|还凑合|可以了)$"
)
_UNHARMED = re.compile(
    r"(?:没有?|未见|未发现|无)(?:任何|明显|什么|啥|发现|看到|看见)*(?:问题|毛病|异常|松动|松脱|脱落|破损|破裂|损坏|损毁|开裂|裂缝|裂纹|漏水|漏雨|渗水|渗漏|返水|锈蚀|"
    r"生锈|腐蚀|堵塞|积水|变形|缺失|剥落|起鼓|空鼓|老化|下沉|沉降|塌陷|断裂|倾斜|坏)(?:的?(?:现象|情况|问题|痕迹|地方))?[了的]?$|(?<!不)(?:完好(?:无损)?)$"
)
"""扶手没有松动, 未见渗漏, 没有问题: what was looked at is whole."""

_HARDLY_ANY = re.compile(r"没[一几有个]|哪[有个]|不是|就没|才|无|少")


def set_aside(clauses: Sequence[str]) -> tuple[int, ...]:
    """The places of the clauses that say what is not the matter; () where nothing would be left."""
    if len(clauses) < 2:
        return ()
    found = tuple(
        at
        for at, clause in enumerate(clauses)
        if _is_in_order(clause) or (_NOT_THIS.search(clause) and at + 1 < len(clauses) and _BUT_THAT.search(clauses[at + 1]))
    )
    return found if len(found) < len(clauses) else ()


def is_all_well(clauses: Sequence[str]) -> bool:
    """Whether every clause says that what was looked at is whole: then there is no problem to name."""
    return bool(clauses) and all(_is_in_order(clause) and _UNHARMED.search(clause) for clause in clauses)


def _is_in_order(clause: str) -> bool:
    """Whether a clause ends by saying that all is well; not 没一盏是好的."""
    match = _IN_ORDER.search(clause) or _UNHARMED.search(clause)
    return bool(match) and not _HARDLY_ANY.search(clause[: match.start()] if match else "")
