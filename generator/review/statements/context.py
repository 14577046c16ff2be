"""What a clause inherits from what was read before it, and the words of the clause so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.field import zh
from generator.model.submission import MentionKind
from generator.review.statements.statement import Base
from generator.review.statements.subjects import Subject
from generator.review.statements.words import Role

if TYPE_CHECKING:
    from generator.model.submission import Mention
    from generator.review.statements.statement import Opened, Statement
    from generator.review.statements.tokens import Token

MONEY_UNIT = zh.TEN_THOUSAND_YUAN
# Words of a clause that are remembered; a clause without stops is no sentence.
_MOST_ROLES = 80
BASES = {
    Role.LAST_YEAR: Base.LAST_YEAR,
    Role.BUDGET: Base.BUDGET,
    Role.LAST_BUDGET: Base.LAST_BUDGET,
}
LETTERS = {
    MentionKind.AMOUNT: "a",
    MentionKind.BARE: "a",
    MentionKind.RATE: "r",
    MentionKind.COUNT: "c",
}


@dataclass(slots=True)
class Context:
    """What is spoken of, against which base, in which lists; `roles` are the words since a stop."""

    subject: Subject = field(default_factory=Subject)
    main: Subject | None = None
    base: Base | None = None
    wholes: tuple[Opened, ...] = ()
    latest: Statement | None = None
    previous: Statement | None = None
    reason: bool = False
    roles: list[Token] = field(default_factory=list)

    @property
    def last_word(self) -> Token | None:
        """The word before the one that is read."""
        return self.roles[-1] if self.roles else None

    @property
    def letters(self) -> str:
        """The roles of the clause as the productions match them."""
        return "".join(str(token.role) for token in self.roles)

    def add(self, token: Token) -> None:
        """Go on with a word."""
        self.roles.append(token)
        if len(self.roles) > _MOST_ROLES:
            del self.roles[0]

    def is_share(self) -> bool:
        """Whether 占 stands before, and no number since."""
        for token in reversed(self.roles):
            if token.mention is not None:
                return False
            if token.role == Role.SHARE:
                return True
        return False


def unit_of(mention: Mention) -> str:
    """Return the unit by which a number tells which quantity it is of; a rate is one of money."""
    return mention.unit if mention.kind is MentionKind.COUNT else MONEY_UNIT
