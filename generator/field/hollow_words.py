"""The words that explain nothing by themselves: the data of `hollow`.

A reason is what is left without them. A new word goes here, never into code.
"""

from __future__ import annotations

# Characters of the words that speak of the answer instead of giving it: 待核实, 后补, 同上, 见附表,
# 填写示例. A word with any other character says something.
OF_ANSWERING: str = """
略从省去写待补充填报核实对查证认确明更新统计提供说议落后暂缺空着留失清楚知道了解详掌握么法释忘记什问题
保占试测示例样板范文格式同如前上下左右理照旧抄搬参考见阅附件表另述面处里某适必需要想啥复再便懒得已可以是好正错误
请谢不未没无尚正还仍在题没涉及会怎随 情相期先
"""
# Words of grammar, of time and of order.
FUNCTION_WORDS: str = """
的 了 是 为 因 由 于 与 和 及 或 等 在 将 被 对 比 较 按 其 该 此 这 那 有 无 没 未 不 也 都 又
就 而 且 但 之 所 以 到 至 从 向 把 给 让 使 每 各 第 约 近 共 还 再 已 曾 尚 仍 均 很 太 更 最
略微 稍 稍微 略有 有所 相应 随之 因此 因为 由于 所以 从而 导致 造成 引起 产生 所致 致使 使得 故
其中 以及 并且 而且 但是 没有 一定 一些 部分 有些 有关 相关 具体 详细 主要 主要是 主要系 系 即
就是 可能 大概 估计 应该 也许 其他 其它 其余 别的 各种 各项 多种 多方面 方面 情形 多个 若干 本
我 单位 我单位 本单位 部门 我部门 本部门 我局 本局 年 年度 年内 年间 年度间 本年 本年度 当年
当年度 今年 全年 上年 上年度 去年 往年 前年 以前年度 下年 下年度 明年 同期 月 日 现在 目前 之前
上 下 前 后 左 右 中 内 外 间 项 条 点 页 个 种 次 一 二 三 四 五 六 七 八 九 十 百 千 零 两 〇
根据 按照 依据 依照 鉴于
啊 吧 呢 吗 呀 哦 嗯 哈 呵
"""
# What the sentence says already: that something changed, by how much, and what a change is.
RELATION_WORDS: str = """
原因 主因 缘由 理由 因素 客观 主观 情况 说明 解释 分析 内容 事项 描述 备注 缘故 特殊 历史 增加
减少 增长 下降 上升 降低 提高 增多 增大 变大 变小 变多 变少 多 少 大 小 高 低 升 上涨 下跌 下滑
回落 大于 小于 高于 低于 多于 少于 等于 超过 超出 不足额 不等 不等于 不一致 不同 增减 增减额
增减变动 增减变化 增加额 减少额 增幅 降幅 幅度 比例 比率 率 增长率 下降率 完成率 执行率 变动
变化 波动 浮动 差异 差异率 差额 差距 相差 偏差 出入 区别 持平 基本持平 一致 基本一致 相等 不变
没变 无变化 无增减 正常 合理 属实 真实 较大 较小 较多 较少 大幅 小幅 明显 显著 逐年 相比 对比
比较 同比 环比 完成 完成了
"""
# What every amount of the accounts is called.
FIELD_WORDS: str = """
支出 收入 收支 经费 费用 费 资金 款 款项 金额 总额 数额 额 数 数字 数值 数据 数量 数目 总计 合计
小计 总数 总量 决算 决算数 预算 预算数 年初 年初预算 年末 全年预算 调整数 执行数 实际 实际数
实际支出 实际支出数 开支 开销 花费 支出数 收入数 支出额 一般公共预算 三公 表 元 万 万元 亿 亿元
千元 人民币 百分点 用途 用于 财务 会计
"""
# Endings of the names of amounts: 人员支出 is 人员经费 in other words.
MONEY_NOUNS: str = "经费 费用 费 支出 收入 收支 资金 拨款 总计 合计 预算 决算 数 额"
# Facts made of nothing but such words: that there was none of it, or which part it was.
FACTS: tuple[str, ...] = (
    r"其他(?:收入|支出|资金)",
    r"(?:上年|去年|本年|今年|当年|年初)度?(?:无|没有)$",
    (
        r"(?:无|没有|未有|没|不再有|未)(?:安排|发生|列支|产生|列入)?(?:此|该|这|其他|相关|此类|该类)?"
        r"[^，。；无没未]{0,12}(?:支出|发生|安排|业务|项目|预算|任务|活动|经费|收入|此项|该项)"
    ),
    r"[0-9]+(?:人|名|位)(?!次)",
)
# What is done with an answer by whoever is to give it, whatever it is about; and what is done with
# other things too, so that nothing else may stand before it.
ANSWERING: str = """
补充 补填 补报 补写 填写 填报 填列 填 写 补 说明 解释 提供 反馈 回复 答复 统计 清楚 知道 了解 掌握
详
"""
DECIDING: str = """
核实 核对 核查 审核 审定 确认 确定 定 明确 查证 查明 查到 查清 查找 汇总 汇报 请示 商议 沟通 研究
落实 通知 消息 决定 完善 更新 整理 编写 收集
"""
# What stands before it where it has not been done.
UNDONE: str = (
    "待 等待 等 拟 稍后 随后 后续 回头 届时 另行 请 需 须 麻烦 正在 尚在 未 没 不 无法 难以"
)
# Where else the answer is said to stand.
ELSEWHERE: str = """
附件 附表 附注 附后 表 说明 报告 正文 文件 材料 明细 资料 通知 公开 上文 下文 前文 后文 页 备注
决算 预算 原因 条 项 所述 所示 所列
"""
LATIN_PLACEHOLDERS: str = """
na none null nil nan no not yes ok tbd todo test abc abcd asdf qwer rmb cny usd tbc wait
"""
