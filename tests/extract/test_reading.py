"""The reader as a whole: a file in, a document out."""

# ruff: noqa: E501 - texts are written as they stand in a file

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extract.document import Document
from extract.errors import Error, ReadError
from extract.reading import document_ids, parse, read

SENTENCE = "云麓职业技术学院与青溪精密机械有限公司共建实训基地，2023年接收学生126人。"


def texts(document: Document, kind: str) -> list[str]:
    return [document.slice(block) for block in document.blocks if block.kind == kind]


def cells(document: Document, table: int = 0) -> list[list[str]]:
    return [[document.slice(cell) for cell in row] for row in document.tables[table].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_reads_the_encodings_found_in_china(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "年报 2023.txt"
    file.write_bytes((SENTENCE * 20).encode(encoding))
    document = read(file)
    assert document.text == SENTENCE * 20
    assert document.id == "年报 2023"
    assert document.digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert document.source == str(file)
    assert document.encoding == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)


def test_a_few_broken_bytes_are_noted(tmp_path: Path) -> None:
    file = tmp_path / "cut.txt"
    file.write_bytes((SENTENCE * 40).encode()[:-2])
    document = read(file)
    assert document.text.startswith(SENTENCE)
    assert "1" in document.notes[0]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b" \r\n\t\xe3\x80\x80\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n1 0 obj", "binary"),
        (b"PK\x03\x04rest of a docx", "binary"),
        (bytes(range(256)) * 8, "binary"),
        ("Zażółć gęślą jaźń. ".encode("latin2") * 30, "encoding"),
    ],
)
def test_says_why_a_file_cannot_be_read(tmp_path: Path, content: bytes, fault: str) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.fault == fault
    assert str(file) in str(caught.value)
    assert "无法读取" in str(caught.value)
    assert "Cannot read" in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="文件不存在"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="文件夹"):
        read(tmp_path)


def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: Path) -> bytes:
        raise PermissionError(13, "denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(ReadError, match="没有读取权限"):
        read(tmp_path / "locked.txt")


def test_errors_can_cross_processes() -> None:
    import pickle

    error = ReadError("a.txt", "binary", "PDF")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, Error)
    assert str(again) == str(error)
    assert "PDF" in str(error)


def test_ids_do_not_depend_on_order(tmp_path: Path) -> None:
    paths = [Path("2021/report.txt"), Path("2022/report.txt"), Path("profile.md"), Path("b/x.txt")]
    ids = document_ids(paths)
    assert ids == document_ids(reversed(paths))
    assert ids[Path("2021/report.txt")] == "2021--report"
    assert ids[Path("profile.md")] == "profile"
    deeper = document_ids(["a/2021/report.txt", "b/2021/report.txt", "c/2022/report.txt"])
    assert sorted(deeper.values()) == ["2022--report", "a--2021--report", "b--2021--report"]
    same = document_ids(["d/report.txt", "d/report.md", "e/report.txt"])
    assert len(set(same.values())) == 3


def test_debris_goes() -> None:
    document = parse("[bookmark: _Toc1234]学校\x00与企\u200b业合\ufeff作。\r\n\r\n第二段\x07。", id="x")
    assert document.text == "学校与企业合作。\n第二段。"


def test_spaces() -> None:
    document = parse("　　第 34 届  大赛中，学校 获 A 类奖 （2022 年），共 3 187 人参加 。", id="x")
    assert document.text == "第34届 大赛中，学校 获A类奖（2022年），共3 187人参加。"


WRAPPED = """\
云麓职业技术学院高等职业教育质量年度报告（2023）
3 产教融合
3 产教融合
3.1 校企合作
　　学校与青溪精密机械有限公司、云麓湖大酒店集
团、白石滩食品厂建立长期合作，共建精密制造产
业学院，
17
云麓职业技术学院质量年度报告
每年招收学生46人；与望川医养有限公
司共建护理实训中心，建筑面积2 5
0平方米。
案例3-1 “青溪班”五年路
　　“青溪班”创办于2018年，由学校与青溪精
密合办，
18
云麓职业技术学院质量年度报告
已连续招收五届，累计毕业230人。学
生在“数控技术”
赛项中获一等奖。
3.2 集团化办学
　　学校牵头组建云麓职业教育集团，吸纳白石
滩中等专业学校等成员。
"""


def test_wrapped_lines_are_joined_across_pages() -> None:
    document = parse(WRAPPED, id="x")
    assert texts(document, "title") == ["云麓职业技术学院高等职业教育质量年度报告（2023）"]
    assert texts(document, "heading") == [
        "3 产教融合",
        "3.1 校企合作",
        "案例3-1 “青溪班”五年路",
        "3.2 集团化办学",
    ]
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2, 3, 2]
    assert texts(document, "paragraph") == [
        "学校与青溪精密机械有限公司、云麓湖大酒店集团、白石滩食品厂建立长期合作，共建精密制造产业学院，每年招收学生46人；"
        "与望川医养有限公司共建护理实训中心，建筑面积2 50平方米。",
        "“青溪班”创办于2018年，由学校与青溪精密合办，已连续招收五届，累计毕业230人。学生在“数控技术”赛项中获一等奖。",
        "学校牵头组建云麓职业教育集团，吸纳白石滩中等专业学校等成员。",
    ]
    assert document.year == 2023


def test_a_running_head_with_page_numbers_stays_once() -> None:
    body = "　　学院与青溪精密机械有限公司、白石滩食品有限公司共同开展现代学徒制培养，"
    page = "云麓职业技术学院          ·{}·\n三、专业建设\n"
    text = page.format(5) + body[:30] + "\n" + page.format(6) + body[30:] + "成效显著。\n"
    document = parse(text, id="x")
    assert document.text.count("云麓职业技术学院") == 1
    assert document.text.count("三、专业建设") == 1
    assert texts(document, "paragraph") == [body.strip() + "成效显著。"]


def test_the_publisher_named_only_in_running_heads_is_kept() -> None:
    head = "云麓职业技术学院质量年度报告\n"
    lines = [
        "学校深化产教融合，与青溪精密机械有限公司、白石滩食品有限公司等企业开展订单培养，并与",
        "望川医养有限公司共建实训基地，",
    ]
    text = (
        lines[0] + "\n3\n" + head + lines[1] + "\n4\n" + head + "成效显著。\n5\n" + head + "学校还开展培训。"
    )
    document = parse(text, id="x")
    assert document.text.count("云麓职业技术学院") == 1
    assert texts(document, "paragraph")[0] == lines[0] + lines[1] + "成效显著。"


def test_newspaper_page() -> None:
    text = """\
深化产教融合深化产教融合 服务地方发展服务地方发展

加强技能教学。学院加强技能课教学专

项调研，修订学生职业技能等级认定办

法，有效提升认定的通过率，全年共有

1508人通过认定。参加技能节，共获4金
7银 8铜的好成绩。

拓展新兴专业。学院与青溪精密机械有

限公司、白石滩食品有限公司签订协议。

◎全国文明校园
◎省一流技师学院培育单位
"""
    document = parse(text, id="x")
    assert "深化产教融合 服务地方发展" in document.text
    assert texts(document, "paragraph") == [
        "加强技能教学。学院加强技能课教学专项调研，修订学生职业技能等级认定办法，有效提升认定的通过率，全年共有1508人通过认定。"
        "参加技能节，共获4金7银8铜的好成绩。",
        "拓展新兴专业。学院与青溪精密机械有限公司、白石滩食品有限公司签订协议。",
    ]
    assert texts(document, "item") == ["◎全国文明校园", "◎省一流技师学院培育单位"]


def test_unwrapped_paragraphs_stay_apart_and_lists_of_names_are_not_joined() -> None:
    names = [f"云麓{word}机械有限公司" for word in ("东山", "西山", "南山", "北山", "中山", "前山", "后山")]
    document = parse("合作企业名单\n\n" + "\n".join(names), id="x")
    assert texts(document, "title") + texts(document, "paragraph") == ["合作企业名单", *names]


def test_a_paragraph_broken_by_a_page_is_whole_again() -> None:
    text = (
        "学校坚持开放办学，与青溪精密机械有限公司、白石滩食品有限公司、望川医养有限公司等企业共建产业学院和实训\n\n\n\n"
        "基地，年培训职工2000人次。\n\n学校还面向乡村开展技术服务。"
    )
    assert texts(parse(text, id="x"), "paragraph") == [
        text.split("\n")[0] + "基地，年培训职工2000人次。",
        "学校还面向乡村开展技术服务。",
    ]


def test_contents_lines() -> None:
    text = "目 录\n1 学校概况.....\t1\n1.1 基本情况…………2\n案例1：一校一企\t12\n附表......30\n\n1 学校概况\n学校创办于1978年。"
    document = parse(text, id="x")
    assert len(texts(document, "contents")) == 4
    assert texts(document, "heading")[-1] == "1 学校概况"
    assert not document.tables


def test_items() -> None:
    text = "订单班一览\n1. “青溪班”——数控技术，46人，企业方：青溪精密；\n2. “望川班”——护理，30人，企业方：望川医养。\n另：一班待定。"
    assert len(texts(parse(text, id="x"), "item")) == 2


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("云麓职业技术学院2023年质量年度报告\n学校创办于1978年。", 2023),
        ("云麓职业技术学院高等职业教育质量年度报告\n（2022年）\n学校创办于1978年。", 2022),
        ("云麓职业技术学院质量报告\n二〇二一年十二月\n学校创办于1978年。", 2021),
        ("云麓职业技术学院2022—2023学年质量报告\n学校创办于1978年。", 2023),
        ("云麓职业技术学院2023年度报告（2022学年）\n学校创办于1978年。", 2023),
        ("签约仪式举行\n　　2024年5月16日上午，学校与企业签约。", 2024),
        ("学校简介\n　　学校创办于1978年，2003年更名。", None),
    ],
)
def test_year(text: str, year: int | None) -> None:
    assert parse(text, id="x").year == year


def test_table_with_merged_cells() -> None:
    text = """\
获奖情况见表5-2。

表5-2　学生获奖情况一览表
序号\t竞赛名称\t赛项\t获奖等级\t获奖学生\t二级学院\t备注
1\t云麓省职业院校技能大赛\t数控技术\t一等奖\t甲等\t智能制造学院\t国赛
2\t\t智慧物流\t二等奖\t乙等\t商贸学院\t
3\t\t\t三等奖\t丙等\t\t
合计\t\t\t3项\t\t\t
"""
    document = parse(text, id="x")
    table = document.tables[0]
    assert table.header == 1
    assert table.caption is not None
    assert document.slice(table.caption) == "表5-2 学生获奖情况一览表"
    assert table.section is not None
    assert document.slice(table.section) == "获奖情况见表5-2。"
    assert cells(document)[3] == ["3", "云麓省职业院校技能大赛", "智慧物流", "三等奖", "丙等", "商贸学院", ""]
    assert [cell.carried for cell in table.rows[3]] == [False, True, True, False, False, True, False]
    assert cells(document)[4] == ["合计", "", "", "3项", "", "", ""]


def test_column_groups_side_by_side_become_one_table() -> None:
    text = "序号\t专业名称\t在校生数\t序号\t专业名称\t在校生数\n1\t护理\t1 204\t3\t数控技术\t96\n2\t会计\t88\t\t\t\n"
    document = parse(text, id="x")
    assert cells(document) == [
        ["序号", "专业名称", "在校生数"],
        ["1", "护理", "1 204"],
        ["2", "会计", "88"],
        ["3", "数控技术", "96"],
    ]


def test_a_table_goes_on_over_a_page() -> None:
    text = "表1 名单\n序号\t单位\n1\t甲厂\n2\t乙厂\n\n12\n\n序号\t单位\n3\t丙厂\n4\t丁厂\n\n表2 名单\n序号\t学校\n1\t一中\n"
    document = parse(text, id="x")
    assert cells(document) == [["序号", "单位"], ["1", "甲厂"], ["2", "乙厂"], ["3", "丙厂"], ["4", "丁厂"]]
    assert cells(document, 1) == [["序号", "学校"], ["1", "一中"]]


def test_tables_of_bars_and_of_spaces() -> None:
    bars = "| 序号 | 企业 |\n|---|---|\n| 1 | 青溪精密 |\n| 2 | 望川医养 |"
    expected = [["序号", "企业"], ["1", "青溪精密"], ["2", "望川医养"]]
    assert cells(parse(bars, id="x")) == expected
    spaces = "序号    企业\n1       青溪精密\n2       望川医养\n"
    assert cells(parse(spaces, id="x")) == expected


def test_table_with_single_spaces_under_its_caption() -> None:
    text = """\
表 5：校企合作情况统计表

序号 县（市、区）名称

企业参与情况

长期合作企业数 其中大中型企业数

1 东山县 269 84

2 西山县 72 13

全市合计 341 97

5.2 学生实习情况

学校开展学生实习。
"""
    document = parse(text, id="x")
    assert cells(document) == [
        ["序号", "县（市、区）名称", "长期合作企业数", "其中大中型企业数"],
        ["1", "东山县", "269", "84"],
        ["2", "西山县", "72", "13"],
        ["全市合计", "", "341", "97"],
    ]
    assert texts(document, "heading") == ["5.2 学生实习情况"]


def test_a_caption_with_a_wide_gap_is_no_row() -> None:
    rows = "    班级名称      合作企业\n    青溪班        青溪精密机械有限公司\n    望川护理班    望川医养\n"
    for gap in ("  ", "\t"):
        document = parse(f"3.2 订单培养\n    表3-1{gap}订单班一览\n{rows}", id="x")
        assert texts(document, "caption") == ["表3-1 订单班一览"]
        assert cells(document)[0] == ["班级名称", "合作企业"]


def test_columns_with_gaps() -> None:
    text = """\
表3 校企合作一览表
专业群        专业            合作企业
智能制造      数控技术        青溪精密
              机电一体化      白石机械
现代商贸      电子商务        望川电商
                              云麓物流
"""
    document = parse(text, id="x")
    assert cells(document)[2] == ["智能制造", "机电一体化", "白石机械"]
    assert cells(document)[4] == ["现代商贸", "电子商务", "云麓物流"]


def test_rows_of_text_one_space_apart_and_their_broken_lines() -> None:
    text = """\
表 4 试点专业一览表
序号 专业名称 合作企业
1 数控技术 青溪精密机械有限公司
2 机电一体化技术 白石滩精密机械制造有限
公司
3 会计 云麓财税服务有限公司
学校还将扩大试点。
"""
    document = parse(text, id="x")
    assert [row[2] for row in cells(document)[1:]] == [
        "青溪精密机械有限公司",
        "白石滩精密机械制造有限公司",
        "云麓财税服务有限公司",
    ]
    assert texts(document, "paragraph") == ["学校还将扩大试点。"]


def test_cells_one_below_another() -> None:
    text = "表1 合作企业\n序号\n专业名称\n合作企业\n1\n数控技术\n青溪精密\n2\n护理\n望川医养\n学校还将扩大合作，共建基地。"
    document = parse(text, id="x")
    assert cells(document) == [
        ["序号", "专业名称", "合作企业"],
        ["1", "数控技术", "青溪精密"],
        ["2", "护理", "望川医养"],
    ]
    assert texts(document, "paragraph") == ["学校还将扩大合作，共建基地。"]


def test_two_rows_of_header() -> None:
    text = "专业\t招生\t\t就业\n\t男\t女\t率\n数控技术\t30\t4\t99%\n护理\t3\t44\t98%\n"
    table = parse(text, id="x").tables[0]
    assert table.header == 2
    assert table.rows[0][2].carried
    assert table.rows[1][0].carried


def test_what_stands_between_the_rows_of_a_table() -> None:
    text = "序号\t专业\t企业\n1\t数控技术\t青溪精密\n国家级\n2\t护理\t望川医养\n续表\n序号\t专业\t企业\n3\t会计\t云麓财税\n"
    document = parse(text, id="x")
    assert cells(document) == [
        ["序号", "专业", "企业"],
        ["1", "数控技术", "青溪精密"],
        ["国家级", "", ""],
        ["2", "护理", "望川医养"],
        ["3", "会计", "云麓财税"],
    ]


def test_a_unit_line_does_not_name_a_table() -> None:
    text = "2.1 经费\n表2 经费表\n单位：万元\n项目\t2021年\t2022年\n财政拨款\t100\t200\n"
    document = parse(text, id="x")
    assert document.tables[0].caption is not None
    assert document.slice(document.tables[0].caption) == "表2 经费表"
    assert document.tables[0].header == 1


def test_headings_are_told_from_quantities() -> None:
    text = "2.1 人才培养\n学校占地面积为\n3.5 万平方米，绿化良好。\n2.2 日常管理\n管理有序。\n4 国际合作\n合作广泛。"
    assert texts(parse(text, id="x"), "heading") == ["2.1 人才培养", "2.2 日常管理", "4 国际合作"]


def test_units_in_such_a_table_stay_with_their_numbers() -> None:
    text = "表2：设施统计表\n年份 生均设备值 生均图书\n2021 13312.91 元 30.07 册\n2022 13919.61 元 33.42 册\n"
    assert cells(parse(text, id="x"))[1] == ["2021", "13312.91元", "30.07册"]


def test_special_files_are_not_read() -> None:
    with pytest.raises(ReadError, match="读取文件时出错"):
        read("/dev/null")


def test_title_of_a_document_that_is_one_table() -> None:
    document = parse("表3　云麓职业技术学院专业群一览（2024年）\n专业群\t专业\n智能制造\t数控技术\n", id="x")
    assert document.title == "云麓职业技术学院专业群一览（2024年）"
    assert document.year == 2024


def test_the_title_is_not_the_newspaper() -> None:
    text = "云麓日报\n2023年5月18日 星期四\n\n匠心如虹\n——云麓职业技术学院办学巡礼\n\n　　云麓职业技术学院创办于1958年，是一所高校。"
    document = parse(text, id="x")
    assert document.title == "匠心如虹"
    assert document.year == 2023


def test_wrapped_items_are_whole() -> None:
    text = """\
学校本年度开设订单班如下，均由学校与企业共同管理，
面向装备制造、现代服务等行业培养技术技能人才，主要有
1. “青溪智造班”——模具设计与制造、机电一体化技术专
业，46人，企业方：青溪精密机械有限公司；
2. “望川班”——护理，30人，企业方：望川医养有限公
司；
3. “白石班”——食品加工，20人，企业方：白石滩食品。
学校与上述企业均签订了三年以上的培养协议，明确了双
方的责任，并由教务处、校企合作处共同检查落实情况。
"""
    document = parse(text, id="x")
    assert texts(document, "item") == [
        "1. “青溪智造班”——模具设计与制造、机电一体化技术专业，46人，企业方：青溪精密机械有限公司；",
        "2. “望川班”——护理，30人，企业方：望川医养有限公司；",
        "3. “白石班”——食品加工，20人，企业方：白石滩食品。",
    ]
    assert len(document.blocks) == 5


def test_rows_one_space_apart_with_marked_numbers() -> None:
    document = parse(
        "云麓职业技术学院实习基地名录\n\n编号 单位名称 签约年 面向专业 容量\n01* 青溪重工有限公司 2019 护理 20\n"
        "02△ 望川医养有限公司 2020 助产 30\n03 洛湾航运有限公司 2021 航海技术 15\n\n注：标*者为示范基地。",
        id="x",
    )
    [table] = document.tables
    assert [len(row) for row in table.rows] == [5, 5, 5, 5]
    assert document.text[table.rows[2][1].start : table.rows[2][1].end] == "望川医养有限公司"


def test_a_column_that_begins_one_space_after_the_cell_before() -> None:
    document = parse(
        "专业群   专业名称           人数  备注\n运动鞋服 鞋类设计与工艺     120  新增\n"
        "         服装设计与工艺     90\n智能卫浴 材料成型及控制技术 80   停招\n",
        id="x",
    )
    [table] = document.tables
    assert [document.text[cell.start : cell.end] for cell in table.rows[1]] == [
        "运动鞋服",
        "鞋类设计与工艺",
        "120",
        "新增",
    ]


def test_single_wide_spaces_part_the_cells_under_names_of_columns() -> None:
    document = parse(
        "专业名称　学制　人数　合作单位\n船舶驾驶　三年　80　洛湾航运有限公司\n水生动物养殖　三年　40　青溪渔业有限公司\n",
        id="x",
    )
    assert [len(row) for row in document.tables[0].rows] == [4, 4, 4]
