"""Templates come from strangers: no file from outside, no tricks, no end of time or text."""

import os
import time
from pathlib import Path

import pytest
from support.folders import DATA, ROOT
from support.needs import give_up

from generator import build
from generator.base.errors import GeneratorError, TemplateError
from generator.base.numerals import chinese_numeral
from generator.narrative.metering import MAX_CHARACTERS, MAX_STEPS, MAX_WORK
from generator.narrative.render import Writer
from generator.tasks.department import open_wording, read_sources

FIRST = "01-收入支出决算总体情况.md"
OUTSIDE = "不该读到的内容"
_LIMIT = 15.0  # seconds: a stop, not a hang


def _own(folder: Path, text: str, name: str = FIRST) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def _stopped(folder: Path) -> str:
    begin = time.monotonic()
    with pytest.raises(TemplateError) as stop:
        build(DATA, templates=folder)
    assert time.monotonic() - begin < _LIMIT
    return "\n".join(stop.value.problems)


# Time and size

_DOUBLING = "".join("{% set 甲 = 甲 ~ 甲 %}\n" for _ in range(60))
_NESTED = "".join("{% set 甲 = [甲, 甲] %}\n" for _ in range(40))
_TWIN = "".join("{% set 甲 = [甲, 甲] %}{% set 乙 = [乙, 乙] %}\n" for _ in range(40))
_LADDER = "{% macro 级0() %}长长长长长长长长{% endmacro %}\n" + "".join(
    f"{{% macro 级{n + 1}() %}}{{{{ 级{n}() }}}}{{{{ 级{n}() }}}}{{% endmacro %}}\n"
    for n in range(40)
)
_LOOPS = "{% for 甲 in range(9999) %}" * 4 + "{% endfor %}" * 4

ENDLESS = {
    "range": ("{{ range(10 ** 9) | list }}", "不做计算"),
    "long range": ("{% for 甲 in range(1000000000) %}字{% endfor %}", "range 超过"),
    "nested loops": (_LOOPS, "循环超过"),
    "loops with text": (
        "{% for 甲 in range(9999) %}" + "字" * 5000 + "{% endfor %}",
        "写出的文字超过",
    ),
    "loops with names": (
        "{% for 甲 in range(9999) %}" + "{{ 部门名称 }}" * 50 + "{% endfor %}",
        "写出的文字超过",
    ),
    "times": ("{{ 'a' * 10000000000 }}", "不做计算"),
    "list times": ("{{ ([1] * 1000000000) | length }}", "不做计算"),
    "power": ("{{ 10 ** 10 ** 8 }}", "不做计算"),
    "percent": ("{{ '%999999999d' % 1 }}", "不做计算"),
    "format": ("{{ '{:>999999999}'.format(1) }}", "不能使用“format”"),
    "format filter": ("{{ '%999999999d' | format(1) }}", "没有名为“format”的过滤器"),
    "center": ("{{ 'a' | center(999999999) }}", "没有名为“center”的过滤器"),
    "ljust": ("{{ 'a'.ljust(999999999) }}", "不能使用“ljust”"),
    "indent": ("{{ 'a' | indent(999999999) }}", "没有名为“indent”的过滤器"),
    "batch": ("{{ [1] | batch(999999999, 1) | list }}", "没有名为“batch”的过滤器"),
    "doubling": ("{% set 甲 = '长长长长' %}\n" + _DOUBLING + "{{ 甲 }}", "一段文字超过"),
    "replace": (
        "{% set 甲 = 'a' %}\n"
        + "{% set 甲 = 甲 | replace('a', 'aaaaaaaaaa') %}\n" * 12
        + "{{ 甲 }}",
        "一段文字超过",
    ),
    "join": ("{{ range(9999) | join('" + "长" * 500 + "') }}", "一段文字超过"),
    "list of lists": ("{% set 甲 = [1] %}\n" + _NESTED + "{{ 甲 }}", "列表超过"),
    "compared lists": (
        "{% set 甲 = [1] %}{% set 乙 = [1] %}\n" + _TWIN + "{{ '等' if 甲 == 乙 }}",
        "列表超过",
    ),
    "ladder of macros": (_LADDER + "{{ 级40() }}", "已停止"),
    "macro calling itself": (
        "{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}",
        "没有尽头",
    ),
    "macro calling itself twice": (
        "{% macro 甲(n) %}{% for i in [1, 2] %}{{ 甲(n) }}{% endfor %}{% endmacro %}{{ 甲(1) }}",
        "没有尽头",
    ),
    "recursive loop": (
        "{% for 甲 in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
        "没有尽头",
    ),
    "including itself": ("{% include '" + FIRST + "' %}", "没有尽头"),
    "deep brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "嵌套过深"),
    "long chain of filters": ("{{ 年度" + " | trim" * 3000 + " }}", "嵌套过深"),
    "long chain of parts": ("{{ 年度" + ".甲" * 3000 + " }}", "嵌套过深"),
    "long chain of conditions": ("{{ 1 " + "if 1 else 1 " * 3000 + "}}", "嵌套过深"),
    "deep blocks": ("{% for 甲 in [1] %}" * 60 + "{% endfor %}" * 60, "嵌套过深"),
    "huge number": ("{{ " + "9" * 90_000 + " }}", "数字过长"),
    "huge hexadecimal number": ("{{ 0x" + "f" * 90_000 + " }}", "数字过长"),
    "a test of each of many": (
        "{% set 甲 = '" + "长" * 20_000 + "' %}"
        "{{ 甲 | list | reject('in', '短' ~ 甲) | list | length }}",
        "已停止",
    ),
    "a loop that leaves all out": (
        "{% set 甲 = '"
        + "长" * 20_000
        + "' %}"
        + "{% for 乙 in range(9999) if 乙 == 甲 %}{% endfor %}" * 11,
        "循环超过",
    ),
    "filters upon filters": (
        "{% set 甲 = '" + "长" * 20_000 + "' %}{{ range(9999) | map('replace', '1', 甲) | list }}",
        "已停止",
    ),
    "a method again and again": (
        "{% set 甲 = '" + "长" * 20_000 + "' %}"
        "{% for 乙 in range(9999) %}{% if 甲.split('短') %}{% endif %}{% endfor %}",
        "已停止",
    ),
    "lists of long texts": (
        "{% set 甲 = ['" + "长" * 20_000 + "'] %}" + "{% set 甲 = [甲, 甲] %}" * 12,
        "列表超过",
    ),
    "infinite number": ("{{ 1e999999 }}", "数字过大"),
    "minus infinity in a condition": ("{% if 年度 == -1e999 %}甲{% endif %}", "数字过大"),
    "infinity as a default": ("{{ 年度 | default(9e400) }}", "数字过大"),
    "multiplied numbers": ("{{ 999999999 * 999999999 }}", "不做计算"),
    "added texts": ("{{ 'a' + 'b' }}", "不做计算"),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_what_has_no_end_stops_with_a_message(case: str, tmp_path: Path) -> None:
    text, words = ENDLESS[case]
    problem = _stopped(_own(tmp_path / "模板", f"# 一、总体\n\n{text}\n"))
    assert problem.startswith(f"{FIRST} 第 ")
    assert words in problem


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1e999999 }}",
        "{% set 甲 = " + "9" * 5000 + " %}",
        "{{ 0x" + "f" * 9000 + " }}",
        "{{ '' | _写('01', 1) }}",
        '{{ "\\U00100000\\U00100019\\U00100019\\U00100002甲\\U00100001" }}',
        "{{ {[1]: 2} }}",
        "{% if not {}.甲 %}乙{% endif %}",
    ],
    ids=["infinite", "long", "hexadecimal", "guard", "mark", "key", "undefined"],
)
def test_an_odd_constant_is_told_at_its_line(text: str, tmp_path: Path) -> None:
    problem = _stopped(_own(tmp_path / "模板", f"# 一、总体\n\n甲。\n\n{text}\n"))
    assert problem.startswith(f"{FIRST} 第 5 行：")
    assert len(problem) < 200


def test_a_printed_number_that_is_cut_up_leads_nowhere(tmp_path: Path) -> None:
    """The marks of two numbers put together name a figure that there is not."""
    cut = "{% set 甲 = 收支总计 ~ '' %}{{ 甲[:2] ~ 甲[1] ~ 甲[1] ~ 甲[1] ~ 甲[1] ~ 甲[2:] }}"
    text = build(DATA, templates=_own(tmp_path / "模板", f"# 一、总体\n\n{cut}\n")).text
    assert text.startswith("一、总体\n10,394.91\n")


def test_what_stops_is_told_of_its_own_section_alone(tmp_path: Path) -> None:
    own = _own(tmp_path / "模板", f"# 一、总体\n\n{_LOOPS}\n")
    with pytest.raises(TemplateError) as stop:
        build(DATA, templates=own)
    assert len(stop.value.problems) == 1


def test_what_a_template_may_count(tmp_path: Path) -> None:
    text = "# 一、总体\n\n{% for 项 in 支出类别 %}{{ loop.index + 1 }}、{% endfor %}"
    assert "2、3、" in build(DATA, templates=_own(tmp_path / "模板", text)).text


def test_a_file_that_is_too_long_is_no_template(tmp_path: Path) -> None:
    problem = _stopped(_own(tmp_path / "模板", "字" * 400_000))
    assert "不是模板" in problem


def test_a_deep_settings_file_stops_with_a_message(tmp_path: Path) -> None:
    own = _own(tmp_path / "模板", "[通用]\n千分位 = " + "[" * 5000 + "]" * 5000, "行文.toml")
    with pytest.raises(GeneratorError, match="无法使用"):
        build(DATA, templates=own)


def test_the_limits_leave_honest_documents_far_behind() -> None:
    """Nine tables and fifteen projects use up less than a tenth of what is allowed."""
    for folder in (DATA, ROOT / "samples" / "孟津2024-更正"):
        sources = read_sources(folder)
        wording = open_wording(sources, "", None)
        writer = Writer(sources.accounts, sources.figures, wording)
        for number, name in enumerate(wording.folders.sections(), start=1):
            writer.render(name, chinese_numeral(number))
        meter = writer._run.meter
        assert 0 < meter.steps * 10 < MAX_STEPS
        assert 0 < meter.characters * 10 < MAX_CHARACTERS
        assert 0 < meter.work * 100 < MAX_WORK


# Files


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "外面" / "秘密.md"
    path.parent.mkdir()
    path.write_text(OUTSIDE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../外面/秘密.md",
        "..\\\\外面\\\\秘密.md",
        "./../外面/秘密.md",
        "profiles/../../外面/秘密.md",
        "/etc/passwd",
        "C:/Windows/win.ini",
        "file:///etc/passwd",
        "//server/share/秘密.md",
        "",
        ".",
        "..",
    ],
)
@pytest.mark.parametrize("statement", ["include", "import", "extends", "from"])
def test_no_path_leads_out(name: str, statement: str, tmp_path: Path, outside: Path) -> None:
    assert outside.exists()
    tail = {"import": " as 甲", "from": " import 甲"}.get(statement, "")
    text = f"# 一、总体\n\n{{% {statement} '{name}'{tail} %}}\n"
    assert OUTSIDE not in _stopped(_own(tmp_path / "模板", text))


def test_an_absolute_path_leads_nowhere(tmp_path: Path, outside: Path) -> None:
    text = f"# 一、总体\n\n{{% include '{outside.as_posix()}' %}}\n"
    assert OUTSIDE not in _stopped(_own(tmp_path / "模板", text))


def _link(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target)
    except OSError:
        give_up("此系统不能建立链接")


@pytest.mark.parametrize("name", [FIRST, "宏.md", "名词解释.md", "行文.toml"])
def test_a_link_to_elsewhere_is_not_followed(name: str, tmp_path: Path, outside: Path) -> None:
    own = tmp_path / "模板"
    own.mkdir()
    _link(own / name, outside)
    problem = _stopped(own)
    assert "是指向文件夹之外的链接" in problem
    assert OUTSIDE not in problem


def test_a_linked_file_that_is_included_is_not_followed(tmp_path: Path, outside: Path) -> None:
    own = _own(tmp_path / "模板", "# 一、总体\n\n{% include '附.md' %}\n")
    _link(own / "附.md", outside)
    assert OUTSIDE not in _stopped(own)


def test_a_linked_profile_is_not_followed(tmp_path: Path, outside: Path) -> None:
    own = tmp_path / "模板"
    (own / "profiles").mkdir(parents=True)
    (outside.parent / FIRST).write_text(OUTSIDE, encoding="utf-8")
    _link(own / "profiles" / "我市", outside.parent)
    with pytest.raises(TemplateError, match="指向文件夹之外"):
        build(DATA, templates=own, profile="我市")


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    own = _own(tmp_path / "模板", "# 一、总体\n\n甲。\n", "另存.md")
    _link(own / FIRST, own / "另存.md")
    assert build(DATA, templates=own).text.startswith("一、总体\n甲。\n")


def test_a_template_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    own = _own(tmp_path / "模板", "# 一、总体\n\n甲。\n")
    _link(tmp_path / "链接", own)
    assert build(DATA, templates=tmp_path / "链接").text.startswith("一、总体\n甲。\n")


def test_a_pipe_is_no_template(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        give_up("此系统没有管道文件")
    own = tmp_path / "模板"
    own.mkdir()
    os.mkfifo(own / "名词解释.md")
    assert build(DATA, templates=own).text.startswith("一、")


# Attributes

TRICKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ('' | list).__class__ }}",
    "{{ 收支总计['__init__'].__globals__ }}",
    "{{ 收支总计.__format__ }}",
    "{{ 收支总计._text }}",
    "{{ [收支总计] | map(attribute='__class__') | list | first }}",
    "{{ [收支总计] | map(attribute='_fields') | list | first }}",
    "{{ [收支总计, 收入合计] | sort(attribute='__class__') | first }}",
    "{{ [收支总计] | selectattr('__class__') | list | length }}",
    "{{ 收支总计 | attr('__class__') }}",
    "{{ [收支总计] | map('attr', '__class__') | list | first }}",
    "{{ 收入来源.append(1) }}",
    "{{ 收入来源.clear() }}",
    "{{ 科目.update({}) }}",
    "{{ 科目.popitem() }}",
    "{{ 单位构成[0].clear() }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{% macro 甲() %}{% endmacro %}{{ 甲.__globals__ }}",
    "{% macro 甲() %}{% endmacro %}{{ 甲._environment.loader }}",
    "{% for 甲 in [1] %}{{ loop._iterator.gi_frame }}{% endfor %}",
    "{% for 甲 in [1] %}{{ loop.__init__ }}{% endfor %}",
    "{{ config }}",
    "{{ request }}",
    "{{ cycler }}",
    "{{ joiner }}",
    "{{ namespace }}",
    "{{ lipsum }}",
    "{{ dict() }}",
    "{{ open('/etc/passwd') }}",
    "{{ ''.format_map(科目) }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ 部门名称.encode() }}",
    "{{ 收入来源 }}",
]


@pytest.mark.parametrize("text", TRICKS)
def test_no_trick_with_attributes(text: str, tmp_path: Path) -> None:
    problem = _stopped(_own(tmp_path / "模板", f"# 一、总体\n\n{text}\n"))
    assert "0x" not in problem
    assert "<class" not in problem
    assert problem.startswith(f"{FIRST} 第 3 行：")


def test_nothing_of_the_data_is_changed_by_a_template(tmp_path: Path) -> None:
    expected = build(DATA).text
    own = _own(tmp_path / "模板", "# 十四、多出\n\n{% set 收入来源 = [] %}甲。\n", "14-多出.md")
    assert build(DATA, templates=own).text.startswith(expected.rstrip("\n"))
