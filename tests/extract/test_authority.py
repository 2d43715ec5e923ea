"""Authority lists: reading them, their errors, and what they do to an extraction."""

import pickle
from pathlib import Path

import pytest

from extract.authority import Authority, AuthorityError, Entry, load_authority
from extract.pipeline import extract
from extract.reading import parse
from extract.records import Entity, Extraction


def write(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def entity(extraction: Extraction, name: str) -> Entity:
    return next(e for e in extraction.entities if e.name == name)


def test_reads_the_documented_columns(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "name,type,aliases,code,region,level,kind\n"
        "云杉职业技术学院,School,云杉职院|杉职院,9912345678,云杉市,专科,高职专科\n"
        "青穗（云杉）精工有限公司,企业,青穗精工；青穗,,,,\n",
    )
    authority = load_authority([path])
    assert authority.entries[0] == Entry(
        "云杉职业技术学院",
        "School",
        ("云杉职院", "杉职院"),
        (("level", "专科"), ("code", "9912345678"), ("kind", "高职专科"), ("region", "云杉市")),
    )
    assert authority.entries[1].type == "Enterprise"
    assert authority.entries[1].aliases == ("青穗精工", "青穗")
    assert authority.entry("School", "杉职院") == authority.entries[0]
    assert authority.entry("Enterprise", "青穗(云杉)精工有限公司") == authority.entries[1]


@pytest.mark.parametrize(
    ("header", "row", "entry"),
    [
        (
            "major_code,major_code_full,major_name,level",
            "990101,990101,云计算运维与保障,高等职业教育专科",
            Entry("云计算运维与保障", "Major", (), (("level", "高等职业教育专科"), ("code", "990101"))),
        ),
        (
            "school_code,school_name,province,department,location,level,remark",
            "99001,云杉职业技术学院,杉北省,杉北省,云杉市,专科,",
            Entry(
                "云杉职业技术学院", "School", (), (("level", "专科"), ("code", "99001"), ("region", "云杉市"))
            ),
        ),
        (
            "school_code,school_name,province,level",
            "99001,云杉职业技术学院,杉北省,专科",
            Entry(
                "云杉职业技术学院", "School", (), (("level", "专科"), ("code", "99001"), ("region", "杉北省"))
            ),
        ),
        (
            "企业名称,统一社会信用代码,所在地",
            "青穗精工有限公司,91000000X,云杉市",
            Entry("青穗精工有限公司", "Enterprise", (), (("code", "91000000X"), ("region", "云杉市"))),
        ),
    ],
)
def test_reads_the_headers_of_public_lists(tmp_path: Path, header: str, row: str, entry: Entry) -> None:
    assert load_authority([write(tmp_path, f"{header}\n{row}\n")]).entries == (entry,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_reads_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "名称,类型\n云杉职业技术学院,学校\n", encoding=encoding)
    assert load_authority([path]).entries == (Entry("云杉职业技术学院", "School"),)


def test_the_first_list_counts_where_lists_disagree(tmp_path: Path) -> None:
    first = write(tmp_path, "name,type,code\n云计算运维,Major,1\n", "a.csv")
    second = write(tmp_path, "name,type,code,level,aliases\n云计算运维,Major,2,专科,云运维\n", "b.csv")
    assert load_authority([first, second]).entries == (
        Entry("云计算运维", "Major", ("云运维",), (("level", "专科"), ("code", "1"))),
    )


@pytest.mark.parametrize(
    ("text", "fault", "row", "words"),
    [
        ("", "empty", None, "没有数据行"),
        ("name,type\n", "empty", None, "has no rows"),
        ("title,type\n云杉学院,School\n", "no name column", None, "title, type"),
        ("name\n云杉学院\n", "no type", None, "type"),
        ("name,type\n云杉学院,Scool\n", "bad type", 2, "Scool"),
        ("name,type\n云杉学院,School\n,School\n", "no name", 3, "第 3 行"),
        ("name,type\n" + "云" * 61 + ",School\n", "long name", 2, "错位"),
        ("name,type\n云杉,学院,School\n", "columns", 2, "quote"),
    ],
)
def test_a_bad_list_says_where_and_what_to_do(
    tmp_path: Path, text: str, fault: str, row: int | None, words: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(AuthorityError) as caught:
        load_authority([path])
    assert (caught.value.fault, caught.value.row) == (fault, row)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_a_missing_or_binary_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match="无法打开"):
        load_authority([tmp_path / "none.csv"])
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\x01\x80\x81")
    with pytest.raises(AuthorityError, match="UTF-8"):
        load_authority([tmp_path / "b.csv"])


def test_fingerprint_follows_the_content_and_survives_pickling() -> None:
    one = Authority.of([Entry("云杉学院", "School")])
    other = Authority.of([Entry("云杉学院", "School", (), (("code", "1"),))])
    assert one.fingerprint != other.fingerprint
    assert pickle.loads(pickle.dumps(one)) == one
    assert pickle.loads(pickle.dumps(one)).entries == one.entries
    assert not Authority.of([])


TEXT = (
    "云杉职业技术学院 2023 年度质量报告\n"
    "我校与杉盟共建实训基地，接收学生顶岗实习。学校开设云栖运维保障专业，与蓝鲸之家签订合作协议。"
)


def test_names_without_any_sign_of_a_name_are_found_with_exact_edges() -> None:
    document = parse(TEXT, id="d")
    names = {e.name for e in extract(document).entities}
    assert "蓝鲸之家" not in names
    authority = Authority.of([Entry("蓝鲸之家", "Enterprise", (), (("region", "云杉市"),))])
    found = extract(document, authority=authority)
    firm = entity(found, "蓝鲸之家")
    assert firm.type == "Enterprise"
    assert dict(firm.attributes) == {"region": "云杉市"}
    assert [document.text[m.start : m.end] for m in firm.mentions] == ["蓝鲸之家"]
    at = found.entities.index(firm)
    assert any(r.relation == "partnersWith" and r.tail == at for r in found.relations)


def test_an_alias_stands_for_the_listed_name() -> None:
    authority = Authority.of([Entry("云杉科技联盟股份有限公司", "Enterprise", ("杉盟",), (("code", "91"),))])
    found = extract(parse(TEXT, id="d"), authority=authority)
    firm = entity(found, "云杉科技联盟股份有限公司")
    assert firm.aliases == ("杉盟",)
    assert dict(firm.attributes)["code"] == "91"


def test_an_alias_of_two_names_stands_for_neither() -> None:
    authority = Authority.of(
        [Entry("甲杉有限公司", "Enterprise", ("杉盟",)), Entry("乙杉有限公司", "Enterprise", ("杉盟",))]
    )
    assert authority.entry("Enterprise", "杉盟") is None
    assert authority.find("与杉盟合作") == []


def test_a_major_gets_its_code_and_edges() -> None:
    authority = Authority.of([Entry("云栖运维保障", "Major", (), (("level", "专科"), ("code", "990301")))])
    found = extract(parse(TEXT, id="d"), authority=authority)
    assert dict(entity(found, "云栖运维保障").attributes) == {"level": "专科", "code": "990301"}


def test_a_listed_name_does_not_cut_a_longer_one() -> None:
    text = "云杉职业技术学院简介\n学校与青穗大学附属第一医院共建临床教学实习基地，接收护理专业学生实习。"
    document = parse(text, id="d")
    authority = Authority.of([Entry("青穗大学", "School")])
    names = {e.name for e in extract(document, authority=authority).entities}
    assert "青穗大学附属第一医院" in names
    assert "青穗大学" not in names


def test_names_in_tables_get_their_attributes() -> None:
    text = (
        "云杉职业技术学院质量报告\n表1 校企合作企业一览表\n序号\t合作企业\t合作形式\n"
        "1\t青穗精工有限公司\t订单班\n2\t杉木家装有限公司\t实训基地\n"
    )
    authority = Authority.of([Entry("青穗精工有限公司", "Enterprise", (), (("code", "91-2"),))])
    found = extract(parse(text, id="d"), authority=authority)
    assert dict(entity(found, "青穗精工有限公司").attributes)["code"] == "91-2"
