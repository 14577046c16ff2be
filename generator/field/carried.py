"""What 公开01 and 公开04 carry in and out (结转, 结余): named for templates of the user's."""

from __future__ import annotations

from generator.field import forms, zh
from generator.field.amount import Address, Amount
from generator.field.amounts import amount_of
from generator.field.forms import Side

_F01, _F04 = forms.INCOME_EXPENDITURE, forms.FISCAL_SUMMARY
_DISTRIBUTED = Address(_F01, zh.SURPLUS_DISTRIBUTION, zh.AMOUNT, Side.EXPENDITURE)
_FISCAL_IN = Address(_F04, zh.FISCAL_CARRIED_IN, zh.AMOUNT, Side.INCOME)

# The last two stand in no sentence of any form.
CARRIED: tuple[Amount, ...] = (
    amount_of(zh.CARRIED_IN),
    amount_of(zh.USED_SURPLUS),
    amount_of(zh.CARRIED_OUT),
    amount_of(zh.FISCAL_CARRIED_OUT),
    Amount(zh.SURPLUS_DISTRIBUTION, _DISTRIBUTED),
    Amount(zh.FISCAL_CARRIED_IN, _FISCAL_IN),
)
