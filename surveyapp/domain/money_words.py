"""Amounts of money as they are read: 412.0 of 万元 in Chinese, CNY 4.12 million in English."""

from __future__ import annotations

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


def _plain(amount: Decimal) -> str:
    """With commas, without noughts at the end."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
