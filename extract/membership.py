"""Groups, owners and founders: leads, memberOf, partOf, foundedBy."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from extract.mentions import Reading
from extract.resolution import Resolved
from extract.sentences import ACTORS, Named, Sentence, quote
from extract.statements import Statement
from extract.status import status_of

_LEADS_AFTER: Final = re.compile(
    r"^(?:等[^，。；]{0,10})?(?:[（(][^）)]{0,16}[）)])?(?:于?\d{4}年(?:\d{1,2}月)?)?(?:[^，。；：由加入]{0,4})?(?:共同|联合|双|三家[^，。；]{0,4})*(?:牵头|发起|领衔|为[^，。；副]{0,12}理事长(?:单位)?(?!会)|(?:任|担任|当选|为)[^，。；副]{0,6}(?:理事长|牵头)单位|理事长单位)"
)
_LEADS_BEFORE: Final = re.compile(
    r"(?:牵头单位|理事长单位|牵头的?(?:[两三四五\d]家|[两三四五\d]所)?(?:学校|院校|高校|企业|单位)?|选举)(?:为|是|有|：|:)?$"
)
_MEMBER: Final = re.compile(
    r"副理事长|常务理事|理事单位|理事|成员|加入|参与|参加|加盟|组建|组成|吸纳|双主体|特邀|会员|共建|单位|盟员|入会|联合体内"
)
_MEMBER_AFTER: Final = re.compile(
    r"^(?:等[^，。；]{0,16})?[^，。；]{0,12}(?:副理事长|常务理事|理事|成员|加入|参与|参加|加盟|会员|盟员|组建|组成|入会|入盟|新入)"
)
_MEMBER_BEFORE: Final = re.compile(
    r"(?:吸纳|成员(?:单位|校|院校|企业)?(?:代表)?(?:有|包括|为|是|：|:)?|(?:副理事长|常务理事|理事|成员)(?:单位|席位|中)?[^。；：]{0,6}(?:给了?|有|为|是)|副理事长单位(?:有|为|：|:)?|理事单位(?:有|为|：|:)?|联合|会同|携手|新增|吸收|加盟|会员(?:单位)?(?:有|包括|：|:)?|涵盖|汇聚|包括|由)[^，。；：、]{0,8}$"
    r"|(?:新增|吸收|吸纳|增补|接纳)[^，。；：、]{0,12}[：:]$"
)


def relations(reading: Reading, resolved: Resolved, sentences: list[Sentence]) -> list[Statement]:
    """Return the statements about groups, owners and founders in the prose of a document."""
    text = reading.document.text
    out: list[Statement] = []
    group: int | None = None
    groups_all = [at for at, d in enumerate(resolved.entities) if d.type == "EducationGroup"]
    carried: str | None = None
    for sentence in sentences:
        named = bool(sentence.named)
        here = sentence.of("EducationGroup") if named else []
        carried = _label(sentence, carried)
        current = _current(sentence, here, group, groups_all, carried) if named else None
        if current is not None:
            _group_roles(text, sentence, current, here, out, carried)
        if here:
            _offices(text, sentence, here, out)
            group = here[-1].entity
        elif (
            sentence.block is not None
            and sentence.block.kind == "heading"
            and not _HEADING.fullmatch(sentence.text)
        ):
            group = None
        if named:
            _owners(text, sentence, out)
            _founders(text, sentence, out)
    return out + _branch_owners(reading, resolved)


def _current(
    sentence: Sentence,
    here: list[Named],
    last: int | None,
    all_groups: list[int],
    carried: str | None,
) -> int | None:
    """Return the group a sentence is about: the one it names, or the one last spoken of."""
    if here:
        return here[0].entity
    if last is None and len(all_groups) == 1 and _LABEL.match(sentence.text):
        return all_groups[0]
    if last is not None and carried is not None:
        return last
    if last is not None and _OF_GROUPS.search(sentence.text):
        return last
    return None


#: What tells that a sentence is about the group last spoken of.
_OF_GROUPS: Final = re.compile(r"共同体|联盟|集团|联合体|理事|牵头|成员单位|首批成员|新成员|加入|入会|入盟")


def _group_roles(
    text: str,
    sentence: Sentence,
    group: int,
    here: list[Named],
    out: list[Statement],
    carried: str | None,
) -> None:
    units = sentence.units(*ACTORS)
    for unit in units:
        members = unit
        first, last = unit[0], unit[-1]
        before, after = sentence.before(first, 20), sentence.after(last, 36)
        near = _clause(sentence, first.start, last.end)
        status = status_of(near)
        g = _nearest_group(here, unit, group)
        if (
            carried is None
            and not here
            and not re.search(
                r"集团|共同体|联盟|联合体|理事|牵头|成员|加入|组建|入会|入盟|前者|后者", sentence.text
            )
        ):
            continue
        leads = _LEADS_AFTER.match(after) is not None or (
            _LEADS_BEFORE.search(before) is not None and "副理事长" not in before[-8:]
        )
        if _LEADS_AFTER.match(after) and re.match(r"^[^，。；]{0,8}副理事长", after):
            leads = False
        member = False
        if not leads:
            member = bool(_MEMBER_AFTER.match(after)) or (
                bool(_MEMBER_BEFORE.search(before)) and bool(_MEMBER.search(sentence.text))
            )
            member = (
                member
                or re.match(
                    r"^(?:等[^，。；]{0,14})?[^，。；]{0,10}(?:为|当选|新任|任|是|以)[^，。；]{0,12}(?:理事|成员)",
                    after,
                )
                is not None
            )
            if member and re.match(
                r"^[”]?(?:[^，。；]{0,4})?(?:党委|副?[校院局市县区厅]长|副?书记|副?主任|主席|董事长|总经理|副总)",
                after,
            ):
                member = False
        if carried is not None and not leads:
            leads, member = carried == "leads", carried == "memberOf"
        if not (leads or member):
            continue
        for n in members:
            if _LED_BRACKET.match(sentence.after(n, 16)):
                out.append(
                    Statement(
                        n.entity, "leads", g, n.start, n.end,
                        status=status, confidence=0.85, rule="group:leads",
                    )
                )  # fmt: skip
                continue
            # A与B联合牵头: both lead; 由A牵头、B参与 are two lists.
            start, end = quote(
                text, min(n.start, first.start), max(n.end, last.end), sentence.start, sentence.end
            )
            relation = "leads" if leads else "memberOf"
            out.append(
                Statement(
                    n.entity,
                    relation,
                    g,
                    start,
                    end,
                    status=status,
                    confidence=0.85 if leads else 0.75,
                    rule=f"group:{relation}",
                )
            )


#: 某校（理事长单位）、某公司…: the office in brackets after a member.
_LED_BRACKET: Final = re.compile(r"^[（(](?:执行|轮值)?(?:理事长|牵头)(?:单位|院校|学校)?[）)]")
_LABEL: Final = re.compile(
    r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[）).、．]?\s*)?(?:(?P<role>[^，。；：:\s【\[]{0,12}(?:理事长|理事|牵头|成员|会员|发起|秘书长)(?:单位|院校|学校|企业|机构)?(?:名单)?)(?:[^，。；：:]{0,10}[：:]|\s+(?=\S))"
    r"|[【\[［](?P<tag>[^】\]］]{0,8}(?:理事长|理事|牵头|成员|会员|发起)(?:单位|院校|学校|企业|机构)?)[】\]］])"
)
#: No label is without one of these.
_ROLE: Final = re.compile(r"理事|牵头|成员|会员|发起|秘书长")
#: A heading that says of what office those named below it are.
_HEADING: Final = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[）).、．]\s*)?(?P<role>[^，。；：:\s（(]{0,10}(?:理事长|理事|牵头|成员|会员|发起)(?:单位|院校|学校|企业|机构)?(?:名单)?)"
    r"(?:[（(][^（）()]{1,10}[）)])?[：:]?\s*"
)
#: How much of a line that only lists names is names.
_NAMES_SHARE: Final = 0.75


def _only_names(sentence: Sentence) -> bool:
    """Tell whether a line holds hardly anything but names."""
    names = sum(n.end - n.start for n in sentence.of(*ACTORS))
    return names >= _NAMES_SHARE * len(sentence.text.strip()) > 0


#: Labels of those that are no members, or no longer.
_NO_MEMBERS: Final = re.compile(
    r"^\s*(?:退出|指导|支持|见证|申请|原|退会|秘书处|联系|列席|请假|特邀嘉宾|主持)"
)
_SUBLABEL: Final = re.compile(
    r"^\s*[^，。；：:、]{2,10}(?:类|组|单位|院校|企业|机构|协会|学校)?(?:——|—|：|:)"
)


def _label(sentence: Sentence, carried: str | None) -> str | None:
    """Return the role that a label (副理事长单位：…) gives to the names after it, carried over list lines."""
    match = _LABEL.match(sentence.text) if _ROLE.search(sentence.text) else None
    if match is None and sentence.named and _only_names(sentence):
        # 二、副理事长单位（4家）, and below it lines of names.
        above = sentence.lead.split("，")
        match = _HEADING.fullmatch(above[1]) if len(above) > 1 else None
    if (match is None and carried is None) or _NO_MEMBERS.match(sentence.text):
        return None
    if match:
        role = match.groupdict().get("tag") or match.group("role")
        leads = re.search(r"理事长|牵头|发起", role) and "副理事长" not in role
        return "leads" if leads else "memberOf"
    if sentence.block is not None and sentence.block.kind == "heading":
        return None
    if carried is not None and (
        _SUBLABEL.match(sentence.text) or re.match(r"^\s*[（(]?\d+[）).、]", sentence.text)
    ):
        return carried
    return None


def _clause(sentence: Sentence, start: int, end: int) -> str:
    text = sentence.text
    b, e = start - sentence.start, end - sentence.start
    while b > 0 and text[b - 1] not in "，。；：":
        b -= 1
    while e < len(text) and text[e] not in "，。；：":
        e += 1
    return text[b:e]


def _nearest_group(here: list[Named], unit: list[Named], default: int) -> int:
    if not here:
        return default
    after = [g for g in here if g.start >= unit[-1].end]
    before = [g for g in here if g.end <= unit[0].start]
    if before and after:
        return min(
            (before[-1], after[0]), key=lambda g: min(abs(g.start - unit[-1].end), abs(unit[0].start - g.end))
        ).entity
    return (before[-1] if before else after[0]).entity if before or after else default


#: 学校任某集团副理事长单位: the office stands behind the group's name.
_OFFICE: Final = re.compile(
    r"^[”]?(?:的)?(?:第[一二三四五]届)?(?:理事会)?(?P<office>(?:常务)?副理事长|理事长|常务理事|理事|牵头|发起|成员|会员|秘书长)(?:单位|院校|学校)"
)
_HOLDS: Final = re.compile(r"(?:任|担任|为|是|系|当选|成为|入选|作为)[^，。；]{0,4}$")


def _offices(text: str, sentence: Sentence, groups: list[Named], out: list[Statement]) -> None:
    """Read the office that the school a sentence is about holds in a group."""
    for g in groups:
        office = _OFFICE.match(sentence.after(g, 20))
        if office is None or sentence.head is None or not _HOLDS.search(sentence.before(g, 12)):
            continue
        leads = office.group("office") in ("理事长", "牵头", "发起")
        relation = "leads" if leads else "memberOf"
        start, end = quote(text, g.start, g.end + office.end(), sentence.start, sentence.end)
        said = Statement(
            sentence.head, relation, g.entity, start, end,
            status=status_of(sentence.text), confidence=0.85, rule="group:office",
        )  # fmt: skip
        out.append(said)


_BRANCH: Final = re.compile(
    r"(?:分公司|分行|支行|分厂|工厂|基地|园区|分店|营业部|服务站|办事处|项目部|煤矿|矿|电厂|牧场|农场|车间)$"
)


def _branch_owners(reading: Reading, resolved: Resolved) -> list[Statement]:
    """Read 某某集团某地分公司 as a part of 某某集团 where the document names both."""
    text = reading.document.text
    forms: dict[str, int] = {}
    for at, draft in enumerate(resolved.entities):
        if draft.type == "Enterprise" and not _BRANCH.search(draft.name):
            for name in (draft.name, *draft.aliases):
                if len(name) >= 3:
                    forms.setdefault(name, at)
    out = []
    for at, draft in enumerate(resolved.entities):
        if draft.type != "Enterprise" or not _BRANCH.search(draft.name) or not draft.mentions:
            continue
        owner = next(
            (forms[draft.name[:n]] for n in range(len(draft.name) - 2, 2, -1) if draft.name[:n] in forms),
            None,
        )
        if owner is not None and owner != at:
            m = draft.mentions[0]
            s, e = quote(text, m.start, m.end, m.start, m.end)
            out.append(Statement(at, "partOf", owner, s, e, confidence=0.8, rule="owner:branch's name"))
    return out


_OWNS: Final = re.compile(
    r"[（(，、]?(?:及|和|与|以及)?其?(?:旗下|下属|所属|控股|全资控股|全资)(?:的|另?有|企业|公司|品牌|子公司|全资子公司|单位|：|两家|三家)*|(?:及|和|与|，)其(?:全资|控股|下属)?(?:子公司|分公司|控股公司|下属企业)"
)
_OWNED_BY: Final = re.compile(
    r"(?:（|，|，该企业|，该公司)?(?:是|系|为|属|属于|隶属于|隶属|均为|均系|同属)[^，。；]{0,6}"
)
_AS_WHAT: Final = re.compile(
    r"^[（）()]{0,2}(?:的)?(?:下属|旗下|所属|控股|全资|核心)*(?:的)?(?:全资|控股)?(?:子公司|分公司|成员(?:企业|单位|公司)?|下属企业|旗下企业|控股企业|全资企业|控股|全资|所属|下属|旗下|下面的)"
)


def _owners(text: str, sentence: Sentence, out: list[Statement]) -> None:
    firms = sentence.of("Enterprise")
    if len(firms) < 2:
        return
    units = sentence.units("Enterprise")
    for a, b in pairwise(units):
        owner = a[-1]
        gap = sentence.text[owner.end - sentence.start : b[0].start - sentence.start]
        if _OWNS.fullmatch(gap):
            # 甲集团旗下乙公司、丙公司: the whole list is the owner's.
            listed = sentence.before(a[0], 1) == "、" or len(a) > 1
            for n in b[:1] if listed else b:
                s, e = quote(text, owner.start, n.end, sentence.start, sentence.end)
                out.append(
                    Statement(n.entity, "partOf", owner.entity, s, e, confidence=0.85, rule="owner:旗下")
                )
        elif _OWNED_BY.fullmatch(gap) and _AS_WHAT.match(sentence.after(b[-1], 14)):
            for n in a:
                s, e = quote(text, n.start, b[-1].end + 6, sentence.start, sentence.end)
                out.append(
                    Statement(n.entity, "partOf", b[0].entity, s, e, confidence=0.85, rule="owner:子公司")
                )
    for i, n in enumerate(firms):
        if (
            i
            and re.search(r"，(?:系|是|为)$", sentence.before(n, 3))
            and _AS_WHAT.match(sentence.after(n, 14))
        ):
            s, e = quote(text, firms[i - 1].start, n.end, sentence.start, sentence.end)
            out.append(
                Statement(firms[i - 1].entity, "partOf", n.entity, s, e, confidence=0.8, rule="owner:子公司")
            )


#: What an organisation or a firm does that founds a school.
_FOUNDS: Final = re.compile(
    r"(?:于\d{4}年)?(?:联合|共同|直接|投资|合作|独资|出资)*"
    r"(?:举办|主办|创办|批准(?!文)|兴办|开办|创建|合办|设立|建立)(?P<rest>.{0,6})"
)
#: One of these stands where a founder is told, as a verb or in a label.
_FOUNDING: Final = re.compile(r"举办|主办|创办|批准|兴办|开办|创建|合办|设立|建立")
_FOUNDER_LABEL: Final = re.compile(r"(?:举办者|举办方|举办单位|主办单位|主办者)(?:为|是|：)$")
#: What is held and not founded.
_EVENTS: Final = re.compile(r"(?:的)?(?:大赛|比赛|竞赛|活动|论坛|培训|会议|讲座)")
_NO_SCHOOL: Final = re.compile(
    r"大赛|竞赛|比赛|论坛|活动|技能节|产业学院|工作室|基地|讲座|集团|联盟|专业群|项目|立项"
)
_RUNS: Final = re.compile(r"[举主创兴开合]办")


#: 某校，由某公司举办: said of the school beside it.
_BY: Final = re.compile(r"(?:（[^（）\n]*）)?[，,]?(?:系|是)?由")


def _founders(text: str, sentence: Sentence, out: list[Statement]) -> None:
    if sentence.head is None or not _FOUNDING.search(sentence.text):
        return
    for unit in sentence.units("Organization", "Enterprise"):
        last = unit[-1]
        after = sentence.after(last, 14)
        match = _FOUNDS.match(after)
        labelled = match is None and _FOUNDER_LABEL.search(sentence.before(unit[0], 8)) is not None
        if match is None and not labelled:
            continue
        if match is not None and (_EVENTS.match(match["rest"]) or not sentence.of("School")):
            continue
        before = sentence.before(unit[0], 8)
        tail = sentence.text[last.end - sentence.start : last.end - sentence.start + 40]
        if not labelled and not re.search(
            r"学校|院校|高校|学院|大学|中学|中专|老校|名校|办学|成立|技校|筹建|全日制|公办|民办|^[^，。；]{0,6}[，。]",
            tail,
        ):
            continue
        # Who runs a school does so, whatever the next clause says; an approval may be of what it names.
        runs = match is not None and _RUNS.search(match.group()) is not None
        if _NO_SCHOOL.search((re.split("[，。；]", tail)[0] if runs else tail)[:24]):
            continue
        if (
            not labelled
            and not re.search(r"(?:由|经|是|系|为|，|年|原|设立、|批准、)$", before)
            and unit[0].start - sentence.start > 2
        ):
            continue
        head = sentence.head
        beside = next(
            (school for school in reversed(sentence.of("School")) if school.end <= unit[0].start), None
        )
        if beside is not None and _BY.fullmatch(text, beside.end, unit[0].start):
            head = beside.entity
        for n in unit:
            s, e = quote(text, n.start, last.end + min(len(after), 10), sentence.start, sentence.end)
            if n.type == "Organization":
                out.append(Statement(head, "foundedBy", n.entity, s, e, confidence=0.85, rule="founder"))
            else:
                out.append(
                    Statement(
                        head,
                        "partnersWith",
                        n.entity,
                        s,
                        e,
                        ("办学",),
                        confidence=0.8,
                        rule="founder:firm",
                    )
                )
