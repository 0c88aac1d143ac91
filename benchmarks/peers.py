# ruff: noqa: INP001  imported by quality.py, which lies beside it
"""What others score on the same data, measured with the same scorer in November 2026 on a 2-core machine."""

ATTRIBUTION = {
    "textacy 0.13 direct_quotations": (0.53, 0.12, 0.62, 0.19, 0.29, 0.68, 0.00, 0.00, 0.91, 0.26),
    "Gender Gap Tracker (sm)": (0.67, 0.19, 0.68, 0.36, 0.48, 0.63, 0.65, 0.36, 0.83, 0.39),
    "BBC Citron, its models, cue classifier retrained": (
        0.63, 0.31, 0.74, 0.36, 0.48, 0.61, 0.62, 0.41, 0.89, 0.42,
    ),
    "BBC Citron, retrained on train": (0.74, 0.40, 0.75, 0.50, 0.60, 0.76, 0.70, 0.52, 0.91, 0.53),
    "CRF over spaCy features, simple linker": (0.84, 0.50, 0.73, 0.63, 0.68, 0.91, 0.78, 0.59, 0.88, 0.60),
    "MiniLM-L6 token tagger, small linker": (0.91, 0.62, 0.78, 0.80, 0.79, 0.95, 0.91, 0.73, 0.92, 0.71),
    "two trained annotators against each other": (
        0.92, 0.68, 0.79, 0.79, 0.79, 0.98, 0.93, 0.72, 0.96, 0.75,
    ),
}  # fmt: skip
"""PolNeAR dev: token F1, strict F1, relaxed P, R, F1; F1 of direct, mixed, indirect; source; e2e F1."""

ENTITIES = {
    "en_core_web_sm": {"politics": 0.65, "conll2003": 0.62},
    "en_core_web_md": {"politics": 0.67, "conll2003": 0.64},
}
"""Typed F1, three types; on the test splits, while ours is measured on the dev splits."""

STORIES = {
    "ECB+, TF-IDF, average link, offline": (None, 86, None, 0.87),
    "ECB+, MiniLM, average link, offline": (None, 86, None, 0.83),
}
"""B-cubed F1 of all documents clustered at once, over all stories of ECB+; ours is over those that are here.

Before it: articles, gold stories, found ones.
"""

LINKS = {
    "ECB+ test, gold mentions: Barhom et al. 2019": 0.712,
}
"""CoNLL F1 of entities across documents, as published (from memory of the paper, P19-1409): other articles,
and all entity mentions given, times too."""

PAIR_SYSTEMS = ("TF-IDF", "MiniLM")
PAIRS = {"headlines, all": [0.66, 0.81], "MSRpar.test": [0.48, 0.58], "deft-news-2014": [0.61, 0.81]}
"""Pearson on news sentence pairs."""
