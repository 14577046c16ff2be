"""The three funds (资金性质), and to which of them a functional code belongs (DOMAIN 4.4)."""

from __future__ import annotations

from generator.field import zh

GENERAL = zh.GENERAL_BUDGET
FUND = zh.GOVERNMENT_FUND
CAPITAL = zh.STATE_CAPITAL
FUNDS = (GENERAL, FUND, CAPITAL)

# 款 of the government funds (DOMAIN 4.4); 234 is 抗疫特别国债, 223 国有资本经营.
_FUND_SUBCLASSES = frozenset(
    [
        "20707",
        "20709",
        "20710",
        "20822",
        "20823",
        "20829",
        "21160",
        "21161",
        "21208",
        "21210",
        "21211",
        "21213",
        "21214",
        "21215",
        "21216",
        "21217",
        "21218",
        "21219",
        "21366",
        "21367",
        "21369",
        "21460",
        "21462",
        "21463",
        "21464",
        "21468",
        "21469",
        "21562",
        "22198",
        "22904",
        "22908",
        "22960",
        "23104",
        "23204",
        "23304",
    ]
)


def fund_of(code: str) -> str:
    """Return the fund to which a functional code belongs by its number alone."""
    if code.startswith("223"):
        return CAPITAL
    if code.startswith("234") or code[:5] in _FUND_SUBCLASSES:
        return FUND
    return GENERAL
