"""Headers of tables: what columns are called, and which rows at the top are names of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NUMERIC: Final = re.compile(
    r"[-+≥≤<>约]?\d[\d,.\s]*(?:[-—–~～:：/]\s?\d[\d,.]*)*\s?(?:%|％|‰|[\u4e00-\u9fff]{0,2})(?:[（(].{0,8}[）)])?"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d\s?(?:学年|年度|年|级|届)?")

#: Words that columns are called by: whole names, and what names end in.
_COLUMN_NAME: Final = re.compile(
    r"(?:序号|编号|名称|姓名|专业|单位|企业|公司|学校|学院|院校|院系|系部|部门|等级|级别|奖项|名次|人数|数量|金额|经费|年份|年度"
    r"|学年|学期|时间|日期|项目|赛项|竞赛|大赛|比赛|类别|类型|性质|备注|说明|地点|地区|区域|指标|班级|班|合计|总计|专业群|课程|教材|教师"
    r"|学生|成员|招生|就业|内容|形式|方式|成果|来源|比例|占比|规模|作品|团队|基地|集团|岗位|证书|代码|年级|学制|层次|级|奖|省份|城市|国家"
    r"|.{0,10}(?:名称?|序号|编号|代码|类别|类型|等级|级别|情况|人数|数量?|总数|次数|项数|金额|额|经费|时间|日期|年份|年度|单位|负责人|主持人"
    r"|参与人|发明人|指导教师|教师|学生|选手|团队|作品|项目|内容|方式|形式|来源|地点|地区|备注|说明|比例|占比|率|规模|面积|职务|职称"
    r"|专业|专业群|企业|学校|院校|学院|部门|机构|单元|主编|姓名|班|基地|课程|规格|版本|年限|学制|学时|学分|一等奖|二等奖|三等奖|优胜奖"
    r"|优秀奖|金奖|银奖|铜奖|特等奖|方|者|人))(?:\s?[（(][^（）()]{1,16}[）)])?"
)
#: With these a cell ends as sentences do, not as names of columns.
NO_NAME_END: Final = "。；"
_SERIAL: Final = re.compile("(?:序号|编号|序|No\\.?|号)\\Z", re.IGNORECASE)
_TOTAL_STARTS: Final = frozenset("全合总小共")
_TOTAL: Final = re.compile("(?:全[市省县区校])?(?:合计|总计|小计|共计|总数)")


def is_total(cell: str) -> bool:
    """Whether a row that starts with ``cell`` sums up the others."""
    return cell[:1] in _TOTAL_STARTS and _TOTAL.match(cell.replace(" ", "")) is not None


def is_serial(name: str) -> bool:
    """Whether a column of that name numbers the rows."""
    return _SERIAL.match(name) is not None


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, perhaps with its unit."""
    return bool(cell) and _NUMERIC.fullmatch(cell) is not None


def names_columns(cell: str) -> bool:
    """Whether ``cell`` is what a column is called."""
    return len(cell) <= 24 and _COLUMN_NAME.fullmatch(cell) is not None


def looks_like_header(cells: Sequence[str]) -> bool:
    """Whether a row's cells are names of columns, by their words alone."""
    filled = [cell.replace(" ", "") for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 24 or cell[-1] in NO_NAME_END for cell in filled):
        return False
    if _NUMERIC.fullmatch(filled[0]) and not _YEAR.fullmatch(filled[0]):
        return False
    named = sum(1 for cell in filled if _COLUMN_NAME.fullmatch(cell))
    return _SERIAL.match(filled[0]) is not None or named * 2 > len(filled)


def header_rows(words: list[list[str]]) -> int:
    """Return how many rows at the top are the header: 0, 1 or 2."""
    if len(words) < 2:
        return int(looks_like_header(words[0]) and not any(is_number(cell) for cell in words[0]))
    first, second = words[0], words[1]
    if not (looks_like_header(first) or _differs(words)):
        return 0
    stacked = (
        len(words) > 2
        and not second[0]
        and any(not cell for cell in first[1:])
        and all(not cell or not is_number(cell) for cell in second)
        and all(upper or lower for upper, lower in zip(first, second, strict=True))
        and sum(1 for cell in second if cell) < len(second)
        and any(is_number(row[column]) for row in words[2:5] for column, cell in enumerate(second) if cell)
    )
    return 2 if stacked else 1


def _differs(words: list[list[str]]) -> bool:
    """Whether the first row has words where the rows below have numbers, and no number itself."""
    first = words[0]
    if any(is_number(cell) and not _YEAR.fullmatch(cell) for cell in first) or not first[0]:
        return False
    below = words[1 if words[1][0] else 2 : 1 + 20]
    for column, cell in enumerate(first):
        filled = [row[column] for row in below if row[column]]
        if cell and len(filled) * 2 >= len(below) and sum(map(is_number, filled)) >= 0.7 * len(filled):
            return True
    return False
