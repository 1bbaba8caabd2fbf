"""The ways of finding an answer that the search is measured against, each as its users would write it.

All learn from the same variants as the search does. None of them can say "I don't know": they always
answer; the score they give is what a threshold could be put on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Ranked = list[tuple[str, float]]  # topics, best first, each once, with a score
Finder = Callable[[str], Ranked]


def once(found: Sequence[tuple[str, float]], most: int = 3) -> Ranked:
    """Return the first `most` different topics of a ranking of variants."""
    best: dict[str, float] = {}
    for topic, score in found:
        best.setdefault(topic, float(score))
    return list(best.items())[:most]


def fuzzywuzzy(texts: Sequence[str], topics: Sequence[str]) -> Finder:
    """WRatio over all variants with fuzzywuzzy, as in that package's own examples."""
    from fuzzywuzzy import fuzz, process

    by_text = dict(zip(texts, topics, strict=True))

    def find(question: str) -> Ranked:
        found = process.extract(question, list(by_text), scorer=fuzz.WRatio, limit=20)
        return once([(by_text[text], score) for text, score in found])

    return find


def rapidfuzz(scorer: str) -> Callable[[Sequence[str], Sequence[str]], Finder]:
    """A scorer of rapidfuzz over all variants."""

    def make(texts: Sequence[str], topics: Sequence[str]) -> Finder:
        from rapidfuzz import fuzz, process, utils

        def find(question: str) -> Ranked:
            found = process.extract(
                question, texts, scorer=getattr(fuzz, scorer), processor=utils.default_process, limit=20
            )
            return once([(topics[at], score) for _, score, at in found])

        return find

    return make


def bm25(texts: Sequence[str], topics: Sequence[str]) -> Finder:
    """BM25 over all variants with bm25s."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(texts), stopwords=None, show_progress=False), show_progress=False)

    def find(question: str) -> Ranked:
        tokens = bm25s.tokenize([question], stopwords=None, show_progress=False)
        places, scores = index.retrieve(tokens, k=20, show_progress=False)
        return once([(topics[at], score) for at, score in zip(places[0], scores[0], strict=True)])

    return find


def tfidf_regression(texts: Sequence[str], topics: Sequence[str]) -> Finder:
    """Character n-gram TF-IDF and logistic regression with scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model: Any = make_pipeline(letters, LogisticRegression(C=30, max_iter=200))
    model.fit(texts, topics)

    def find(question: str) -> Ranked:
        sure = model.predict_proba([question])[0]
        return [(str(model.classes_[at]), float(sure[at])) for at in np.argsort(-sure)[:3]]

    return find


def embeddings(encoder: Any) -> Callable[[Sequence[str], Sequence[str]], Finder]:
    """The nearest variant by multilingual-e5-small alone."""

    def make(texts: Sequence[str], topics: Sequence[str]) -> Finder:
        vectors = encoder.encode(list(texts))

        def find(question: str) -> Ranked:
            cosine = vectors @ encoder.encode([question])[0]
            return once([(topics[at], cosine[at]) for at in np.argsort(-cosine)[:20]])

        return find

    return make
