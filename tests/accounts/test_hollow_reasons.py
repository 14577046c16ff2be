"""What counts as a reason, a purpose, a text: content beyond numbers, fillers and the question."""

import time

import pytest

from generator.field.hollow import describes, explains, holds_blank

_TOTAL = "一般公共预算财政拨款支出"
_NO_REASON = """
810.23 1,234.56 123万元 12.3万 100% +5 2024 2024年 １２３．４５ 1. 一 （一） ① 一、 ，。！ ？？
—— — / - … （） 【】 × √ 。。。 xxx XXX ____ abc N/A NULL none TBD test ok aaa 略 （略） 从略
待定 待补充 待核实 后补 暂无 暂缺 空着 不清楚 不详 不知道 不明 未知 没写 忘了 无 没有 不适用
见附件 见附件1 详见附表三 原因见表3 见决算报表 参见公开05 详情见附件 参见上文 见说明
详见《决算报告》 同去年 同上 同上年一致 与上年相同 同第一条 同收支总计 与去年原因相同
跟收支总计的原因一样 理由同前 如上所述 待财务科补充 由业务科填写 请业务处补充 稍后补充
领导审核后再填 核实中 尚在核实 正在统计 等通知 等财政局答复 具体原因待核实 增加原因待定
业务部门未提供 不方便说明 请问财务科 再说 此处填写原因 请填写原因 增加 减少 增加（减少）
增加/减少 有所减少 略有下降 大幅增加 增加较多 较上年增加123.45万元 比上年减少10.5% 支出增加
经费减少 资金增加 收入减少 支出增加所致 由于支出增加导致 主要是增加 系减少所致 原因：增加
决算数大于预算数 预算数小于决算数 年初预算数与决算数差异 完成预算的98% 差额12.3万元 按实际支出
原因说明 主要原因 情况说明 其他原因 客观原因 特殊原因 正常变动 正常增长 与上年持平 无变化 示例
测试原因 啊啊啊 待进一步明确 还没填 暂时无法提供 后期补上 先空着 尚待明确 等财务确认 上升3.2个百分点
比2023年度有所增长 等待上级明确 情况说明见后 增长幅度较大 请参照上述
"""
_REASONS = """
人员增加 机构改革 厉行节约 工资调标 项目结余 疫情影响 上年无此项支出 退休人员增加 本年无此项业务
压减支出 节约开支 追加预算 预算调整 政策调整 跨年支付 资金未到位 尚未支付 未支付 结转下年
上年结余 年中下达 年初未安排 科目变化 口径调整 撤并 换届 增资 调资 增人增资 涨价 物价上涨
工作需要 业务量减少 车辆老化 接待减少 未出国 没有接待任务 未开展 严控三公 减员 退休 降费 上收
缓建 停工 人多 经费不足 财力不足 据实列支 未使用 收费减少 增加3人 新增2名退休人员 减少1人
没有发生 未发生 上年没有此类支出 其他收入比上年减少 事业收入减少 人员经费增加 项目支出减少
全年没有发生“三公”经费 当年度无“三公”经费支出 实际支出略低于预计 部分款项待下年支付
项目待验收后付款 待遇提高 同级财政拨款减少 同步调整工资 见习人员增加 参照公务员法管理人员增加
意见征集活动增加 食堂服务改由后勤中心提供 ETC扣费增加 OA系统升级 合同款减少 人员增加，详见附件
一是人员增加；二是工资调标 部分项目待财政核实后支付 预算批复较晚 过紧日子 防汛 调出1人
质保金未付 口径不一致 专项债 年终奖 为2024新招聘教师增加 会同公安局开展专项支出 按照政策规定增加经费
项目资金未落实 实施方案未确定 由市级统一采购 与乡镇合并办公 补缴社保 定额提高 填补空缺岗位
同工同酬政策 前置审批 统计调查任务增加
"""

_HOLLOW = """
略 （略） 待补充 待定。 见附件 详见附件 同上 测试 / … XX 1 主要职责待补充 由办公室填写
"""
_SHORT = """
无 无。 不涉及 优 良 中 差 100% 95分 已完成 良好 支出增加 负责全市财政工作。 无下属单位
"""


@pytest.mark.parametrize("text", _NO_REASON.split())
@pytest.mark.parametrize("name", [_TOTAL, "“三公”经费", "行政运行"])
def test_what_gives_no_reason(text: str, name: str) -> None:
    assert not explains(text, name)


@pytest.mark.parametrize("text", _REASONS.split())
@pytest.mark.parametrize("name", [_TOTAL, "收支总计", "行政运行"])
def test_short_reasons_are_reasons(text: str, name: str) -> None:
    assert explains(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("人员经费增加", "人员经费"),
        ("人员支出增加", "人员经费"),
        ("一般公共预算支出增加", _TOTAL),
        ("财政拨款支出增加", _TOTAL),
        ("基本支出增加", "一般公共预算财政拨款基本支出"),
        ("公务接待费用减少", "公务接待费"),
        ("接待费减少", "公务接待费"),
        ("运行经费增加", "机关运行经费"),
        ("行政运行支出增加", "行政运行"),
        ("住房公积金增加", "住房公积金"),
        ("“三公”经费减少", "“三公”经费"),
    ],
)
def test_the_name_of_the_amount_is_no_reason_for_itself(text: str, name: str) -> None:
    assert not explains(text, name)
    assert explains(f"{text}，因人员调入", name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("人员增加", "人员经费"),
        ("接待批次减少", "公务接待费"),
        ("公务接待减少", "公务接待费"),
        ("车辆维修费增加", "公务用车购置及运行费"),
        ("退休人员增加", "行政单位离退休"),
        ("住房公积金缴存基数提高", "住房公积金"),
        ("缴费基数上调", "机关事业单位基本养老保险缴费支出"),
        ("未安排因公出国", "因公出国（境）费"),
        ("人员经费增加", "收支总计"),
    ],
)
def test_a_part_or_a_cause_is_a_reason(text: str, name: str) -> None:
    assert explains(text, name)


@pytest.mark.parametrize("text", _HOLLOW.split())
def test_texts_without_content(text: str) -> None:
    assert not describes(text)


@pytest.mark.parametrize("text", _SHORT.split())
def test_short_texts_with_content(text: str) -> None:
    assert describes(text)


def test_places_left_to_be_filled_in() -> None:
    assert all(map(holds_blank, ("负责【待补充：职责】", "设XX科", "共____人", "共××个")))
    assert not any(map(holds_blank, ("见www.xxgk.gov.cn", "XX1号线", "负责财政工作")))


def test_long_texts_are_judged_at_once() -> None:
    began = time.thread_time()
    for text in ("支出" * 100_000, "待" * 100_000, "见" * 300_000, "( " * 100_000, "请由待" * 130):
        explains(text, _TOTAL)
        describes(text)
    assert time.thread_time() - began < 1


def test_the_same_words_over_and_over_end_soon() -> None:
    start = time.process_time()
    assert not explains("待" + "填写" * 199 + "的")
    assert not explains("待" + "补填写" * 130)
    assert time.process_time() - start < 1
