from datetime import datetime

import pytest
from claimwire_local import samples


@pytest.mark.parametrize("article", samples.articles(), ids=lambda article: article["external_id"])
def test_a_sample_says_who_published_it_when_and_under_which_title(article: samples.Article) -> None:
    assert {"outlet", "title", "published_at", "text", "external_id"} == article.keys()
    assert datetime.fromisoformat(article["published_at"]).tzinfo
    assert 130 <= len(article["text"].split()) <= 350


def test_the_samples_hold_two_events_and_five_outlets() -> None:
    events = [article["external_id"].partition("-")[0] for article in samples.articles()]
    assert events.count("ferry") >= 3
    assert events.count("steel") >= 3
    assert len({article["outlet"] for article in samples.articles()}) >= 5


def test_a_sample_is_found_again_by_the_name_of_its_file() -> None:
    names = [path.stem for path in sorted(samples.FOLDER.iterdir())]
    assert [article["external_id"] for article in samples.articles()] == names
