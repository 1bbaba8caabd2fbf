"""Whatever stands in a file, the check names faults and never crashes, and the loader loads or refuses."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge import loader
from bot.knowledge.base.fault import KnowledgeFaults
from bot.knowledge.check.runner import check
from tests.deep import deep

TODAY = dt.date(2026, 6, 1)
FILES = (
    "manifest.yaml",
    "sources.yaml",
    "directory.yaml",
    "terms.yaml",
    "nb/words/basics/help.yaml",
    "nb/none_of_these.yaml",
    "nb/dialogs/refer.yaml",
    "nb/topics/ips.one.yaml",
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 99),
    st.just(dt.date(2027, 1, 1)),
    st.sampled_from(["x", "", "{", "ips.one"]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)


def _ways(value, way=()):
    yield way
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _ways(inner, (*way, key))


def _with(value, way, new):
    if not way:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = _with(value[way[0]], way[1:], new)
    return copy


def _loads_or_refuses(root):
    faults = check(root, today=TODAY)
    if any(not fault.warning for fault in faults):
        with pytest.raises(KnowledgeFaults):
            loader.load(root)
    else:
        assert loader.load(root).topics
        assert loader.load_directory(root).posts


@given(data=st.data())
@settings(max_examples=deep(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_anywhere(small, data):
    """A value of any kind at any spot of any file is a fault or is fine."""
    path = small / data.draw(st.sampled_from(FILES))
    text = path.read_text("utf-8")
    value = yaml.safe_load(text)
    way = data.draw(st.sampled_from(sorted(_ways(value), key=str)))
    path.write_text(yaml.safe_dump(_with(value, way, data.draw(VALUES)), allow_unicode=True), "utf-8")
    try:
        _loads_or_refuses(small)
    finally:
        path.write_text(text, "utf-8")


@given(
    name=st.sampled_from(FILES),
    content=st.binary(max_size=60) | st.text(":-[]{}&*!|>%@#?,'\"\n ab", max_size=40).map(str.encode),
)
@settings(max_examples=deep(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_as_a_file(small, name, content):
    """A file of any bytes is a fault or is fine."""
    path = small / name
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        _loads_or_refuses(small)
    finally:
        path.write_bytes(before)


def test_no_base_at_all(tmp_path):
    """A folder that does not exist is said to lack its files."""
    faults = check(tmp_path / "nowhere", today=TODAY)
    assert {fault.code for fault in faults} >= {"missing_file"}
