"""What the lists of a self-evaluation say: projects, indicators, money, the whole department."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from oracle.model import Department

GENERAL, FUND, CAPITAL = FUNDS = ("一般公共预算", "政府性基金", "国有资本经营")
SOURCES = ("政府预算资金", "财政专户管理资金", "单位资金")
MATTERS = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")
AT_LEAST, AT_MOST, EXACTLY, IN_WORDS = "≥", "≤", "=", "定性"
# The texts of a project's report and of the department's, as their headings name them.
OUTLINE, TARGET, ACHIEVED, PROBLEMS = "项目概况", "年度绩效目标", "目标完成情况", "存在的问题"
ADVICE = (
    "对项目决策的建议",
    "对预算安排及执行情况的建议",
    "对资金管理的建议",
    "对项目管理的建议",
    "其他建议",
)
WHOLE_TEXTS = (
    "年度总体目标",
    "绩效目标设定",
    "评价方法",
    "工作程序",
    "资金管理情况",
    "评价结果应用",
    "存在的问题和建议",
    "自评经验",
    "其他问题",
)
NOTES = "指标情况"
# The numbers of 整体绩效.csv.
SCORE, GRADE = "自评得分", "评价等级"
INITIAL, CHANGE, BUDGET, EXECUTED, LEFT = (
    "年初预算",
    "预算调整",
    "全年预算",
    "执行数",
    "年末结转结余",
)
COUNT, WITH_TARGETS = "项目总数", "绩效目标填报项目数"
TO_MONITOR, MONITORED = "应监控项目数", "实际监控项目数"
TO_SCORE, SCORED = "应自评项目数", "实际自评项目数"
TO_EVALUATE, EVALUATED = "应评价项目数", "实际评价项目数"
TO_PURCHASE, PURCHASED = "政府采购预算", "政府采购执行"


@dataclass(frozen=True, slots=True)
class Money:
    """One source of a project's money in the published unit."""

    source: str
    initial: Decimal
    budget: Decimal
    executed: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of 绩效指标.csv or 整体绩效指标.csv; a missed one has a reason."""

    first: str
    second: str
    third: str
    sign: str
    target: str
    unit: str
    actual: str
    marks: Decimal
    score: Decimal
    reason: str = ""

    @property
    def wanted(self) -> str:
        """Return sign, target and unit as forms print them: ≥95%; words stand alone."""
        return self.target if self.sign == IN_WORDS else f"{self.sign}{self.target}{self.unit}"

    @property
    def reached(self) -> str:
        """Return what was reached, with its unit."""
        return self.actual if self.sign == IN_WORDS else f"{self.actual}{self.unit}"


@dataclass(frozen=True, slots=True)
class Management:
    """One row of 资金管理.csv."""

    matter: str
    situation: str
    marks: Decimal
    score: Decimal
    problems: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Which of the columns that may be left blank a project's row fills in."""

    score: bool = True
    split: bool = True
    execution_marks: bool = True
    execution_score: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """One project; without indicators it has only the score that is stated."""

    name: str
    fund: str
    code: str
    is_evaluated: bool
    money: tuple[Money, ...]
    execution_marks: Decimal
    management: tuple[Management, ...]
    indicators: tuple[Indicator, ...]
    given: Given
    texts: Mapping[str, str]
    achieved: str
    problems: str
    measures: str
    stated: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """The evaluation of the department: numbers under the names of 整体绩效.csv, indicators."""

    numbers: Mapping[str, Decimal]
    indicators: tuple[Indicator, ...]
    texts: Mapping[str, str]
    notes: Mapping[str, str]
    in_facts: bool = False
    texts_in_list: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A department with its projects and, in most cases, the evaluation of the whole."""

    seed: int
    department: Department
    projects: tuple[Project, ...]
    whole: Whole | None
    totals: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        """Return the unit of all amounts."""
        return self.department.text_unit
