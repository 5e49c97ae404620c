"""The command line as scripts hold on to it: JSON, exit codes, one clear line on bad input."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

BUNDLED = Path(__file__).parents[2] / "knowledge" / "data" / "netflix-ai-generatif.txt"
ARTICLE = """Harga Cabai di Pasar Lembang Turun Separuh
Oleh: Wulan Sari

Harga cabai rawit di Pasar Lembang turun menjadi Rp32.000 sekilo pada Rabu (8/10/2025).

"Panen raya datang bersamaan di tiga kecamatan," kata Bupati Tatang Subrata di pasar.
"""

Run = "Callable[..., tuple[int, list[Any], str]]"


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the bundled article, made once."""
    path = tmp_path_factory.mktemp("cli") / "kutip.sqlite3"
    assert main(["--database", str(path), "articles", "--json"]) == 0
    return path


@pytest.fixture
def run(tmp_path: Path, stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a copy of the stocked database; gives its exit code, JSON lines and standard error."""
    monkeypatch.chdir(tmp_path)
    database = tmp_path / "copy.sqlite3"
    source = sqlite3.connect(stocked)
    target = sqlite3.connect(database)
    source.backup(target)
    source.close()
    target.close()
    capsys.readouterr()

    def runner(*words: str, database: Path | str = database) -> tuple[int, list[Any], str]:
        code = main(["--database", str(database), *words])
        out, err = capsys.readouterr()
        lines = [json.loads(line) for line in out.splitlines()] if "--json" in words or "eval" in words else [out]
        return code, lines, err

    return runner


def test_show_of_a_file(run: Run) -> None:
    code, (article,), _ = run("show", str(BUNDLED), "--json")
    assert code == 0
    assert article["title"] == "Netflix Fokus pada AI Generatif di Tengah Perdebatan Industri Hiburan"
    assert article["byline"] == "Arief H Purnomo"
    assert article["published"] is None
    assert article["language"] == "id"
    headings = ["AI Generatif dalam Produksi Film", "Kontroversi dan Dampak AI di Industri Hiburan"]
    assert [s["heading"] for s in article["sections"]] == [None, *headings]
    assert "Baca juga" not in article["text"]
    assert not any(heading in article["text"] for heading in headings)
    assert article["text"].startswith("Industri hiburan saat ini")
    assert len(article["text"].split("\n\n")) == 8
    for quote in article["quotes"]:
        assert " ".join(article["text"][s:e] for s, e in quote["spans"]) == quote["text"]


def test_articles_are_removed_and_a_library_without_any_gets_the_sample(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cabai.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "garut.txt").write_text(ARTICLE.replace("Lembang", "Garut"), encoding="utf-8")
    run("add", "cabai.txt", "garut.txt")
    code, (asked,), _ = run("remove", "cabai", "--json")
    assert (code, asked["removed"], len(asked["meant"])) == (2, False, 2)
    code, (done,), _ = run("remove", asked["meant"][0]["id"], "--json")
    assert (code, done["removed"], done["meant"]) == (0, True, asked["meant"][:1])
    assert run("remove", "harga", "cabai")[0] == 0
    assert [row["title"][:13] for row in run("articles", "--json")[1]] == ["Netflix Fokus"]
    assert run("remove", "netflix fokus")[0] == 0
    assert [row["title"][:13] for row in run("articles", "--json")[1]] == ["Netflix Fokus"]
    code, (said,), _ = run("remove", "nosuch")
    assert code == 2
    assert "operator" not in said


def test_questions_stand_above_their_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["what did Sarandos say about Sora?", "berapa harga cabai?"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(asked)))
    _, (said,), _ = run("ask", "-")
    first, second = said.split("\n\n")
    assert [part.splitlines()[0] for part in (first, second)] == asked
    assert "mulai masuk akal" in first


def test_the_language_that_is_set_in_the_terminal_is_kept_to(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("/settings language en\n/articles\napa kata Sarandos?\n"))
    _, (said,), _ = run("chat")
    assert "1 article indexed:" in said
    assert "Ted Sarandos, CEO Netflix:" in said
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("chat")[1][0].startswith("Ask anything")


def test_a_shell_is_told_what_to_type_in_a_shell(run: Run) -> None:
    said = [run(*words)[1][0] for words in (("sources",), ("unfollow", "nosuch"), ("remove", "nosuch"), ("fetch",))]
    assert all("/" not in each for each in said), said
    assert [("kutip follow" in each, "kutip sources" in each, "kutip articles" in each) for each in said] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (True, False, False),
    ]


def test_a_database_that_is_not_there_is_made_with_its_folder(run: Run, tmp_path: Path) -> None:
    code, rows, _ = run("articles", "--json", database=tmp_path / "new" / "deeper" / "x.db")
    assert code == 0
    assert [row["title"] for row in rows] == ["Netflix Fokus pada AI Generatif di Tengah Perdebatan Industri Hiburan"]


def test_the_usual_folder_of_the_database_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KUTIP_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["articles", "--json"]) == 0
    assert list(tmp_path.rglob("kutip.sqlite3"))


def test_the_last_day_that_there_is_is_a_date(run: Run) -> None:
    assert run("digest", "--since", "0001-01-01", "--until", "9999-12-31", "--json")[0] == 0


def test_a_question_needs_no_full_stop(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["verify", "--help"])
    assert "Did anyone say this?\n" in capsys.readouterr().out


@pytest.mark.parametrize("named", ["", " "])
def test_adding_what_is_not_named_adds_nothing(run: Run, tmp_path: Path, named: str) -> None:
    (tmp_path / "cabai.txt").write_text(ARTICLE, encoding="utf-8")
    code, (line,), _ = run("add", named, "--json")
    assert (code, line["added"]) == (2, False)
    assert "Nothing is named" in line["error"]


def test_links_that_lead_out_of_a_folder_are_not_followed(run: Run, tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "rahasia.txt").write_text(ARTICLE, encoding="utf-8")
    (inside / "cabai.txt").write_text(ARTICLE.replace("Lembang", "Garut"), encoding="utf-8")
    (inside / "keluar.txt").symlink_to(outside / "rahasia.txt")
    (inside / "luar").symlink_to(outside)
    (inside / "sama.txt").symlink_to(inside / "cabai.txt")
    code, lines, _ = run("add", str(inside), "--json")
    assert code == 0
    assert [(Path(line["source"]).name, line["added"]) for line in lines] == [("cabai.txt", True), ("sama.txt", False)]


@pytest.mark.parametrize("name", ["pipa.txt", "daftar.opml"])
def test_a_pipe_is_not_waited_for(run: Run, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    code, (line,), _ = run("add", name, "--json")
    assert code == 2
    assert "neither a file nor a folder" in line["error"]


@pytest.mark.parametrize("name", ["nosuchdir/", "nosuch", "nosuch.txt"])
def test_what_does_not_exist_is_said_not_to(run: Run, name: str) -> None:
    code, (line,), _ = run("add", name, "--json")
    assert code == 2
    assert "does not exist" in line["error"]


def test_quotes_of_the_bundled_article(run: Run) -> None:
    _, (article,), _ = run("show", str(BUNDLED), "--json")
    marked = [q for q in article["quotes"] if q["kind"] != "indirect"]
    sarandos, ceo = "Ted Sarandos", "CEO Netflix"
    assert [(q["kind"], q["speaker"], q["role"], q["text"][:24], len(q["spans"])) for q in marked] == [
        ("partial", "Netflix", None, "sangat siap untuk memanf", 1),
        ("direct", sarandos, ceo, "Dibutuhkan seniman hebat", 2),
        ("direct", sarandos, ceo, "Kami yakin bahwa AI akan", 2),
        ("partial", sarandos, ceo, "mulai masuk akal", 1),
        ("direct", sarandos, ceo, "Kami tidak khawatir tent", 1),
    ]
    assert [q["cue"] for q in marked] == ["menyatakan", "kata", "kata", "mengatakan", "katanya"]
    assert [q["mention"] for q in marked][-2:] == ["dia", "-nya"]
    indirect = [q for q in article["quotes"] if q["kind"] == "indirect"]
    assert any("OpenAI" in q["text"] and "Cranston" in q["speaker"] for q in indirect)
    assert any("The Eternaut" in q["text"] and q["speaker"] == "Netflix" for q in indirect)


def test_add_twice_adds_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cabai.txt").write_text(ARTICLE, encoding="utf-8")
    code, (first,), _ = run("add", "cabai.txt", "--json")
    assert (code, first["added"], first["error"]) == (0, True, None)
    code, (second,), _ = run("add", "cabai.txt", "--json")
    assert (code, second["added"], second["article_id"]) == (0, False, first["article_id"])
    _, rows, _ = run("articles", "--json")
    assert len(rows) == 2


def test_a_folder_and_standard_input(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "two.md").write_text("# " + ARTICLE.replace("Lembang", "Cimahi"), encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    code, rows, _ = run("add", str(folder), "--json")
    assert (code, [r["added"] for r in rows]) == (0, [True, True])
    typed = io.TextIOWrapper(io.BytesIO(ARTICLE.replace("Lembang", "Garut").encode()))
    monkeypatch.setattr("sys.stdin", typed)
    code, (row,), _ = run("add", "-", "--json")
    assert (code, row["source"], row["added"]) == (0, "-", True)


def test_a_bad_source_stops_no_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cabai.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    code, rows, _ = run("add", "missing.txt", "empty.txt", "binary.txt", "cabai.txt", "--json")
    assert code == 2
    assert [bool(r["error"]) for r in rows] == [True, True, True, False]
    assert all(r["source"] in r["error"] for r in rows[:3])


def test_answers_keep_the_contract(run: Run) -> None:
    code, (answer,), _ = run("ask", "what did Sarandos say about Sora?", "--json")
    assert code == 0
    assert answer["question"] == "what did Sarandos say about Sora?"
    assert (answer["language"], answer["outcome"], answer["intent"]) == ("en", "answered", "said")
    assert answer["speaker"] == "Ted Sarandos"
    excerpt = answer["excerpts"][0]
    _, (article,), _ = run("show", excerpt["article_id"], "--json")
    assert article["text"][excerpt["start"] : excerpt["end"]] == excerpt["text"]
    assert (excerpt["section"], excerpt["paragraph"]) == ("Kontroversi dan Dampak AI di Industri Hiburan", 2)
    assert (excerpt["speaker"], excerpt["role"]) == ("Ted Sarandos", "CEO Netflix")
    assert {excerpt["text"][s:e] for s, e in excerpt["matches"]} >= {"Sora"}
    fields = {"title", "byline", "published", "url", "link", "score"}
    assert fields <= excerpt.keys()


def test_an_answer_points_at_figures_that_differ(run: Run, tmp_path: Path) -> None:
    for kios, title in ((120, "Pasar Garut Terbakar"), (138, "Pedagang Pasar Garut Menunggu")):
        article = tmp_path / f"{kios}.txt"
        article.write_text(f"{title}\n\nSebanyak {kios} kios di Pasar Garut hangus terbakar, kata Dedi Kurnia.\n")
        run("add", str(article))
    _, (answer,), _ = run("ask", "berapa kios yang terbakar di Pasar Garut?", "--json")
    (conflict,) = answer["conflicts"]
    spans = zip(conflict["excerpts"], conflict["figures"], strict=True)
    assert {answer["excerpts"][i]["text"][s:e] for i, (s, e) in spans} == {"120 kios", "138 kios"}


def test_not_found_has_no_excerpts_and_is_no_failure(run: Run) -> None:
    code, (answer,), _ = run("ask", "resep rendang?", "--json")
    assert (code, answer["outcome"], answer["excerpts"]) == (0, "not_found", [])


def test_questions_by_line_and_sessions(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("apa kata Sarandos soal AI?\n\nresep rendang?\n"))
    _, answers, _ = run("ask", "--json", "-")
    assert [a["outcome"] for a in answers] == ["answered", "not_found"]
    run("ask", "--session", "s", "--json", "apa kata Sarandos soal AI?")
    _, (followed,), _ = run("ask", "--session", "s", "--json", "dan soal kreativitas?")
    assert followed["speaker"] == "Ted Sarandos"
    assert "kreativitas" in followed["excerpts"][0]["text"]


def test_quotes(run: Run) -> None:
    _, rows, _ = run("quotes", "--speaker", "sarandoz", "--limit", "2", "--json")
    assert [r["speaker"] for r in rows] == ["Ted Sarandos"] * 2
    assert all({"article_id", "title", "url", "id", "kind", "spans"} <= r.keys() for r in rows)
    _, rows, _ = run("quotes", "--about", "kreativitas", "--json")
    assert "kreativitas" in rows[0]["text"]
    assert run("quotes", "--speaker", "Nobody Here", "--json")[1] == []


def test_summary(run: Run) -> None:
    _, (summary,), _ = run("summary", "--points", "2", "--json")
    assert len(summary["points"]) == 2
    starts = [p["start"] for p in summary["points"]]
    assert starts == sorted(starts)
    _, (named,), _ = run("summary", "ai generatif netflix", "--json")
    assert named["article_id"] == summary["article_id"]


@pytest.mark.parametrize(
    ("claim", "speaker", "verdict"),
    [
        ("Kami tidak khawatir tentang AI menggantikan kreativitas", None, "verbatim"),
        ("kami tidak khawatir tentang ai menggantikan kreativitas!", "Sarandos", "verbatim"),
        ("Kami khawatir tentang AI menggantikan kreativitas", None, "altered"),
        ("Semua aktor akan diganti mesin mulai tahun depan", None, "not_found"),
        ("Kami tidak khawatir tentang AI menggantikan kreativitas", "Cranston", "not_found"),
    ],
)
def test_verify(run: Run, claim: str, speaker: str | None, verdict: str) -> None:
    words = ["verify", claim, "--json", *(["--speaker", speaker] if speaker else [])]
    _, (checked,), _ = run(*words)
    assert checked["verdict"] == verdict
    assert (checked["differences"] != []) == (verdict == "altered")


def test_doctor(run: Run) -> None:
    code, (report,), _ = run("doctor", "--json")
    assert code == 0
    assert {c["name"] for c in report["checks"]} >= {"settings", "database", "encoder"}


def test_eval_quotes(run: Run, tmp_path: Path) -> None:
    row = {"id": "a", "language": "id", "text": '"Sudah aman," kata Rudi.', "quotes": []}
    row["quotes"] = [{"kind": "direct", "spans": [[1, 11]], "speaker": "Rudi", "role": None, "cue": "kata"}]
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    code, (figures,), _ = run("eval", "quotes", "gold.jsonl")
    assert code == 0
    assert figures
    _, (prediction,), _ = run("eval", "quotes", "gold.jsonl", "--predictions")
    assert prediction["id"] == "a"
    assert prediction["quotes"][0]["speaker"] == "Rudi"


def test_eval_answers(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "cabai.txt").write_text(ARTICLE, encoding="utf-8")
    question = {"id": "q", "lang": "id", "question": "apa kata Tatang soal panen?", "kind": "said", "article": "cabai"}
    question |= {"gold_sentences": ['"Panen raya datang bersamaan di tiga kecamatan," kata'], "after": None}
    (tmp_path / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    _, (figures,), _ = run("eval", "answers", "articles", "questions.jsonl")
    assert (figures["questions"], figures["top1"]) == (1, 1.0)
    _, (prediction,), _ = run("eval", "answers", "articles", "questions.jsonl", "--predictions")
    assert prediction["answer"]["speaker"] == "Tatang Subrata"


def test_a_folder_without_articles_is_no_score_of_nought(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "questions.jsonl").write_text("", encoding="utf-8")
    code, _, err = run("eval", "answers", "empty", "questions.jsonl")
    assert code == 2
    assert "no article is in this folder" in err


BAD = {
    "an unknown article": ["show", "nowhere"],
    "an unknown article to summarise": ["summary", "the colour of cheese"],
    "an empty question": ["ask", "  "],
    "an endless question": ["ask", "a " * 5000],
    "a missing file to score": ["eval", "quotes", "missing.jsonl"],
    "a reference that can be no path": ["show", "a" * 300],
    "a source that can be no path": ["add", "b" * 300],
    "a claim without words": ["verify", "?!"],
    "an address": ["add", "https://example.org/a"],
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_bad_input_is_one_clear_line(run: Run, words: list[str]) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert err.count("\n") == 1
    assert err.startswith("kutip: ")
    assert "Traceback" not in err


def test_wrong_usage_is_exit_2() -> None:
    for words in ([], ["nonsense"], ["ask"], ["summary", "--points", "0"]):
        with pytest.raises(SystemExit) as stopped:
            main(words)
        assert stopped.value.code == 2


def test_a_database_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database " * 500)
    newer = tmp_path / "newer.sqlite3"
    run("articles", database=newer)
    _change(newer, "UPDATE schema_versions SET version = 999 WHERE namespace = 'knowledge'")
    other = tmp_path / "other.sqlite3"
    run("articles", database=other)
    _change(other, "UPDATE meta SET value = 'other/model' WHERE key = 'encoder'")
    for database, words in ((broken, "broken.sqlite3"), (newer, "newer"), (other, "other/model")):
        code, _, err = run("articles", database=database)
        assert (code, err.count("\n")) == (2, 1), err
        assert words in err
    code, _, err = run("articles", database="mysql://host/base")
    assert code == 2
    assert "mysql" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    code, _, err = run("articles", database=folder / "kutip.sqlite3")
    folder.chmod(stat.S_IRWXU)
    assert (code, err.count("\n")) == (2, 1)


def test_a_damaged_page_inside_a_database(run: Run, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.sqlite3"
    run("articles", database=damaged)
    _change(damaged, "VACUUM")
    content = bytearray(damaged.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    damaged.write_bytes(bytes(content))
    code, _, err = run("articles", database=damaged)
    assert (code, err.count("\n")) == (2, 1), err


def test_a_bad_line_stops_no_other_question(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("???\napa kata Sarandos?\n"))
    code, (bad, good), _ = run("ask", "--json", "-")
    assert code == 2
    assert bad["error"]
    assert good["outcome"] == "answered"


@pytest.mark.parametrize("content", [b"\x00\xff\xfe", b"no json", b'{"id": 1}'])
def test_files_that_cannot_be_scored(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.jsonl").write_bytes(content)
    code, _, err = run("eval", "quotes", "bad.jsonl")
    assert (code, err.count("\n")) == (2, 1)
    assert "bad.jsonl" in err


def test_a_bad_setting_names_its_key(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUTIP_LANGUAGE", "klingon")
    code, _, err = run("articles")
    assert code == 2
    assert "KUTIP_LANGUAGE" in err


def test_piped_output_is_plain(run: Run) -> None:
    _, (out,), _ = run("ask", "what did Sarandos say about Sora?")
    assert "\x1b" not in out
    first, quotation, *_ = out.splitlines()
    source = next(line for line in out.splitlines() if line.startswith("[1] "))
    assert first == "Ted Sarandos, CEO Netflix, on “Sora”:"
    assert quotation.startswith("  ❝ ")
    assert quotation.endswith(" ❞ [1]")
    assert source.startswith("[1] Netflix Fokus pada AI Generatif")
    assert source.endswith("Kontroversi dan Dampak AI di Industri Hiburan, ¶ 2")


def _change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
