"""A question for the first, the largest, the last one is not answered by a passage about another one."""

import pytest

from knowledge.search.telling.degrees import lacks_degree


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Kapan jembatan pertama dibuka?", "Jembatan terakhir dibuka pada 1998.", True),
        ("Kapan jembatan pertama dibuka?", "The first bridge opened in 1998.", False),
        ("what was his last job", "Pekerjaan terakhirnya adalah nelayan.", False),
        ("Which is the smallest island?", "Pulau terbesar adalah Sagara.", True),
        ("pulau paling kecil yang mana", "Pulau terkecil adalah Rondo.", False),
        ("the latest, largest order", "Pesanan terbaru", True),
        ("siapa yang membuka jembatan", "Jembatan terakhir dibuka pada 1998.", False),
    ],
)
def test_lacks_degree(question: str, text: str, lacks: bool) -> None:
    assert lacks_degree(question, text) is lacks
