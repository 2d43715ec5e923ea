"""Documents that nobody writes are read in reasonable time, and in linear time where rules look far.

The full sizes are measured by ``benchmarks/robustness.py``; here the documents are small enough for every run
and the bounds so generous that only work that grows with the square of the length breaks them.
"""

import time
from pathlib import Path

import pytest

from benchmarks.robustness import EXTREMES, names, run
from extract.errors import ReadError
from extract.pipeline import extract
from extract.reading import parse, read

#: Of the full size of each case.
SCALE = 0.01
SECONDS = 20.0


@pytest.mark.parametrize("case", EXTREMES)
def test_extreme_documents_are_read_in_bounded_time(case: str) -> None:
    size, make = EXTREMES[case]
    assert run(make(int(size * SCALE))) < SECONDS


@pytest.mark.parametrize("case", ["one endless line", "two million characters of prose", "a list of names"])
def test_time_grows_with_the_length_not_its_square(case: str) -> None:
    size, make = EXTREMES[case]
    small = int(size * SCALE * 0.3)
    run(make(small))
    quick = min(run(make(small)) for _ in range(3))
    slow = run(make(8 * small))
    # Eight times the length: linear work takes about 8 times as long, work with its square 64 times.
    assert slow < 30 * max(quick, 0.005)


def test_all_names_of_a_long_list_are_found() -> None:
    firms = names(3000)
    document = parse(f"云杉职业技术学院简介\n学校合作企业有{'、'.join(firms)}等企业。", id="d")
    begin = time.process_time()
    found = {e.name for e in extract(document).entities if e.type == "Enterprise"}
    assert time.process_time() - begin < SECONDS
    assert len(found & set(firms)) > 0.99 * len(firms)


@pytest.mark.parametrize("length", [1, 100, 10_000])
def test_random_bytes_are_refused_or_read_never_a_crash(length: int, tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    make = EXTREMES["random bytes"][1]
    data = make(length)
    assert isinstance(data, bytes)
    path.write_bytes(data)
    try:
        document = read(path)
    except ReadError as error:
        assert str(path) in str(error)
    else:
        extract(document)


@pytest.mark.parametrize(
    "text", ["", "\n", "，", "（", "”", "专业", "班", "、、、", "\t\t\n\t", "学校与", "与有限公司"]
)
def test_scraps_of_text_give_nothing_but_no_error(text: str) -> None:
    assert extract(parse(text, id="d")).relations == ()
