"""A random department with its self-evaluation, put together."""

from dataclasses import replace

from oracle.department import random_department
from oracle.dice import Dice
from oracle.model import Department

from .draw_money import fund_totals, has_projects
from .draw_projects import draw_projects
from .draw_whole import draw_whole, whole_facts
from .figures import grade_of, whole_score
from .model import Evaluation

_MOST_PROJECTS = 20
# Departments and evaluations are drawn apart: one department serves evaluations of many seeds.
_STRIDE = 7919


def random_evaluation(seed: int) -> Evaluation:
    """Return the evaluation of a seed; the same seed gives the same evaluation."""
    department = _department(seed)
    dice = Dice(seed * _STRIDE + 1)
    count = 1 + seed % _MOST_PROJECTS if seed % 3 else dice.random.randint(1, _MOST_PROJECTS)
    projects = draw_projects(dice, department, count)
    whole = draw_whole(dice, department, projects) if dice.chance(80) else None
    if whole is not None:
        score = whole_score(whole)
        facts = whole_facts(department, whole, score, grade_of(score))
        department = replace(department, facts={**department.facts, **facts})
    return Evaluation(seed, department, projects, whole, fund_totals(department))


def _department(seed: int) -> Department:
    """Return a department that spent something on projects, drawn from the seed on."""
    candidate = seed * 11
    while not has_projects(department := random_department(candidate)):
        candidate += 1
    return department
