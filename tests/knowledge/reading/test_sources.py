"""Where articles come from: files, standard input, bytes of any encoding; what cannot be read says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import BadSource
from knowledge.reading import MAX_BYTES, read_bytes, read_file, read_text

TITLE = "Perahu Wisata Kembali Berlayar"
BODY = "Perahu wisata di Danau Renung kembali berlayar mulai akhir pekan ini. “Cuaca sudah membaik,” kata Rusdi."
ARTICLE = f"{TITLE}\n\n{BODY}\n"


def refusal(data: bytes, name: str = "berita.txt") -> str:
    with pytest.raises(BadSource) as caught:
        read_bytes(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("\u200b\u200e\n".encode(), "empty"),
        (b"%PDF-1.7 " + b"x" * 50, "a PDF"),
        (b"PK\x03\x04" + b"x" * 50, "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (bytes(range(256)), "binary"),
        (ARTICLE.encode("utf-16-le"), "binary"),
        (b"\xff\xfeabc", "UTF-8"),
        (ARTICLE.encode() + b"\xe9\xe9 " + ARTICLE.encode(), "UTF-8"),
        ("中文新闻 ".encode("gb18030") * 30, "UTF-8"),
        (TITLE.encode(), "no text below its headline"),
        (b"Judul: saja\nhttps://contoh.id/a\n21 Oktober 2025", "no text below its headline"),
        (b"12345\n\n67890 ... ---", "no "),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    message = refusal(data)
    assert says in message
    assert message.startswith("berita.txt ")
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize("name", ["berita.docx", "berita.pdf", "berita", "https.zip", ".txt.gz"])
def test_an_unknown_suffix_is_refused(name: str) -> None:
    assert ".txt, .md and .html" in refusal(ARTICLE.encode(), name)


def test_files_that_are_none(tmp_path: Path) -> None:
    for path, says in (
        (tmp_path, "a folder"),
        (tmp_path / "tiada.txt", "does not exist"),
        (Path("a\0.txt"), "read"),
    ):
        with pytest.raises(BadSource, match=says):
            read_file(path)


def test_a_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "besar.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(BadSource, match="larger than"):
        read_file(path)


def test_a_file_and_its_bytes_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "berita.TXT"
    path.write_text(ARTICLE, encoding="utf-8")
    assert read_file(path) == read_bytes(ARTICLE.encode(), "berita.txt") == read_text(ARTICLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    article = read_bytes(ARTICLE.encode(encoding), "berita.txt")
    assert (article.title, article.text) == (TITLE, BODY)


def test_a_last_character_that_was_cut_in_two_is_dropped() -> None:
    data = ARTICLE.strip().encode() + "é".encode()[:1]
    assert read_bytes(data, "berita.txt").text == BODY


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Warga\u00a0lega,\u2009kata\tRusdi.", "Warga lega, kata Rusdi."),
        ("Wa\u00adrga \u200blega.\ufeff", "Warga lega."),
        ("\u202dWarga\u202c \u2067lega\u2069.", "Warga lega."),
        ("Warga\x00 le\x07ga.", "Warga lega."),
        ("Cafe\u0301 lega.", "Café lega."),
        ("Keluarga 👨\u200d👩\u200d👧 lega.", "Keluarga 👨\u200d👩\u200d👧 lega."),
        ("War\u200dga le\u200cga.", "Warga lega."),
        ("Wajah \ud83d\ude00 lega, \ud800 kata dia.", "Wajah 😀 lega, \ufffd kata dia."),
        ("قال الوزير ذلك.", "قال الوزير ذلك."),
        ('„Lega“, «lega», ‘lega’, "lega".', '„Lega“, «lega», ‘lega’, "lega".'),
    ],
)
def test_a_faithful_body_has_only_what_can_be_seen(written: str, read: str) -> None:
    text = read_text(f"{TITLE}\n\n{BODY}\n\n{written}").text
    assert text == f"{BODY}\n\n{read}"


def test_the_address_of_the_fetch_beats_that_of_the_page() -> None:
    data = f"{TITLE}\nhttps://contoh.id/lama\n\n{BODY}".encode()
    assert read_bytes(data, "a.txt").url == "https://contoh.id/lama"
    assert read_bytes(data, "a.txt", url="https://contoh.id/baru").url == "https://contoh.id/baru"


def test_standard_input_may_be_text_or_a_page() -> None:
    page = f"<!doctype html><html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    markdown = f"# {TITLE}\n\n{BODY}\n"
    plain = read_bytes(ARTICLE.encode(), "-")
    assert read_bytes(page.encode(), "-") == read_bytes(markdown.encode(), "-") == plain
    with pytest.raises(BadSource, match="standard input is empty"):
        read_bytes(b"", "-")


def test_an_article_is_its_words_and_what_is_cited_of_it() -> None:
    plain = read_text(ARTICLE)
    assert len(plain.id) == 12
    assert plain.id == read_text(ARTICLE.replace("\n", "\r\n")).id
    assert plain.id == read_bytes(b"\xef\xbb\xbf" + ARTICLE.encode(), "a.txt").id
    assert plain.id != read_text(ARTICLE.replace("Renung", "Renang")).id
    assert plain.id != read_text(ARTICLE, url="https://elsewhere.example/a").id
