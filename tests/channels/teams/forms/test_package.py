"""The app package: made by the command, valid by Microsoft's own check, in three languages."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import Draft4Validator
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from tests.domain.making import ROOT
from tests.fakes.teams import CLIENT_ID, TENANT

FOREIGN = ROOT / "tests/foreign"
MANIFEST = FOREIGN / "node_modules/@microsoft/app-manifest"
SETTINGS = {
    "IPS_TEAMS_CLIENT_ID": CLIENT_ID,
    "IPS_TEAMS_CLIENT_SECRET": "a~b",
    "IPS_TEAMS_TENANT": TENANT,
    "IPS_WEBHOOK_URL": "https://ips.example.org",
}


def run(to: Path, *more: str, **settings: str) -> Result:
    """Run the command with settings of its own."""
    return CliRunner(env={**SETTINGS, **settings}).invoke(cli, ["teams", "package", "--to", str(to), *more])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the package was unpacked into."""
    folder = tmp_path_factory.mktemp("package")
    result = run(folder / "deep/ips.zip")
    assert result.exit_code == 0, result.output
    zipfile.ZipFile(folder / "deep/ips.zip").extractall(folder)
    return folder


async def test_microsofts_own_check_finds_nothing(made: Path) -> None:
    """npm @microsoft/app-manifest reads the manifest and names no fault; of a spoilt one it does."""
    assert await faults(made / "manifest.json") == []
    spoilt = json.loads((made / "manifest.json").read_text("utf-8"))
    spoilt["bots"][0]["botId"] = "no id"
    (made / "spoilt.json").write_text(json.dumps(spoilt), "utf-8")
    assert await faults(made / "spoilt.json")


async def faults(manifest: Path) -> Any:
    """Return what Microsoft's check says about a manifest."""
    node = shutil.which("node")
    assert node, "node is not installed: it runs Microsoft's check (apt-get install nodejs npm)"
    assert MANIFEST.is_dir(), "@microsoft/app-manifest is not installed: run `npm ci` in tests/foreign"
    command = (node, str(FOREIGN / "validate_manifest.mjs"), str(manifest))
    process = await asyncio.create_subprocess_exec(*command, stdout=-1, stderr=-1)
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return json.loads(out)


@pytest.mark.parametrize("lang", ["nn", "en"])
def test_the_other_languages_are_whole(made: Path, lang: str) -> None:
    """Each text of the manifest has a translation that keeps to Microsoft's schema."""
    path = MANIFEST / "build/json-schemas/teams/v1.23/MicrosoftTeams.Localization.schema.json"
    strings = json.loads((made / f"{lang}.json").read_text("utf-8"))
    schema = json.loads(path.read_text("utf-8"))
    assert not list(Draft4Validator(schema).iter_errors(strings))
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    assert manifest["localizationInfo"]["defaultLanguageTag"] == "nb"
    assert {"languageTag": lang, "file": f"{lang}.json"} in manifest["localizationInfo"][
        "additionalLanguages"
    ]
    commands = manifest["bots"][0]["commandLists"][0]["commands"]
    wanted = {
        f"bots[0].commandLists[0].commands[{n}].{part}"
        for n in range(len(commands))
        for part in ("title", "description")
    }
    assert wanted | {"name.short", "name.full", "description.short", "description.full"} <= set(strings)


async def test_the_inbox_as_a_tab(tmp_path: Path) -> None:
    """By setting; valid by Microsoft's own check, named in each language; Entra ID is told whom it is for."""
    tab = {
        "IPS_TEAMS_TAB": "on",
        "IPS_LOGIN": "oidc",
        "IPS_OIDC_ISSUER": f"https://login.microsoftonline.com/{TENANT}/v2.0",
        "IPS_OIDC_CLIENT_ID": "5f60718a-1111-4000-8000-5f60718a9bac",
        "IPS_OIDC_CLIENT_SECRET": "s",
        "IPS_OIDC_SUBJECT": "oid",
        "IPS_SECRET": "k" * 40,
        "IPS_BASE_URL": "https://ips.example.org",
    }
    result = run(tmp_path / "tab.zip", **tab)
    assert result.exit_code == 0, result.output
    zipfile.ZipFile(tmp_path / "tab.zip").extractall(tmp_path)
    assert await faults(tmp_path / "manifest.json") == []
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    (shown,) = manifest["staticTabs"]
    assert shown["contentUrl"] == "https://ips.example.org/teams/tab?to=/u/me/inbox"
    assert manifest["validDomains"] == ["ips.example.org"]
    client = tab["IPS_OIDC_CLIENT_ID"]
    assert manifest["webApplicationInfo"] == {"id": client, "resource": f"api://ips.example.org/{client}"}
    assert json.loads((tmp_path / "en.json").read_text("utf-8"))["staticTabs[0].name"] == "The inbox"


def test_commands_are_understood() -> None:
    """What the package offers to write is something that the assistant understands."""
    from bot.channels.teams.package import COMMANDS
    from tests.handlers.talk import knowledge

    words = knowledge().base.words
    for lang in ("nb", "nn", "en"):
        for name in COMMANDS:
            assert words.say(lang, f"teams.app.command.{name}").lower() in words.typed(f"intents.{name}")


@pytest.mark.parametrize(("name", "side"), [("color.png", 192), ("outline.png", 32)])
def test_icons(made: Path, name: str, side: int) -> None:
    """The icons have the sizes that Teams wants; the small one is white on nothing."""
    from PIL import Image

    icon = Image.open(io.BytesIO((made / name).read_bytes())).convert("RGBA")
    assert icon.size == (side, side)
    colours = {colour for _, colour in icon.getcolors(100) or []}
    assert len(colours) == 2
    assert {colour[3] for colour in colours} == ({255} if side == 192 else {0, 255})
    assert (255, 255, 255, 255) in colours


def test_the_same_settings_make_the_same_file(tmp_path: Path) -> None:
    """Two packages of the same settings are equal byte for byte, and a version can be given."""
    assert run(tmp_path / "a.zip").exit_code == run(tmp_path / "b.zip").exit_code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert run(tmp_path / "c.zip", "--version", "3.2.1").exit_code == 0
    assert b'"version": "3.2.1"' in zipfile.ZipFile(tmp_path / "c.zip").read("manifest.json")


@pytest.mark.parametrize(
    ("settings", "more", "said"),
    [
        ({"IPS_WEBHOOK_URL": "http://127.0.0.1:8080"}, (), "IPS_WEBHOOK_URL"),
        ({"IPS_TEAMS_CLIENT_ID": "", "IPS_TEAMS_CLIENT_SECRET": "", "IPS_TEAMS_TENANT": ""}, (), "IPS_TEAMS"),
        ({}, ("--version", "1"), "three numbers"),
    ],
)
def test_what_is_missing_is_said(
    tmp_path: Path, settings: dict[str, str], more: tuple[str, ...], said: str
) -> None:
    """Without what the package needs the command ends with one sentence."""
    result = run(tmp_path / "x.zip", *more, **settings)
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A wrong place ends with one sentence, too."""
    (tmp_path / "file").write_text("x")
    result = run(tmp_path / "file/x.zip")
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
