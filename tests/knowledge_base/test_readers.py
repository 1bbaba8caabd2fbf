"""Each role is told what it can do, by everything that shows an answer; who approved it is said."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.curators.kb import kb as app
from bot.domain.person.person import Role
from bot.knowledge import approval, loader
from bot.knowledge.base.entry import LANGUAGES, KnowledgeBase
from bot.knowledge.base.files import Files, read_all
from bot.knowledge.base.yaml_safe import read
from bot.knowledge.check.prose import agreement, readers, wording
from tests.domain.making import ROOT

BASE = ROOT / "knowledge_base"


def test_roles_have_parts_of_their_own(real: KnowledgeBase) -> None:
    """At least 25 topics tell a role something else, in every language."""
    for lang in LANGUAGES:
        assert sum(bool(topic.parts) for (spoken, _), topic in real.topics.items() if spoken == lang) >= 25


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_counsellor_is_not_told_to_refer(real: KnowledgeBase, lang: str) -> None:
    """The Nav counsellor hears who refers; others hear the general text; what is not said anew stays."""
    topic = real.topics[lang, "referral.how"]
    told = topic.told(Role.NAV_COUNSELLOR)
    assert (told.answer, told.do, told.plain) != (topic.answer, topic.do, topic.plain)
    assert (told.more, told.sources, told.question) == (topic.more, topic.sources, topic.question)
    assert told.plain == ""
    assert topic.told(Role.CLINICIAN) == topic


def test_the_check_finds_what_a_role_cannot_do() -> None:
    """Without its part, the general text tells the counsellor to ask the patient: the line is named."""
    files = read_all(BASE)
    document = files.topics["nb", "referral.criteria"]
    bare = {key: value for key, value in document.value.items() if key != "for"}
    spoiled = replace(files, topics={("nb", "referral.criteria"): replace(document, value=bare)})
    assert {fault.code for fault in readers.faults(spoiled)} == {"not_for_role"}
    assert not list(readers.faults(files))


def _with(files: Files, text: str) -> Files:
    document = files.topics["nn", "ips.goal"]
    changed = replace(document, value=document.value | {"answer": text})
    return replace(files, topics={**files.topics, ("nn", "ips.goal"): changed})


def test_a_form_outside_the_norm_is_named() -> None:
    """Outside quotations a form that the norm leaves out is a fault; inside it is somebody else's."""
    files = read_all(BASE)
    assert [fault.code for fault in wording.faults(_with(files, "Ein leiar gir råd."))] == ["wording"]
    assert not list(wording.faults(_with(files, "Ein leiar sa «eg gir råd».")))


def test_languages_say_the_same() -> None:
    """A number or a yes that one language does not have is found; a month is a number."""
    files = read_all(BASE)
    codes = {fault.code for fault in agreement.faults(_with(files, "Nei. Frå 16 år."))}
    assert codes == {"numbers_differ", "yes_no_differs"}
    assert agreement.numbers("27. april 2022") == agreement.numbers("27.04.2022")
    assert agreement.numbers("1 July 2026") == agreement.numbers("1. juli 2026")


def test_a_professional_approves_and_remarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk writes name and date into the file, the remark into another, and lists what is approved."""
    root = tmp_path / "knowledge_base"
    shutil.copytree(BASE, root)
    monkeypatch.setenv("IPS_KNOWLEDGE", str(root))
    remarks = tmp_path / "remarks.yaml"
    walk = ["review", "--name", 'Kari "K" Fag, psykolog', "--group", "ips.g", "--remarks", str(remarks)]
    result = CliRunner().invoke(app, walk, input="k\nKortere, takk\ng\n")
    assert result.exit_code == 0, result.output
    assert "Kortere, takk" in remarks.read_text("utf-8")
    topic = loader.load(root).topics["nb", "ips.goal"]
    assert topic.reviewed_by == 'Kari "K" Fag, psykolog'
    assert topic.reviewed == dt.date.today()
    listed = CliRunner().invoke(app, ["review", "--group", "ips.g"])
    assert "- ips.goal" in listed.output


def test_a_second_approval_takes_the_place_of_the_first(tmp_path: Path, real: KnowledgeBase) -> None:
    """One line tells who approved, however often it is done."""
    (tmp_path / "nb/topics").mkdir(parents=True)
    shutil.copy(BASE / "nb/topics/ips.goal.yaml", tmp_path / "nb/topics")
    for name in ("A", "B"):
        file = approval.approve(tmp_path, real.topics["nb", "ips.goal"], name, dt.date(2026, 12, 1))
    text = file.read_text("utf-8")
    assert text.count("reviewed_by:") == 1
    assert read(file, "ips.goal.yaml").value["reviewed_by"] == "B"


def test_the_glossary_has_every_term(tmp_path: Path, real: KnowledgeBase) -> None:
    """One page with each term in three languages, and the topic that explains it."""
    file = tmp_path / "glossary.html"
    assert CliRunner().invoke(app, ["glossary", "--to", str(file)]).exit_code == 0
    page = file.read_text("utf-8")
    assert page.count("<tr>") == len(real.terms) + 1
    assert "metoderettleiar" in page
