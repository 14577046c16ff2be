"""Collects the claims that a section should make, number by number."""

from decimal import Decimal

from .claim import MISSING, Claim
from .model import Department
from .money import Wording


class ClaimList:
    """The expected claims of one section of a department, in order."""

    def __init__(self, department: Department, section: str) -> None:
        self.department = department
        self.wording = Wording(department.profile, section)
        self.claims: list[Claim] = []

    def mark(self) -> None:
        """Expect a 【待补充】 mark."""
        self.claims.append(Claim(MISSING))

    def state(self, label: str) -> None:
        """Expect a statement without a number."""
        self.claims.append(Claim(label))

    def amount(self, label: str, value: Decimal | None, direction: str = "") -> None:
        """Expect a printed amount, or a mark where it is not given."""
        if value is None:
            return self.mark()
        unit = self.department.text_unit
        self.claims.append(Claim(label, self.wording.amount(value), unit, direction))
        return None

    def percent(self, label: str, part: Decimal, whole: Decimal, direction: str = "") -> None:
        """Expect part/whole in percent; nothing where the whole is 0."""
        if whole:
            self.claims.append(Claim(label, self.wording.percent(part, whole), "%", direction))

    def count(self, label: str, key: str) -> None:
        """Expect a count of 事项.csv with the unit written there, or a mark."""
        fact = self.department.facts.get(key)
        if fact is None:
            return self.mark()
        self.claims.append(Claim(label, str(fact.value), fact.unit))
        return None

    def words(self, label: str, key: str) -> None:
        """Expect a reason or purpose of 原因.csv, or a mark."""
        text = self.department.reasons.get(key)
        if text is None:
            return self.mark()
        self.claims.append(Claim(label, text))
        return None

    def reason(self, key: str) -> None:
        """Expect the reason given for a key."""
        self.words("原因", key)

    def completion(self, label: str, final: Decimal, budget: Decimal) -> None:
        """Expect the completion rate; none on a budget of 0."""
        self.percent(label + "完成率", final, budget)

    def difference(self, label: str, key: str, final: Decimal, budget: Decimal) -> None:
        """Expect the reason of a difference, or the statement that there is none."""
        if final == budget:
            self.state(label + "无差异")
        else:
            self.reason(key)

    def change(self, label: str, key: str, current: Decimal) -> None:
        """Expect the comparison with last year: change and reason, 持平, none, or a mark."""
        written = self.department.prior.figure(key)
        if written is None:
            return self.mark()
        prior = None if isinstance(written, str) else self.department.shown(written)
        if prior == current:
            self.claims.append(Claim(label, direction="持平"))
        elif not prior:  # 0, or written 无
            self.state(label + "无可比数据")
        else:
            self._changed(label, key, current, prior)
        return None

    def _changed(self, label: str, key: str, current: Decimal, prior: Decimal) -> None:
        """Expect the two numbers of a change and its reason."""
        more = current > prior
        difference = abs(current - prior)
        self.amount(label + "增减额", difference, "增加" if more else "减少")
        self.percent(label + "增减率", difference, prior, "增长" if more else "下降")
        self.reason(key)
