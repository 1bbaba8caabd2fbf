"""A new topic is started by the scaffold, and the report shows the whole base on one page."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

import pytest

from bot.knowledge import loader, report, scaffold
from bot.knowledge.check.neighbours import nearest
from bot.knowledge.check.runner import check
from bot.knowledge.scaffold import CannotScaffold

TODAY = dt.date(2026, 6, 1)


FILLED = """\
question: {lang} tre?
answer: Et svar.
do: [Gjør dette.]
variants:
{variants}
sources:
  - {{id: report, section: § 2}}
related: [ips.one]
"""


def test_new_topic_is_flagged_until_it_is_filled(small):
    """The scaffold writes three files and the manifest's line; the check wants every text in them written."""
    before = (small / "manifest.yaml").read_text("utf-8")
    *files, manifest = scaffold.new_topic(small, "ips.three", TODAY)
    assert [path.relative_to(small).as_posix() for path in files] == [
        f"{lang}/topics/ips.three.yaml" for lang in ("nb", "nn", "en")
    ]
    assert manifest.read_text("utf-8") == before + "    ips.three: {}\n"
    faults = check(small, today=TODAY)
    assert {"todo", "unknown_source", "unknown_related"} <= {fault.code for fault in faults}
    asked = {fault.key.split(".")[0] for fault in faults}
    assert asked >= {"question", "answer", "more", "plain", "example", "do", "variants", "sources", "related"}
    assert all("ips.three" in fault.file for fault in faults)


def test_filled_topic_is_clean(small):
    """When every text is written, the check is content and the topic stands last in its group."""
    for path in scaffold.new_topic(small, "ips.three", TODAY)[:-1]:
        lang = path.parts[-3]
        dates = path.read_text("utf-8").partition("owner:")[2]
        variants = "\n".join(f"  - {lang} tre {number}" for number in range(12))
        path.write_text(FILLED.format(lang=lang, variants=variants) + "owner:" + dates, "utf-8")
    assert check(small, today=TODAY) == ()
    assert loader.load(small).topic_ids()[-1] == "ips.three"


@pytest.mark.parametrize(
    ("topic_id", "code"),
    [
        ("ips.one", "exists"),
        ("org.new", "unknown_group"),
        ("ips", "bad_id"),
        ("ips.../../etc", "bad_id"),
        ("ips.Ny sak", "bad_id"),
    ],
)
def test_topic_that_cannot_be_started(small, topic_id, code):
    """A bad id, an unknown group or a topic that exists writes nothing and says why."""
    before = {path: path.read_bytes() for path in small.rglob("*.yaml")}
    with pytest.raises(CannotScaffold) as refused:
        scaffold.new_topic(small, topic_id, TODAY)
    assert refused.value.code == code
    assert refused.value.worded(loader.load(small).words, "nb") != str(refused.value)
    assert {path: path.read_bytes() for path in small.rglob("*.yaml")} == before


def test_no_manifest_no_topic(small):
    """Without a manifest that can be read nothing is written."""
    (small / "manifest.yaml").write_text("[", "utf-8")
    with pytest.raises(CannotScaffold, match="no_manifest"):
        scaffold.new_topic(small, "ips.three", TODAY)


class _Page(HTMLParser):
    """Collects what a page holds: tags that never close, ids, links, what it would fetch."""

    VOID = frozenset({"meta", "br"})

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.fetched, self.tags = [], set(), [], [], set()

    def handle_starttag(self, tag, attrs):
        """Note a tag and what it points to."""
        values = dict(attrs)
        self.tags.add(tag)
        self.ids |= {values["id"]} if "id" in values else set()
        self.links += [values["href"]] if tag == "a" else []
        self.fetched += [values[key] for key in ("src",) if key in values]
        self.fetched += [values["href"]] if tag == "link" else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Check that tags close in order."""
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(real):
    """The report of the real base."""
    return report.html(real, today=TODAY)


def test_report_shows_everything(page, real):
    """Every topic, in three languages, is on the page, and every link leads somewhere."""
    parsed = _Page()
    parsed.feed(page)
    assert parsed.open == []
    assert parsed.ids >= set(real.topic_ids())
    assert all(link[1:] in parsed.ids for link in parsed.links if link.startswith("#"))
    assert page.count('<div class="language">') == len(real.topics)


def test_report_needs_nothing_but_itself(page):
    """The page has no script and fetches nothing."""
    parsed = _Page()
    parsed.feed(page)
    assert parsed.fetched == []
    assert "script" not in parsed.tags


def test_report_shows_what_says_an_answer_once_more(small):
    """A plain text and an example stand with the answer."""
    path = small / "nb" / "topics" / "ips.one.yaml"
    path.write_text(path.read_text("utf-8") + "plain: Helt enkelt.\nexample: Et tilfelle.\n", "utf-8")
    text = report.html(loader.load(small), today=TODAY)
    assert "Helt enkelt." in text
    assert "Et tilfelle." in text


def test_report_shows_texts_as_texts(small):
    """What looks like HTML in a variant is shown, not run, and faults stand on the page."""
    path = small / "nb" / "topics" / "ips.one.yaml"
    path.write_text(path.read_text("utf-8").replace("nb one måte 3", "<script>alert(1)</script>"), "utf-8")
    faults = check(small, today=dt.date(2028, 1, 1))
    text = report.html(loader.load(small), faults, today=dt.date(2028, 1, 1))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert str(faults[0]).split(":")[0] in text


def test_report_words_exist(real):
    """The page's own words exist: no bare key is shown."""
    for lang in ("nb", "nn", "en"):
        for key in ("title", "made", "faults", "close", "readability", "reviewed", "variants"):
            assert real.words.has(lang, f"report.{key}")


def test_nearest_finds_the_thief(small):
    """A question that nearly stands in another topic too is shown with its pair."""
    path = small / "nb" / "topics" / "ips.two.yaml"
    path.write_text(
        path.read_text("utf-8").replace("nb two måte 3", "kan jobbspesialisten lese journalen"), "utf-8"
    )
    path = small / "nb" / "topics" / "ips.one.yaml"
    path.write_text(
        path.read_text("utf-8").replace("nb one måte 7", "kan jobbspesialisten lese journal"), "utf-8"
    )
    (thief,) = nearest(loader.load(small), "nb")["ips.one"]
    assert thief.topic_id == "ips.two"
    assert (thief.own, thief.other) == (
        "kan jobbspesialisten lese journal",
        "kan jobbspesialisten lese journalen",
    )
    assert 0.8 < thief.likeness < 1


def test_nearest_of_a_lonely_topic(small):
    """A language with one topic has no neighbours."""
    base = loader.load(small)
    alone = type(base)(topics={("nb", "ips.one"): base.topics["nb", "ips.one"]}, sources={}, words=base.words)
    assert nearest(alone, "nb") == {}
