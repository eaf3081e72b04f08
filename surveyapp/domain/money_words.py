"""Amounts of money as they are read: 412.0 of 万元 in Chinese, CNY 4.12 million in English."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from surveyapp import words

_WAN = 10**4
_MILLION = 10**6


def money(wan: str) -> str:
    """An amount in 万元, as the sentences of the language in use take it: Chinese ones name the unit themselves, English ones do not count in it.

    Exact; what is no number (a dash, a doubtful text) stands as it is.
    """
    if words.language() == "zh" or not wan[-1:].isdigit():
        return wan
    yuan = Decimal(wan.replace(",", "")) * _WAN
    if abs(yuan) >= _MILLION:
        return words.say("lists.money.million", amount=_plain(yuan / _MILLION))
    return words.say("lists.money.yuan", amount=_plain(yuan))


def alike(wans: Sequence[str]) -> list[str]:
    """Amounts in 万元 that stand beside each other, all in the unit of the greatest: one list counts in millions, or in yuan, not in both."""
    amounts = [Decimal(each.replace(",", "")) * _WAN for each in wans if each[-1:].isdigit()]
    if words.language() == "zh" or max(map(abs, amounts), default=Decimal(0)) < _MILLION:
        return [money(each) for each in wans]
    left = iter(amounts)
    return [words.say("lists.money.million", amount=_plain(next(left) / _MILLION)) if each[-1:].isdigit() else each for each in wans]


def _plain(amount: Decimal) -> str:
    """With commas, without noughts at the end."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
