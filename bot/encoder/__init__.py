"""The encoder behind the search: the bundled model, the patch that adapts it, the cache."""
