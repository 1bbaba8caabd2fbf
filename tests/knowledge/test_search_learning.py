"""The parts the search is made of: likeness, regression, spelling, wording, lens."""

from __future__ import annotations

import numpy as np
import pytest

from bot.knowledge.search import kernel_ridge
from bot.knowledge.search.normalise import Normaliser, without_greeting
from bot.knowledge.search.spelling import Speller
from bot.knowledge.search.tfidf import Postings, char_features, word_features, words
from bot.knowledge.search.whitening import Whitening
from bot.understanding.denied_consent import denies_consent


def test_words_are_small_and_plain() -> None:
    """Case, accents and punctuation say nothing; æ, ø and å stay."""
    assert words("Allé på Øyane-DPS: § 22?") == ["alle", "på", "øyane", "dps", "22"]


def test_a_text_is_most_like_itself() -> None:
    """Likeness to the same words is 1, to words without a common letter pair 0, and order of rows holds."""
    texts = [words("venteliste ips"), words("xyz qqq")]
    postings = Postings.of(2, char_features(texts))
    likeness = postings.likeness(char_features([texts[0]]))
    assert likeness[0] == pytest.approx(1.0, abs=1e-5)
    assert likeness[1] == 0.0


def test_letters_are_not_counted_across_words() -> None:
    """Two words next to each other share no n-gram with the same letters written as one."""
    apart = set(char_features([["ab", "cd"]])[1].tolist())
    between = set(char_features([["abcd"]])[1].tolist())
    assert len(between - apart) > 0
    assert len(apart) == len(char_features([["ab", "cd"]])[1])


def test_denied_words_are_told_apart() -> None:
    """The stem after "uten" and the same stem after "med" share less than they would by letters."""
    texts = [words("dele uten samtykke"), words("dele med samtykke")]
    postings = Postings.of(2, word_features(texts))
    likeness = postings.likeness(word_features([words("si noe uten samtykke")]))
    assert likeness[0] > 2 * likeness[1]


def test_an_empty_index_is_like_nothing() -> None:
    """Texts without words can be indexed and asked for."""
    postings = Postings.of(1, char_features([[]]))
    assert postings.likeness(char_features([["ord"]])).tolist() == [0.0]


@pytest.mark.parametrize("size", [1, 2, 5, 8, 33])
def test_regression_solves_the_equations(size: int) -> None:
    """Packed or not, (likeness + ridge) times the weights gives the targets; odd sizes too."""
    draw = np.random.default_rng(size)
    features = draw.normal(size=(size, 6)).astype(np.float32)
    likeness, targets = features @ features.T, draw.normal(size=(size, 3)).astype(np.float32)
    weights = kernel_ridge.solve(size, iter([(0, likeness.copy())]), 0.5, targets)
    assert np.allclose((likeness + 0.5 * np.eye(size)) @ weights, targets, atol=1e-3)


def test_a_likeness_that_is_none_is_refused() -> None:
    """A matrix that no likeness gives is refused rather than answered from."""
    with pytest.raises(ValueError, match="positive definite"):
        kernel_ridge.solve(2, iter([(0, np.array([[-9, 0], [0, -9]], dtype=np.float32))]), 0.1, np.eye(2))


def test_the_lens_fades_what_varies_within_a_topic() -> None:
    """Two questions of one topic that differ in tone come closer; two topics stay apart."""
    draw = np.random.default_rng(0)
    topic = np.repeat(np.eye(2), 40, axis=0)
    vectors = np.concatenate([topic, 3 * draw.normal(size=(80, 1))], axis=1).astype(np.float32)
    seen = Whitening.fit(vectors, np.repeat([0, 1], 40).astype(np.int32)).transform(vectors)
    plain = (vectors - vectors.mean(axis=0)) / np.linalg.norm(vectors - vectors.mean(axis=0), axis=1)[:, None]
    within = [(rows[:40] @ rows[:40].T).mean() - (rows[:40] @ rows[40:].T).mean() for rows in (plain, seen)]
    assert within[1] > within[0]
    assert np.allclose(np.linalg.norm(seen, axis=1), 1.0, atol=1e-5)


@pytest.fixture
def speller() -> Speller:
    """A speller that knows a few words well."""
    common = ["jobbspesialist", "taushetsplikt", "venteliste", "samtykke", "jobb"]
    return Speller.of([common] * 5 + [["ventelista"]], {"jobbspes": "jobbspesialist"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jobbspesialsit", ["jobbspesialist"]),
        ("taushets plikt", ["taushetsplikt"]),
        ("samtykek", ["samtykke"]),
        ("jobbspes", ["jobbspesialist"]),
        ("fysioterapeut", ["fysioterapeut"]),
        ("vente", ["vente"]),
        ("jabb", ["jabb"]),
    ],
)
def test_slips_are_put_right_and_nothing_else(speller: Speller, written: str, meant: list[str]) -> None:
    """A slip in a word of the base is mended; short words and words of another world stay."""
    assert speller.right(written.split()) == meant


def test_dialect_and_nynorsk_share_their_words_with_bokmal() -> None:
    """The same question in three forms comes out with the same small words."""
    wording = Normaliser([])
    assert wording.canonical("ka kan eg seie te dei") == wording.canonical("hva kan jeg si til de")


@pytest.mark.parametrize("text", ["hei", "hei på deg", "god dag", "hello there"])
def test_a_bare_greeting_stays(text: str) -> None:
    """Only a greeting with a question behind it is taken off."""
    assert without_greeting(text) == text


@pytest.mark.parametrize(
    "text", ["uten samtykke", "før pasienten har samtykket", "ikke sagt ja", "without consent"]
)
def test_hears_that_there_is_no_consent(text: str) -> None:
    """Denied consent is heard in either language."""
    assert denies_consent(text)


@pytest.mark.parametrize(
    "text", ["pasienten har samtykket", "etter at hun sa ja", "with her consent", "ikke nå"]
)
def test_hears_no_denial_where_none_is(text: str) -> None:
    """Consent that is there, and denials of something else, change nothing."""
    assert not denies_consent(text)
