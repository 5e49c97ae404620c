"""What belongs to the text and what does not: datelines, links, captions, initials, headings, line breaks."""

from __future__ import annotations

import pytest

from knowledge.reading import read_text

TITLE = "Kebun Raya Buka Malam Hari"
FIRST = "Kebun raya kota di lereng Gunung Laras dibuka pada malam hari setiap Sabtu, dengan lampu redup."
LAST = "Karcis malam dijual seharga Rp 15 ribu dan hanya dapat dibeli di gerbang selatan, kata pengelola."


def body(*paragraphs: str, between: str = "\n\n") -> str:
    return read_text(between.join((TITLE, *paragraphs))).text


@pytest.mark.parametrize(
    "dateline",
    [
        "Jakarta - ",
        "JAKARTA - ",
        "JAKARTA- ",
        "JAKARTA–",
        "Jakarta: ",
        "KOMPAS.com\n- ",
        "Salatiga - ",
        "KOTA BATU — ",
        "JAKARTA, KOMPAS.com - ",
        "JAKARTA, KOMPAS.com -",
        "TANGERANG SELATAN, KOMPAS — ",
        "Liputan6.com, Jakarta - ",
        "Liputan6.com, Jakarta ",
        "Liputan6.com, Jakarta",
        "Jakarta, CNN Indonesia -- ",
        "Jakarta (ANTARA) - ",
        "Bandarlampung (ANTARA) - ",
        "TEMPO.CO, Jakarta - ",
        "Bisnis.com, JAKARTA — ",
        "TRIBUNJATENG.COM, SEMARANG - ",
        "REPUBLIKA.CO.ID, JAKARTA -- ",
        "KBRN, Jakarta: ",
        "Suara.com - ",
        "WASHINGTON (AP) — ",
        "BELLINGHAM, Wash. (AP) — ",
        "NEW YORK, Oct 21 (Reuters) - ",
        "PALAWA, Indonesia, May 13 (Kabar Laut) - ",
        "PALAWA, 3 Mei (Kabar Laut) -- ",
        "PALAWA, Aug. 3, 2025 (Kabar Laut) - ",
        "Paris, France (AFP) – ",
        "LONDON — ",
        "Jakarta, 21 Oktober 2025 - ",
    ],
)
def test_a_dateline_is_cut(dateline: str) -> None:
    assert body(dateline + FIRST, LAST) == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "dateline", ["LEMBAH PANDAN, Kabar Pelana - ", "Lembah Pandan (Kabar Pelana) – ", "Kabar Pelana, Lembah Pandan — "]
)
def test_a_dateline_names_the_outlet_that_the_page_states(dateline: str) -> None:
    head = f"<head><title>{TITLE}</title><meta property='og:site_name' content='Kabar Pelana'></head>"
    page = f"<html>{head}<body><article><h1>{TITLE}</h1><p>{dateline}{FIRST}</p><p>{LAST}</p></article></body></html>"
    assert read_text(page).text == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "start",
    [
        "Jakarta-Bandung kini dapat ditempuh 40 menit, dan pengunjung kebun raya pun bertambah.",
        "KPK-Polri menandatangani kesepakatan di kebun raya kota pada Sabtu malam.",
        "Pengelola - yang baru menjabat sebulan - mengatakan karcis malam tetap murah bagi warga kota.",
        "Komisi Pemilihan Umum (KPU) meminjam kebun raya kota untuk simulasi pemungutan suara.",
        "Netflix — the company — filmed there, said the manager of the gardens.",
    ],
)
def test_sentences_that_begin_like_a_dateline_are_whole(start: str) -> None:
    assert body(start, LAST) == f"{start}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Taman Kota Ditutup Selama Sepekan",
        "Baca juga : Flora vs Fauna | Siapa yang Lebih Dulu?",
        "BACA JUGA: Taman Kota Ditutup!",
        "(Baca juga: Taman Kota Ditutup)",
        "Baca Juga\nTaman Kota Ditutup karena Perbaikan Jalan\nLima Kebun Paling Ramai di Akhir Pekan Ini",
        "Lihat juga Video 'Suasana Kebun Raya'",
        "Simak juga video: Kebun Raya Kala Malam",
        "Simak Video: Kebun Raya Kala Malam!",
        "Pilihan Editor: Taman Kota Ditutup",
        "Halaman Selanjutnya",
        "Halaman selanjutnya: Karcis habis dalam sejam",
        "ADVERTISEMENT",
        "Advertisement",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT\n\nSCROLL TO CONTINUE WITH CONTENT",
        "[Gambas:Video 20detik]",
        "[Image: the garden at night]",
        "Foto: Kebun raya pada malam hari (Rani/detikcom)",
        "Suasana kebun raya pada malam hari. (Foto: Rani Putri/detikcom)",
        "Suasana kebun raya pada malam hari. ANTARA FOTO/Rani Putri/aww",
        "The gardens at night. (AP Photo/Jane Doe)",
        "The gardens at night. Photograph: Jane Doe/Alamy",
        "Bagikan: Facebook Twitter WhatsApp Salin tautan",
        "Share on Facebook",
        "Ikuti saluran WhatsApp kami untuk berita terbaru",
        "Follow us on Instagram and X",
        "Read more: City park to close for a week",
        "Read also: City park to close for a week",
        "Sign up for our newsletter",
        "Copyright © 2025 Harian Kebun. All rights reserved.",
        "Tags: kebun, malam, kota",
        "#kebunraya #malam",
        "Related articles\nCity park to close for a week\nFive gardens to see before you leave town",
        "* * *",
    ],
)
def test_lines_that_are_no_part_of_an_article(line: str) -> None:
    assert body(FIRST, line, LAST) == f"{FIRST}\n\n{LAST}"
    assert body(FIRST, LAST, line) == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "“Baca juga papan petunjuknya,” kata Rusdi.",
        "Baca juga papan petunjuk di gerbang, kata Rusdi, karena jalur malam berbeda dari jalur siang hari.",
        "Read more, the mayor told the pupils, and the lamps will seem less bright.",
        "Foto yang beredar di media sosial itu diambil dari menara, kata Rusdi.",
        "Ikuti jalur yang diberi lampu, kata petugas kepada pengunjung pertama.",
        "Copyright law does not cover the shape of a tree, said the manager.",
        "Share prices of the operator rose by two per cent on Monday.",
        "Related to the orchid family, the plant flowers only at night.",
        "Videonya ditonton dua juta kali.",
    ],
)
def test_sentences_that_begin_like_such_lines_are_text(line: str) -> None:
    assert body(FIRST, line, LAST) == f"{FIRST}\n\n{line}\n\n{LAST}"


@pytest.mark.parametrize(
    "glued",
    [
        "{} ADVERTISEMENT",
        "{} ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT",
        "{} [Gambas:Video 20detik]",
        "{} Baca juga: Taman Kota Ditutup Sepekan",
        "{} Baca juga: Taman Kota Ditutup Sepekan ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT {}",
    ],
)
def test_what_pasting_has_glued_to_a_paragraph_is_cut(glued: str) -> None:
    assert body(FIRST, glued.format(LAST)) == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "signature", ["(abc/xyz)", "(evn)", "[bal]", "(ANTARA)", "(*)", "(abc/xyz/def)", "(H-2)", "***"]
)
def test_initials_at_the_end_are_cut(signature: str) -> None:
    assert body(FIRST, f"{LAST} {signature}") == f"{FIRST}\n\n{LAST}"
    assert body(FIRST, LAST, signature) == f"{FIRST}\n\n{LAST}"
    assert body(FIRST, LAST, signature, "kebun raya", "wisata malam") == f"{FIRST}\n\n{LAST}"


def test_credits_at_the_end_are_cut() -> None:
    article = read_text("\n\n".join((TITLE, FIRST, LAST, "Pewarta: Rani Putri\nEditor: Budi\nCopyright © ANTARA 2025")))
    assert (article.byline, article.text) == ("Rani Putri", f"{FIRST}\n\n{LAST}")


def headings(*paragraphs: str) -> list[str | None]:
    return [section.heading for section in read_text("\n".join((TITLE, *paragraphs))).sections]


@pytest.mark.parametrize(
    "heading",
    [
        "Karcis Malam",
        "Mengapa hanya hari Sabtu?",
        "2. Lampu Redup",
        "Satwa “liar” tetap aman",
        "'Gelap, tapi asyik'",
        "‘It’s worth the dark’",
    ],
)
def test_short_lines_over_prose_are_headings(heading: str) -> None:
    assert headings(FIRST, heading, LAST) == [None, heading]


@pytest.mark.parametrize(
    "line",
    [
        "“Kami lega,” kata Rusdi",
        "'Gelap, tapi asyik.'",
        "‘Gelap,’ kata Rusdi",
        "- Karcis malam",
        "Tetapi tidak semua warga senang.",
        "Daftar harga karcis:",
        "dan seterusnya",
        "Putri Laras mengalahkan Melati 25-19",
        "Tanya: Mengapa kebun raya dibuka malam?",
    ],
)
def test_other_short_lines_are_not(line: str) -> None:
    assert headings(FIRST, line, LAST) == [None]
    assert line in body(FIRST, line, LAST, between="\n")


QUESTIONS = ("Sejak kapan Anda menjaga kebun?", "Anda tidak takut gelap?", "Siapa yang menemani Anda?")


def test_the_questions_of_an_interview_are_text() -> None:
    answers = (
        f"Saya menjaga sejak {year}, ketika kebun ini belum punya satu lampu pun." for year in (1998, 2003, 2011)
    )
    turns = [line for turn in zip(QUESTIONS, answers, strict=True) for line in turn]
    assert headings(FIRST, *turns, LAST) == [None]
    assert body(FIRST, *turns, LAST, between="\n") == "\n\n".join((FIRST, *turns, LAST))


def test_the_questions_of_an_explainer_are_headings() -> None:
    sections = [line for question in QUESTIONS for line in (question, LAST)]
    assert headings(FIRST, *sections) == [None, *QUESTIONS]


def test_a_list_is_no_row_of_headings() -> None:
    text = body(FIRST, "Karcis dewasa Rp 15 ribu", "Karcis anak Rp 5 ribu", "Parkir Rp 2 ribu", LAST, between="\n")
    assert text.split("\n\n")[1:4] == [
        "Karcis dewasa Rp 15 ribu",
        "Karcis anak Rp 5 ribu",
        "Parkir Rp 2 ribu",
    ]


def test_lines_are_paragraphs_with_or_without_blank_ones_between() -> None:
    assert body(FIRST, LAST, FIRST, between="\n") == body(FIRST, LAST, FIRST) == f"{FIRST}\n\n{LAST}\n\n{FIRST}"


def wrapped(paragraph: str, width: int) -> str:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@pytest.mark.parametrize("width", [60, 66, 72, 78, 90])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_wrapped_lines_are_joined(width: int, between: str) -> None:
    paragraphs = [FIRST, f"{LAST} {LAST}", f"{FIRST} {LAST}", LAST]
    text = between.join(wrapped(paragraph, width) for paragraph in paragraphs)
    read = read_text(f"{TITLE}\n\n{text}").text
    assert read.replace("\n\n", " ") == " ".join(paragraphs)
    if between == "\n\n":
        assert read == "\n\n".join(paragraphs)


def test_lines_that_links_have_broken_are_joined() -> None:
    broken = FIRST.replace(" pada", "\npada").replace(" hari", "\nhari").replace(",", "\n,")
    assert body(broken, LAST, between="\n") == f"{FIRST}\n\n{LAST}"


def test_mail_that_was_forwarded_loses_its_marks() -> None:
    quoted = "\n".join(f"> {line}" if line else ">" for line in f"{TITLE}\n\n{FIRST}\n\n{LAST}".split("\n"))
    article = read_text(quoted)
    assert (article.title, article.text) == (TITLE, f"{FIRST}\n\n{LAST}")
