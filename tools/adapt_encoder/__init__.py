"""Adapts the search's encoder to the base's own topics: for makers only, needs torch (`make adapt`).

The 4-bit codes of the bundled model stay; block scales, biases and layer norms of the last four layers are
trained. The result is a small patch (`knowledge_base/encoder/patch.npz`) with its card.
"""
