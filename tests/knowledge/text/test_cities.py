"""Cities are names in whatever case."""

from knowledge.text.cities import cities, unmistakable_cities


def test_a_city_that_is_a_word_too_is_mistakable() -> None:
    assert {"Surabaya", "Solo", "Medan"} <= set(cities())
    assert unmistakable_cities() < set(cities())
    assert "Surabaya" in unmistakable_cities()
    assert unmistakable_cities().isdisjoint({"Solo", "Medan", "Solo *"})
