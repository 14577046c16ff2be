"""Exceptions: what makes going on pointless. Each builds its own message, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import Self


class GeneratorError(Exception):
    """A stop that the user can do something about (exit status 3)."""

    def because(self, notes: Iterable[str]) -> Self:
        """Add what was found wrong before going on became pointless, each thing once."""
        for note in notes:
            if note not in getattr(self, "__notes__", ()):
                self.add_note(note)
        return self


class RunEndedError(GeneratorError):
    """A stop of a whole run over many inputs, not of the one in hand."""


class FolderMissingError(GeneratorError):
    """The data folder is not there or is no folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"找不到数据文件夹：{path}。请核对路径，或把九张公开表的 CSV 放入该文件夹。"
        )


class NoTablesError(GeneratorError):
    """Not one of the nine tables could be read."""

    def __init__(self, path: Path) -> None:
        advice = (
            "请把九张公开表各放在一张工作表里，工作表取名 公开01 … 公开09。"
            if path.is_file()
            else "请把表格存为 公开01.csv … 公开09.csv 放进去；"
            "手头是工作簿、Word、PDF 的，先运行 gen-narrative import。"
        )
        super().__init__(f"{path} 中没有读到任何一张公开表。{advice}")


class TemplateError(GeneratorError):
    """Templates that cannot be used; `problems` lists every one of them."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"模板有 {len(problems)} 处错误：\n{listed}")


class SettingsError(GeneratorError):
    """A file of switches (行文.toml) that cannot be read; `line` is 0 where it is all of it."""

    def __init__(self, path: object, detail: str, line: int = 0) -> None:
        self.line = line
        self.detail = detail
        super().__init__(f"行文设置 {path} 无法使用：{detail}")


class UnknownProfileError(GeneratorError):
    """A profile (行文) that no template folder has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"没有名为“{name}”的行文方案。可用的方案：{'、'.join(known)}。")


class ReferenceDocumentError(GeneratorError):
    """The reference document cannot be opened or lacks styles."""

    def __init__(self, path: object, detail: str) -> None:
        super().__init__(f"样式文件 {path} 无法使用：{detail}")


class EditedDocumentError(GeneratorError):
    """A document that was changed by hand (or is none of ours) would be overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 在生成之后被人工修改过（或不是本程序生成的），没有覆盖。"
            "如确要覆盖，请加 --force；或用 -o 指定另一个文件名。"
        )


class FileInUseError(GeneratorError):
    """The target is open in Word or WPS, so that it cannot be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"无法写入 {path}：请先关闭正在打开该文件的程序（Word、Excel 或 WPS），再运行一次。"
        )


class OutputFolderError(GeneratorError):
    """The folder for the output cannot be made or written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"无法写入 {path}：{detail}")


class InputOverwrittenError(GeneratorError):
    """A report would replace the data that it reports on."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 是要核对的数据，没有覆盖。请用 -o 指定另一个文件名。")


class OfficeMissingError(GeneratorError):
    """A PDF was asked for, and no office program can lay it out."""

    def __init__(self) -> None:
        super().__init__(
            "这台电脑上没有找到 LibreOffice 或 Word，不能写出 PDF，什么也没有写出。"
            "请安装 LibreOffice；或者去掉 --pdf，用 --docx 写出 Word，再在 WPS 中另存为 PDF。"
        )


class PrintingError(GeneratorError):
    """The office program did not make a PDF of the document."""

    def __init__(self, program: str, detail: str) -> None:
        super().__init__(
            f"{program} 没有把文档转成 PDF：{detail}。什么也没有写出。"
            "可以再试一次；或者去掉 --pdf，用 --docx 写出 Word，再另存为 PDF。"
        )


class UnknownClauseError(GeneratorError):
    """`explain` was asked for a clause that the narrative does not have."""

    def __init__(self, where: str, known: Sequence[str]) -> None:
        super().__init__(f"情况说明中没有“{where}”。可查的位置：{'、'.join(known)}。")


class TargetTakenError(GeneratorError):
    """`init` was to write where something stands already."""

    def __init__(self, path: Path) -> None:
        state = (
            "已经存在，没有改动"
            if path.is_file()
            else "已经存在且不是空文件夹，没有改动其中任何内容"
        )
        super().__init__(f"{path} {state}。请换一个名字，或先把它移走、改名，再运行一次。")


class YearsUnclearError(GeneratorError):
    """`start` cannot tell this year's files from last year's; the message says which and why."""


class OversizedCellError(GeneratorError):
    """A text that no cell of a workbook can hold."""

    def __init__(self, sheet: str, limit: int) -> None:
        super().__init__(f"“{sheet}”有一段文字超过 {limit} 字，工作簿的单元格放不下，没有写出。")


class ImportTargetError(GeneratorError):
    """The target of an import is a file, not a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 是一个文件，不是文件夹；请用 -o 指定要写入的数据文件夹。")


class NothingImportedError(GeneratorError):
    """None of the files held one of the nine tables; the notes say why."""

    def __init__(self, files: Sequence[Path]) -> None:
        names = "、".join(path.name for path in files)
        super().__init__(f"在 {names} 中没有找到九张公开表中的任何一张，没有写出文件。")


class UnreadableWorkbookError(GeneratorError):
    """A workbook given in place of a data folder cannot be read; the notes say why."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"工作簿 {path.name} 无法读取。")


class NotDataError(GeneratorError):
    """A file that is neither a data folder nor a workbook was given as data."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 不是数据文件夹，也不是工作簿（.xlsx、.xls）。其他文件请先导入："
            f"gen-narrative import {path.name} -o 数据文件夹"
        )


class ComparisonError(GeneratorError):
    """`templates diff` has nothing to compare with."""


class PageUnavailableError(GeneratorError):
    """The libraries that serve the page are not installed."""

    def __init__(self) -> None:
        super().__init__('网页要用 flask 和 waitress，请先安装：pip install "gen-narrative[page]"')


class AnnotationError(GeneratorError):
    """A submitted file that cannot be annotated, or edits that do not fit its text."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"无法批注 {name}：{detail}")


class NotNarrativeError(GeneratorError):
    """A file given for review that holds none of the sections; the notes say why."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} 中没有找到情况说明的任何一节（一、收入支出决算总体情况说明……）。"
            "可以审核的是 .docx、有文字的 .pdf、.txt、.md；装有 LibreOffice 的，"
            "还有 .doc、.wps、.rtf、.odt，没有装的请先另存为 .docx。"
        )


class TextlessSubmissionError(GeneratorError):
    """A file given for review of which no text could be read, whatever its kind."""

    def __init__(self, path: Path, details: Iterable[str]) -> None:
        why = "；".join(detail.rstrip("。") for detail in details)
        super().__init__(
            f"{path.name}：{why}。请换一份打得开、文字能选中的 .docx、.pdf 或 .txt 再审核"
        )


class UnreadableSubmissionError(GeneratorError):
    """A file given for review that is of a kind whose text is not read."""

    def __init__(self, path: Path, kind: str) -> None:
        what = (
            kind or f"{path.suffix or '没有扩展名的'} 文件不能审核；请在 Word 或 WPS 中另存为 .docx"
        )
        super().__init__(f"{path.name} {what}。可以审核的是 .docx、有文字的 .pdf、.txt、.md。")


class AcceptedListError(GeneratorError):
    """A list of accepted findings (--accepted) that cannot be used; the notes say why."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"已接受问题的清单 {path} 无法使用。"
            "它应是 CSV 或工作簿，列有 代码、节、原文、理由"
            "（确认数字的，列有 没有核对的、确认人、确认日期），其他列可以没有；"
            "可以用 --format xlsx 得到的工作簿，在“理由”一列填写后交回。"
        )


class PreviousOverwrittenError(GeneratorError):
    """The report of a round would be written into the result of the round before."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 在上一轮的结果（--previous）里，没有写。"
            "请用 -o 指定另一个文件或文件夹，如 第二轮结果。"
        )


class PreviousResultError(GeneratorError):
    """A result of the round before (--previous) that cannot be used; `why` says why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"上一轮的结果 {path} 无法使用：{why}。"
            "--previous 应是上一轮审核写出的 .json、.xlsx，或其中有 审核汇总.json 的文件夹；"
            "没有的，用本版本把上一轮的文件重新审核一次：gen-narrative review 第一轮/ "
            "--format json -o 第一轮.json。"
        )


class AmbiguousDataError(GeneratorError):
    """A workbook that could be a bureau's (a row a department) or one department's own."""

    def __init__(self, path: Path, many: str, one: str) -> None:
        super().__init__(
            f"{path.name} 有两种读法，没有使用：{many}；{one}。"
            "请把两种内容分成两个文件：一行一个部门的用 --data 给出，"
            "一个部门自己的按部门名称放进数据文件夹。"
        )


class BureauBookError(GeneratorError):
    """A workbook with the column 部门名称, one department alone in it and none of its tables."""

    def __init__(self, path: Path, sheet: str) -> None:
        super().__init__(
            f"{path.name} 的工作表“{sheet}”有“部门名称”列，却只有一个部门，也没有公开表，不能用："
            "一行一个部门的工作簿应不止一行；一个部门自己的工作簿，工作表应取名 公开01 … 公开09。"
        )


class RosterError(GeneratorError):
    """A list of departments (--list) that cannot be used; the notes say why."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"名单 {path} 无法使用。它应是 CSV 或工作簿（.xlsx），一行一个部门，"
            "列有 部门名称、别名、批复日期、联系人、数据，其中部门名称必填。"
        )


class ReasonsOverwrittenError(GeneratorError):
    """A workbook with reasons that a reviewer has filled in would be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 中填有接受的理由，没有覆盖。请用 -o 指定另一个文件名；"
            f"要用这些理由，加 --accepted {path.name}。"
        )


class LetterTakenError(GeneratorError):
    """A letter or form that somebody has written into, or another file, would be replaced."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}，没有覆盖。请移走它，或者用 --letters 另给一个文件夹。")


class NothingReviewedError(GeneratorError):
    """None of the files given to `review` could be used; the notes say why."""

    def __init__(self, count: int) -> None:
        found = f"{count} 份文件都无法审核。" if count else "没有找到可以审核的文件。"
        super().__init__(
            f"{found}可以审核的是 .docx、有文字的 .pdf、.txt、.md，或装有它们的文件夹、.zip；"
            "装有 LibreOffice 的，还有 .doc、.wps、.rtf、.odt。"
        )


class WorkerStartError(GeneratorError):
    """The process that does the tasks of a pile could not be started; `why` may be empty."""

    def __init__(self, why: str) -> None:
        told = f"（{why}）" if why else ""
        super().__init__(
            f"不能启动逐份处理文件的进程{told}。请关掉别的程序再试；限制了内存的，请放宽。"
        )


class ChecklistFormError(GeneratorError):
    """A sheet of the bureau (--checklist) and its mapping do not fit; the notes say where."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        super().__init__(f"局里的检查表 {path} 不能填写，没有写出：")
        for fault in faults:
            self.add_note(fault)


class ChecklistTakenError(GeneratorError):
    """A check list would be written over a file that is not one of ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 已经有了，不是本程序写出的检查表，没有覆盖。请另给一个文件名；"
            "要填局里自己的表，给 --checklist 的是说明各行各列的 .toml（见 docs/review.md）。"
        )
