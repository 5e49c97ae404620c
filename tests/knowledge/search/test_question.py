"""What a question asks for, by its own words."""

from __future__ import annotations

import pytest

from knowledge.errors import BadQuestion
from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.question import understand
from knowledge.types import Intent


@pytest.mark.parametrize(
    ("question", "intent", "who", "topic"),
    [
        ("apa kata Rini soal banjir?", Intent.SAID, "Rini", "banjir"),
        ("menurut Rini, kenapa banjir?", Intent.SAID, "Rini", "banjir"),
        ("what did the mayor of Wiru say about floods", Intent.SAID, "mayor Wiru", "floods"),
        ("gmn tanggapan pak Rini ttg banjir", Intent.SAID, "Rini", "banjir"),
        ("Rini bilang apa?", Intent.SAID, "Rini", ""),
        ("bilang apa Rini soal tanggul?", Intent.SAID, "Rini", "tanggul"),
        ("ngomong apa aja sih bupati Wiru tentang banjir", Intent.SAID, "bupati Wiru", "banjir"),
        ("bilang apa dia soal banjir", Intent.SAID, "", "banjir"),
        ("apa yang dijanjikan Rini soal jalan?", Intent.SAID, "Rini", "jalan"),
        ("according to Rini Hadi, how many boats were sent?", Intent.SAID, "Rini Hadi", "boats sent"),
        ("siapa yang bilang banjir surut?", Intent.SAID, "", "banjir surut"),
        ("berapa kapal yang dikirim?", Intent.FACT, "", "kapal dikirim"),
        ("ringkas berita banjir dong", Intent.SUMMARY, "", "banjir"),
        ("what is Rini Hadi's view of the new dam?", Intent.SAID, "Rini Hadi's", "new dam"),
        ("opinion of Rini Hadi on the dam", Intent.SAID, "Rini Hadi", "dam"),
        ("did Rini really say “the flood is over now”?", Intent.VERIFY, "Rini", ""),
        ("what excuse did the harbour master give for the delay?", Intent.SAID, "harbour master", "delay"),
        ("a plea from the lighthouse keeper", Intent.SAID, "lighthouse keeper", ""),
        ("the skipper's bitter remarks about the tide", Intent.SAID, "skipper's", "tide"),
        ("what's Fenwick saying about batteries?", Intent.SAID, "Fenwick", "batteries"),
        ("Fenwick's sister said what about batteries?", Intent.SAID, "Fenwick's sister", "batteries"),
        ("juragan kapal pesan apa soal ombak?", Intent.SAID, "juragan kapal", "ombak"),
        ("apa janji Rini soal jalan?", Intent.SAID, "Rini", "jalan"),
        ("Rini janji apa?", Intent.SAID, "Rini", ""),
        ("siapa yang membantah ucapan Rini?", Intent.FACT, "", "membantah ucapan Rini"),
        (
            "siapa yang mengkritik pernyataan bupati soal tanggul?",
            Intent.FACT,
            "",
            "mengkritik pernyataan bupati tanggul",
        ),
        ("siapa yang bersalah menurut Rini?", Intent.SAID, "Rini", "bersalah"),
        ("who mocked the mayor's remarks?", Intent.FACT, "", "mocked mayor's remarks"),
        ("protes wakil orang tua murid apa?", Intent.SAID, "wakil tua murid", ""),
        ("bagaimana sikap bupati Wiru atas rencana tanggul?", Intent.SAID, "bupati Wiru", "rencana tanggul"),
        ("what does Fenwick expect of the harvest?", Intent.SAID, "Fenwick", "harvest"),
        ("what fears does the keeper have about his age?", Intent.SAID, "keeper", "age"),
        ("why did the monks leave the island, do they think?", Intent.FACT, "", "monks leave island"),
        ("apa pengakuan MY kepada polisi soal kapal?", Intent.SAID, "MY", "polisi kapal"),
        ("what did AS tell police about the boat?", Intent.SAID, "AS", "police boat"),
        ("APA kata DIA soal kapal", Intent.SAID, "", "kapal"),
    ],
)
def test_intent_speaker_and_topic(question: str, intent: Intent, who: str, topic: str) -> None:
    query = understand(question)
    assert (query.intent, " ".join(query.who), " ".join(query.topic)) == (intent, who, topic)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("siapa ketuanya?", Expects.PERSON),
        ("who is the captain?", Expects.PERSON),
        ("brp harga tiketnya?", Expects.MONEY),
        ("how much does it cost?", Expects.MONEY),
        ("naik berapa persen?", Expects.PERCENTAGE),
        ("how many boats?", Expects.COUNT),
        ("berapa umur kaptennya?", Expects.AGE),
        ("how old is the captain?", Expects.AGE),
        ("kapan kapalnya berangkat?", Expects.DATE),
        ("what time does it leave?", Expects.DATE),
        ("di mana kapalnya?", Expects.PLACE),
        ("knp telat?", Expects.REASON),
        ("apakah kapalnya baru?", None),
        ("tahun berapa kapalnya dibuat?", Expects.YEAR),
        ("tahun berapakah kapalnya dibuat?", Expects.YEAR),
        ("kapalnya dibuat taun brp", Expects.YEAR),
        ("what year was the boat built?", Expects.YEAR),
        ("di manakah kapalnya?", Expects.PLACE),
        ("dari kota manakah kapalnya?", Expects.PLACE),
        ("berapakah harga tiketnya?", Expects.MONEY),
        ("manakah kapal yang baru?", None),
        ("kapalnya berangkat jam berapa?", Expects.DATE),
        ("pukul berapa pasar tutup?", Expects.DATE),
        ("by how much did ticket sales rise?", Expects.NUMBER),
        ("how much rain fell on Wiru?", Expects.NUMBER),
        ("number of boats in the bay", Expects.COUNT),
        ("how much rice was spoilt in the hold?", Expects.NUMBER),
        ("how much did the rice cost?", Expects.MONEY),
        ("how much ransom was paid for the crew?", Expects.MONEY),
        ("how wide is the channel?", Expects.MEASURE),
        ("berapa luas kebunnya?", Expects.MEASURE),
        ("when's the ferry due?", Expects.DATE),
        ("who's steering it?", Expects.PERSON),
        ("whens the ferry due?", Expects.DATE),
        ("kok kapalnya belum datang?", Expects.REASON),
        ("jalannya rusak sepanjang apa?", Expects.MEASURE),
        ("gaji kaptennya berapa?", Expects.MONEY),
        ("butuh duit berapa?", Expects.MONEY),
        ("berapa total anggaran jembatan?", Expects.MONEY),
        ("naiknya gaji berapa persen?", Expects.PERCENTAGE),
        ("berapa orang yang dapat rumah?", Expects.COUNT),
        ("gara-gara apa kapalnya telat?", Expects.REASON),
        ("alasan kapalnya ditarik", Expects.REASON),
        ("gara2 apa kapalnya ditarik?", Expects.REASON),
        ("what does one crossing cost a passenger?", Expects.MONEY),
        ("how cheap was the lighthouse to build?", Expects.MONEY),
        ("seberapa mahal tiketnya?", Expects.MONEY),
        ("what did the captain say about his age?", None),
        ("apa kata kapten tentang berapa lama kapalnya rusak?", Expects.DURATION),
        ("what did the captain say about the reason for the delay?", Expects.REASON),
        ("what prompted the crew to turn back?", Expects.REASON),
        ("apa yang mendorong nakhoda berbalik?", Expects.REASON),
        ("what was the total bill for the repairs?", Expects.MONEY),
        ("weight of the anchor?", Expects.MEASURE),
        ("how many old fishing boats are left?", Expects.COUNT),
        ("how many tonnes of tuna were landed?", Expects.NUMBER),
        ("brp sih rumah yg kena abu?", Expects.COUNT),
        ("berapa orang nelayan yang selamat?", Expects.COUNT),
        ("berapa kecepatan kapalnya?", Expects.NUMBER),
        ("berapa besar kapalnya?", Expects.NUMBER),
        ("sejak kapan jumlah penumpang turun?", Expects.DATE),
        ("rapatnya tanggal berapa?", Expects.DATE),
        ("kaptennya dihukum berapa bulan?", Expects.DURATION),
        ("how many days did the crossing take?", Expects.DURATION),
        ("umurnya berapa tahun?", Expects.AGE),
        ("nakhodanya dihukum brp taun", Expects.DURATION),
        ("gaji nakhoda per bulan berapa", Expects.MONEY),
        ("kelasi digaji brp di kapal itu", Expects.MONEY),
        ("kapalnya dijual berapa", Expects.MONEY),
        ("how big a fine did the captain get?", Expects.MONEY),
        ("how big a crew does she have?", Expects.NUMBER),
        ("bagaimana hasil rapat tanggal 8 Juli?", None),
        ("what did the man aged 34 do?", None),
    ],
)
def test_the_kind_of_thing_that_answers(question: str, kind: Expects | None) -> None:
    assert understand(question).expects is kind


@pytest.mark.parametrize("question", ["", "  ?!", "x" * 1001])
def test_nothing_and_far_too_much_are_refused(question: str) -> None:
    with pytest.raises(BadQuestion):
        understand(question)


@pytest.mark.parametrize(
    ("question", "topic", "doing"),
    [
        ("siapa yang menilai tarifnya mahal?", ("tarifnya", "mahal"), None),
        ("who insisted that the dam would fail?", ("dam", "fail"), None),
        ("siapa yang membantah tarifnya mahal?", ("membantah", "tarifnya", "mahal"), "membantah"),
        ("siapa yang khawatir tarifnya mahal?", ("khawatir", "tarifnya", "mahal"), "khawatir"),
        ("siapa yang menulis surat itu?", ("menulis", "surat"), "menulis"),
    ],
)
def test_whoever_said_it_is_looked_for_by_what_was_said(
    question: str, topic: tuple[str, ...], doing: str | None
) -> None:
    asked = understand(question)
    assert (asked.asks_who, asked.topic) == (True, topic)
    assert (asked.focus and asked.focus.noun) == doing
