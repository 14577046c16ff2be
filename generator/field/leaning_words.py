"""The words that tell which way a reason points: the data of `leaning`.

A new word goes here, never into code.
"""

from __future__ import annotations

# What changes by a measure: they say something only beside one of MEASURES.
RISING: str = """
增加 增长 上升 增多 上涨 上调 调增 调高 增大 升高 攀升 扩大 提高 提升 加大 加强 新增 新进 新招
招录 调入 新列
"""
FALLING: str = "减少 下降 下调 调减 调低 下滑 降低 减低 压缩 缩减 精简 减轻 收窄"
# Money, and what money is spent for or reckoned by.
MEASURES: str = """
支出 经费 费用 费 资金 拨款 投入 开支 花费 成本 价格 单价 造价 收入 工资 薪 津贴 补贴 补助 奖金
待遇 标准 基数 比例 费率 系数 人员 人数 职工 教师 学生 编制 项目 专项 工程 任务 业务 工作量 规模
数量 批次 次数 人次 团组 接待 差旅 会议 培训 采购 购置 设备 车辆 缴纳 缴存 社保 公积金 保险 活动
投资 用量 窗口
"""
# What says by itself that there is more, or less, of it.
MORE: str = "追加 增拨 增投 补发 调资 增资 涨薪 加薪 普调 提标 扩编"
LESS: str = """
压减 削减 节约 节省 核减 减支 裁减 缩支 紧缩 厉行节约 过紧日子 八项规定 只减不增 严控 从严控制
严格控制 勤俭 从简
"""
# What moves the other way, or may: a clause with one of them is not read.
INVERSE: str = """
结余 结转 节余 存量 退休 离职 辞职 调离 调出 减免 免征 免收 退税 退费 退回 优惠 效率 空编 缺编
缺口 欠 自筹 自有 非财政 其他资金 其他来源 其他渠道 线上 视频 网络 电子 新能源 合并 共享 节能
社会化 折扣 折旧 上缴 移交 划转 转出 分流 偿还 控制数 基本持平
"""
# Kinds of income that stand in for the money of the treasury: more of it may mean less of that.
OTHER_INCOME: str = "事业收入 经营收入 其他收入 非税收入 自有收入 社会收入 捐赠收入"
# The other side of the comparison.
EARLIER: str = "上年 去年 往年 前年 上一年 以前年度 以往 年初 前期 此前 上期"
# Words before a change that take it back.
DENIALS: str = "未 没 不 无 非 避免 防止 遏制 控制 限制 抑制 减缓 停止 取消 暂停 放缓"
# What is said of the thing that was named with its change: that it came to an end.
ENDINGS: str = "结束 完成 完工 竣工 到期 终止 停止 取消 撤销 到位 为零 放缓 趋缓 有限 较小 不大"
# A second thought that may weigh more than the first; money that is only booked elsewhere.
CONTRASTS: str = """
但 然而 虽 尽管 抵消 抵销 相抵 冲抵 冲减 一方面 有增有减 增减 此消彼长 不同程度 调整至 调整到 转入
改列 改在 改由 口径 同时保障
"""
