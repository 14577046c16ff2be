"""What quantities are called, which of them are mistaken for each other, which add up."""

from collections.abc import Mapping

from oracle.codes import NAMES as SUBJECTS

NAMES: Mapping[str, str] = {
    "total": "收、支总计",
    "income": "收入合计",
    "fiscal_income": "财政拨款收入",
    "superior": "上级补助收入",
    "business": "事业收入",
    "operating": "经营收入",
    "affiliated": "附属单位上缴收入",
    "other": "其他收入",
    "spent": "支出合计",
    "basic_all": "基本支出",
    "project_all": "项目支出",
    "remit": "上缴上级支出",
    "operating_spend": "经营支出",
    "subsidy": "对附属单位补助支出",
    "opening": "年初结转和结余",
    "closing": "年末结转和结余",
    "surplus_used": "使用非财政拨款结余",
    "fiscal_total": "财政拨款收、支总计",
    "fiscal_spent": "财政拨款支出",
    "general_income": "一般公共预算财政拨款收入",
    "fund_income": "政府性基金预算财政拨款收入",
    "capital_income": "国有资本经营预算财政拨款收入",
    "general": "一般公共预算财政拨款支出",
    "general_basic": "一般公共预算财政拨款基本支出",
    "general_project": "一般公共预算财政拨款项目支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "fund": "政府性基金预算财政拨款支出",
    "capital": "国有资本经营预算财政拨款支出",
    "tp": "“三公”经费",
    "abroad": "因公出国（境）费",
    "car": "公务用车购置及运行维护费",
    "purchase": "公务用车购置费",
    "running": "公务用车运行维护费",
    "hosting": "公务接待费",
    "foreign": "外宾接待",
    "domestic": "国内公务接待",
    "office": "机关运行经费",
    "buy": "政府采购支出总额",
    "goods": "政府采购货物支出",
    "works": "政府采购工程支出",
    "services": "政府采购服务支出",
    "sme": "授予中小企业合同金额",
    "small": "授予小微企业合同金额",
    "vehicles": "车辆",
    "car_lead": "副部（省）级及以上领导用车",
    "car_main": "主要领导干部用车",
    "car_msg": "机要通信用车",
    "car_rescue": "应急保障用车",
    "car_law": "执法执勤用车",
    "car_tech": "特种专业技术用车",
    "car_old": "离退休干部服务用车",
    "car_else": "其他用车",
}
UNITS: Mapping[str, str] = {
    "groups": "个",
    "travellers": "人次",
    "bought": "辆",
    "kept": "辆",
    "foreign_batches": "个",
    "foreign_guests": "人次",
    "batches": "批次",
    "guests": "人次",
    "equipment": "台（套）",
    "vehicles": "辆",
    "units": "个",
    "projects": "个",
}

# Closed lists: the parts of a whole, nothing else belongs to it.
SUMS: Mapping[str, tuple[str, ...]] = {
    "income": ("fiscal_income", "superior", "business", "operating", "affiliated", "other"),
    "spent": ("basic_all", "project_all", "remit", "operating_spend", "subsidy"),
    "fiscal_income": ("general_income", "fund_income", "capital_income"),
    "fiscal_spent": ("general", "fund", "capital"),
    "general": ("general_basic", "general_project"),
    "general_basic": ("personnel", "public"),
    "tp": ("abroad", "car", "hosting"),
    "car": ("purchase", "running"),
    "hosting": ("foreign", "domestic"),
    "buy": ("goods", "works", "services"),
}
VEHICLE_SUM = ("vehicles", tuple(key for key in NAMES if key.startswith("car_")))


def name_of_key(key: str) -> str:
    """Return what a quantity is called where the wording does not say otherwise."""
    kind, _, code = key.partition(":")
    if code:
        return SUBJECTS[code] if kind in ("class", "kuan", "item") else code
    return NAMES[key]


def unit_of(key: str) -> str:
    """Return the measure word of a count."""
    return "辆" if key.startswith("car_") else UNITS[key]
