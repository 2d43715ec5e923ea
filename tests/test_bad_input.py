"""Bad input: a clear sentence, the right exit code, the other files done, the old graph intact."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from extract.document import Document
from extract.records import Extraction
from tests.conftest import SAMPLES, Run
from tests.test_end_to_end import environment

SENTENCE = "江南虚构职业技术学院与示例智能装备股份有限公司签订合作协议，共建实训基地。\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failures(kg: Path) -> dict[str, str]:
    report = json.loads((kg / "build-report.json").read_text("utf-8"))
    return {row["source"]: row["error"] for row in report["failures"]}


def documents(kg: Path) -> set[str]:
    return {path.stem for path in (kg / "text").iterdir()}


def check_left_out(run: Run, good: Path, bad: Path, kg: Path, *words: str) -> None:
    """The good file is done, the bad one named with its fault, on stderr and in the report."""
    ran = run("build", good, bad, "--out", kg)
    assert ran.code == 1
    assert documents(kg) == {"good"}
    assert list(failures(kg)) == [str(bad)]
    for word in (str(bad), *words):
        assert word in ran.err, word
        assert word in failures(kg)[str(bad)], word
    assert "Traceback" not in ran.err
    # Alone it leaves nothing to do, and the graph as it was.
    before = contents(kg)
    ran = run("build", bad, "--out", kg)
    assert ran.code == 2 and str(bad) in ran.err
    assert contents(kg) == before
    assert run("build", bad, "--out", kg.parent / "new").code == 2
    assert not (kg.parent / "new").exists()


def test_missing_path(run: Run, good: Path, tmp_path: Path) -> None:
    check_left_out(run, good, tmp_path / "missing.txt", tmp_path / "kg", "文件不存在", "no such file")


def test_empty_folder(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_left_out(run, good, tmp_path / "empty", tmp_path / "kg", "没有可读的文档", "no documents")


def test_folder_without_documents(run: Run, good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    (folder / "gold").mkdir(parents=True)
    (folder / "gold" / "a.tsv").write_text("type\tname", "utf-8")
    (folder / "README.md").write_text("# about", "utf-8")
    (folder / "report.pdf").write_bytes(b"%PDF-1.4")
    (folder / ".hidden.txt").write_text(SENTENCE, "utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text(SENTENCE, "utf-8")
    check_left_out(run, good, folder, tmp_path / "kg", "没有可读的文档", "*.txt")


def test_empty_file(run: Run, good: Path, tmp_path: Path) -> None:
    for number, text in enumerate(("", " \n\t\n", "\ufeff")):
        path = tmp_path / f"empty{number}.txt"
        path.write_text(text, "utf-8")
        check_left_out(run, good, path, tmp_path / f"kg{number}", "空的", "no text")


@pytest.mark.parametrize(
    ("start", "word"),
    [(b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04", "Word"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\x00\x01", "text")],
)
def test_binary_named_txt(run: Run, good: Path, tmp_path: Path, start: bytes, word: str) -> None:
    path = tmp_path / "binary.txt"
    path.write_bytes(start + bytes(range(256)) * 40)
    check_left_out(run, good, path, tmp_path / "kg", "不是纯文本", word)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "L'école a été fondée près de Genève, où naît le Rhône. "),
        ("big5", "江南虛構職業技術學院與示例智能裝備股份有限公司簽訂合作協議，共建實訓基地。"),
        ("shift_jis", "私たちの学校は多くの企業と協力して実習基地を建設しています。"),
        ("euc-kr", "우리 학교는 여러 기업과 협력하여 실습 기지를 함께 건설하고 있습니다. "),
    ],
)
def test_wrong_encoding(run: Run, good: Path, tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "foreign.txt"
    path.write_bytes((text * 20).encode(encoding))
    check_left_out(run, good, path, tmp_path / "kg", "编码", "encoding")


def test_right_encodings(run: Run, tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        (tmp_path / f"{encoding}.txt").write_bytes((SENTENCE * 20).encode(encoding))
    ran = run("build", tmp_path, "--out", tmp_path / "kg")
    assert ran.code == 0, ran.err
    texts = {path.read_text("utf-8") for path in (tmp_path / "kg" / "text").iterdir()}
    assert len(texts) == 1


def test_no_permission(run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(SENTENCE, "utf-8")
    if os.geteuid() == 0:  # root may read everything
        really = Path.read_bytes

        def refuse(self: Path) -> bytes:
            if self.name == "locked.txt":
                raise PermissionError(13, "Permission denied", str(self))
            return really(self)

        monkeypatch.setattr(Path, "read_bytes", refuse)
    else:
        path.chmod(0)
    check_left_out(run, good, path, tmp_path / "kg", "没有读取权限", "permission")


def test_special_file(run: Run, good: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    check_left_out(run, good, tmp_path / "pipe.txt", tmp_path / "kg", "regular file")


def test_a_line_of_20_megabytes(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(SENTENCE, "utf-8")
    filler = "今天的天气很好，大家都到教室上课去了，"
    line = SENTENCE.strip() + filler * (20_000_000 // len(filler.encode()))
    (tmp_path / "line.txt").write_text(line, "utf-8")
    command = [sys.executable, "-m", "zhijiao", "build", str(tmp_path), "--out", str(tmp_path / "kg")]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    assert documents(tmp_path / "kg") == {"good", "line"}


ODD_NAMES = ["two words", 'it\'s "quoted"', "表情😀", "line\nbreak", "百分号%20", "#和?", "'", "--out"]


def test_odd_names(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "a folder's 名"
    folder.mkdir()
    for name in ODD_NAMES:
        (folder / f"{name}.txt").write_text(SENTENCE, "utf-8")
    ran = run("build", folder, "--out", tmp_path / "k g")
    assert ran.code == 0, ran.err
    assert run("check", tmp_path / "k g").code == 0
    assert run("export", tmp_path / "k g", tmp_path / "out", "--format", "csv").code == 0
    import pandas as pd

    table = pd.read_csv(tmp_path / "out" / "mentions.csv")
    assert set(table["document"]) == set(ODD_NAMES)
    for format in ("nq", "jsonld", "graphml", "xlsx"):
        assert run("export", tmp_path / "k g", tmp_path / f"out.{format}").code == 0
    assert run("map", tmp_path / "k g", "--out", tmp_path / "map.html").code == 0


def test_a_name_of_no_encoding(run: Run, tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"gbk-\xd6\xd0\xce\xc4.txt")).write_text(SENTENCE, "utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    ran = run("build", tmp_path, "--out", tmp_path / "kg", "--verbose")
    assert ran.code == 0, ran.err
    assert run("export", tmp_path / "kg", tmp_path / "out.nq").code == 0


def test_two_files_of_one_stem(run: Run, tmp_path: Path) -> None:
    for year in ("2021", "2022"):
        (tmp_path / "in" / year).mkdir(parents=True)
        (tmp_path / "in" / year / "report.txt").write_text(SENTENCE + year, "utf-8")
    assert run("build", tmp_path / "in", "--out", tmp_path / "kg").code == 0
    assert documents(tmp_path / "kg") == {"2021--report", "2022--report"}


def test_a_file_named_twice_is_read_once(run: Run, good: Path, tmp_path: Path) -> None:
    ran = run("build", good, tmp_path, good.parent / "." / "good.txt", "--out", tmp_path / "kg")
    assert ran.code == 0 and documents(tmp_path / "kg") == {"good"}


def test_another_file_of_the_same_name_later_is_told(run: Run, tmp_path: Path) -> None:
    for year in ("2021", "2022"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "report.txt").write_text(SENTENCE + year, "utf-8")
    assert run("build", tmp_path / "2021", "--out", tmp_path / "kg").code == 0
    ran = run("build", tmp_path / "2022", "--out", tmp_path / "kg")
    assert ran.code == 0 and "注意" in ran.err and "2021" in ran.err
    assert not run("build", tmp_path / "2022", "--out", tmp_path / "kg").err


def test_the_graph_inside_the_inputs_is_no_input(run: Run, good: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("build", tmp_path, "--out", tmp_path / "kg").code == 0
        assert documents(tmp_path / "kg") == {"good"}


@pytest.mark.parametrize("command", ["query", "check", "export", "map", "analyze", "serve"])
def test_a_folder_that_is_no_graph(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine", "utf-8")
    more = {"export": ["out.nq"], "map": ["--out", "m.html"], "analyze": ["--out", "a"]}.get(command, [])
    for folder, word in (("notes", "不是 zhijiao 图谱"), ("nowhere", "不存在")):
        ran = run(command, tmp_path / folder, *more)
        assert ran.code == 2 and word in ran.err and "Traceback" not in ran.err


def test_building_into_what_is_no_graph(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine", "utf-8")
    ran = run("build", good, "--out", tmp_path / "notes")
    assert ran.code == 2 and "不是 zhijiao 图谱" in ran.err
    assert contents(tmp_path / "notes") == {"mine.txt": b"mine"}
    ran = run("build", good, "--out", good)
    assert ran.code == 2 and good.read_text("utf-8") == SENTENCE


def test_a_graph_of_an_older_version(run: Run, good: Path, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    run("build", good, "--out", kg)
    manifest = json.loads((kg / "kg.json").read_text("utf-8"))
    (kg / "kg.json").write_text(json.dumps({**manifest, "format": 0}), "utf-8")
    before = contents(kg)
    for command in (["check", kg], ["build", good, "--out", kg]):
        ran = run(*command)
        assert ran.code == 2 and "版本" in ran.err and "build it again" in ran.err
    assert contents(kg) == before


def test_a_damaged_graph(run: Run, good: Path, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    run("build", good, "--out", kg)
    for path in (kg / "store").iterdir():
        path.write_bytes(b"damaged")
    ran = run("check", kg)
    assert ran.code == 2 and "Traceback" not in ran.err
    # What was found in the documents is kept apart from the store, so a build mends it.
    assert run("build", good, "--out", kg).code == 0
    assert run("check", kg).code == 0


# --- interrupted builds -----------------------------------------------------------------------------------

#: A build whose writing is cut off: everything but the last step is done when the signal comes.
_CUT_OFF = """
import os, signal, sys
import graph.store, zhijiao.cli
number = getattr(signal, sys.argv.pop(1))
write = graph.store._write_json
def cut_off(path, *arguments, **options):
    if path.name == "kg.json":
        os.kill(os.getpid(), number)
    write(path, *arguments, **options)
graph.store._write_json = cut_off
sys.argv[0] = "zhijiao"
zhijiao.cli.main()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 130), ("SIGKILL", -9)])
def test_an_interrupted_build(run: Run, good: Path, tmp_path: Path, name: str, code: int) -> None:
    kg = tmp_path / "graphs" / "kg"
    run("build", good, "--out", kg)
    before = contents(kg)
    command = [sys.executable, "-c", textwrap.dedent(_CUT_OFF), name, "build"]
    command += [str(SAMPLES / "weibei-signing-news.txt"), "--out", str(kg)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert contents(kg) == before
    if name != "SIGKILL":
        assert "已中断" in done.stderr
        assert [path.name for path in kg.parent.iterdir()] == ["kg"], "nothing is left behind"
    assert run("check", kg).code == 0
    assert run("build", good, SAMPLES / "weibei-signing-news.txt", "--out", kg).code == 0
    assert documents(kg) == {"good", "weibei-signing-news"}


def test_interrupted_while_several_processes_extract(tmp_path: Path) -> None:
    """The command and its workers end at once, and leave nothing behind."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(SENTENCE * 40_000, "utf-8")
    command = [
        sys.executable,
        "-m",
        "zhijiao",
        "build",
        str(folder),
        "--out",
        str(tmp_path / "kg"),
        "-j",
        "2",
    ]
    process = subprocess.Popen(
        command, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("needs /proc to see the worker processes")
    deadline = time.monotonic() + 60
    while len(workers := children.read_text().split()) < 2:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130 and "已中断" in err and "Traceback" not in err
    time.sleep(0.5)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_an_extractor_that_fails_on_one_document(
    run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import extract.pipeline

    really = extract.pipeline.extract

    def fail(document: Document, **options: Any) -> Extraction:
        if document.id == "bad":
            raise IndexError("of the test")
        return really(document, **options)

    monkeypatch.setattr(extract.pipeline, "extract", fail)
    (tmp_path / "bad.txt").write_text(SENTENCE, "utf-8")
    check_left_out(run, good, tmp_path / "bad.txt", tmp_path / "kg", "IndexError: of the test", "report")
