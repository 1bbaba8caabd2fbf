"""What it is deployed with: image, compose and manifests say what the program understands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import __version__
from bot.channels.teams.endpoint import PATH as TEAMS
from bot.channels.telegram.webhook import PATH as TELEGRAM
from bot.settings import Settings, read
from tools.wheel import project

ROOT = Path(__file__).parents[2]
KNOWN = {f"IPS_{name.upper()}" for name in Settings.model_fields}
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
EXAMPLE = dict(
    line.split("=", 1)
    for line in (ROOT / "deploy/example.env").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
SECRETS = {
    "IPS_SECRET": EXAMPLE["IPS_SECRET"],
    "IPS_OIDC_ISSUER": EXAMPLE["IPS_OIDC_ISSUER"],
    "IPS_OIDC_CLIENT_ID": EXAMPLE["IPS_OIDC_CLIENT_ID"],
    "IPS_OIDC_CLIENT_SECRET": EXAMPLE["IPS_OIDC_CLIENT_SECRET"],
}


def documents(name: str) -> list[dict[str, Any]]:
    """Return the documents of a YAML file."""
    return list(yaml.safe_load_all((ROOT / name).read_text("utf-8")))


COMPOSE = documents("compose.yaml")[0]
KUBERNETES = {(one["kind"], one["metadata"]["name"]): one for one in documents("deploy/kubernetes.yaml")}
NAIS = documents("deploy/nais.yaml")[0]


def filled(text: str) -> str:
    """Return a value of the compose file as compose fills it in from example.env."""
    return re.sub(r"\$\{(\w+)(?:[:-][^}]*)?\}", lambda found: EXAMPLE[found[1]], text)


def starts(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> Settings:
    """Read settings as the program does at its start; raises where it would refuse them."""
    for name, value in settings.items():
        assert name in KNOWN
        monkeypatch.setenv(name, value)
    return read()


def pods() -> list[dict[str, Any]]:
    """Return the specifications of the pods of the plain manifest."""
    return [
        one["spec"]["template"]["spec"]
        for kind, one in KUBERNETES.items()
        if kind[0] in {"Job", "Deployment"}
    ]


def test_the_program_starts_with_the_settings_of_compose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name is a setting, and together with example.env they are whole; the proxy is trusted."""
    given = COMPOSE["services"]["assistant"]["environment"]
    found = starts(monkeypatch, {name: filled(str(value)) for name, value in given.items()})
    (subnet,) = COMPOSE["networks"]["inside"]["ipam"]["config"]
    assert [str(net) for net in found.proxies] == [subnet["subnet"]]
    assert (found.migrate, found.login) == ("never", "oidc")


def test_the_program_starts_with_the_settings_of_the_manifests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for plain Kubernetes and for NAIS, with what stands in their secrets."""
    config = KUBERNETES["ConfigMap", "ips-assistant"]["data"]
    assert starts(monkeypatch, {**SECRETS, **config}).migrate == "never"
    assert starts(monkeypatch, {**SECRETS, **{e["name"]: e["value"] for e in NAIS["spec"]["env"]}}).proxies


def test_one_version_everywhere() -> None:
    """The package, the image, compose and the manifests say the same version; its notes are there."""
    assert project()["version"] == __version__
    assert f'version="{__version__}"' in DOCKERFILE
    images = {pod["containers"][0]["image"] for pod in pods()}
    images |= {NAIS["spec"]["image"], COMPOSE["services"]["assistant"]["image"]}
    assert images == {f"ips-assistant:{__version__}"}
    assert (ROOT / f"docs/releases/{__version__}.md").is_file()


def test_nobody_has_rights_and_nothing_can_be_written() -> None:
    """In the image, in compose and in each pod: a user without rights, a file system that is read only."""
    assert "USER 10001:10001" in DOCKERFILE
    for name in ("assistant", "migrate"):
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert (service["user"], service["cap_drop"]) == ("10001:10001", ["ALL"])
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        (container,) = pod["containers"]
        own = container["securityContext"]
        assert own["readOnlyRootFilesystem"] is True
        assert own["allowPrivilegeEscalation"] is False
        assert own["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]


def test_the_image_is_built_from_the_lock_with_the_index_in_it() -> None:
    """In stages, by hashes; the last stage takes what the first made, and its folders are in the context."""
    assert DOCKERFILE.count("\nFROM ") == 2
    assert "--require-hashes --no-deps --requirement requirements.lock" in DOCKERFILE
    made, readable = (DOCKERFILE.index(what) for what in ("-m bot ask IPS", "chmod -R a+rX cache"))
    assert made < readable < DOCKERFILE.index("USER 10001"), "its maker alone reads the index otherwise"
    context = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert f"!{source}" in context
        assert (ROOT / source).exists()


def test_tables_come_first_and_replicas_are_replaced_one_by_one() -> None:
    """A step of its own before the rest; no replica goes before the new one is ready; each ends in peace."""
    needs = COMPOSE["services"]["assistant"]["depends_on"]
    assert needs["migrate"]["condition"] == "service_completed_successfully"
    assert COMPOSE["services"]["migrate"]["command"] == ["db", "upgrade"]
    (upgrade,) = KUBERNETES["Job", "ips-assistant-upgrade"]["spec"]["template"]["spec"]["containers"]
    assert upgrade["args"] == ["db", "upgrade"]
    rolling = KUBERNETES["Deployment", "ips-assistant"]["spec"]
    assert rolling["replicas"] >= 2
    assert rolling["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert rolling["template"]["spec"]["terminationGracePeriodSeconds"] >= 15
    labels = rolling["template"]["metadata"]["labels"]
    for kind in ("Service", "PodDisruptionBudget"):
        selector = KUBERNETES[kind, "ips-assistant"]["spec"]["selector"]
        assert selector.get("matchLabels", selector) == labels


def test_probes_lead_to_what_the_program_answers() -> None:
    """Alive and ready are asked at their addresses; the proxy hands on webhooks, and nothing from inside."""
    (container,) = KUBERNETES["Deployment", "ips-assistant"]["spec"]["template"]["spec"]["containers"]
    assert container["livenessProbe"]["httpGet"]["path"] == NAIS["spec"]["liveness"]["path"]
    assert container["readinessProbe"]["httpGet"]["path"] == NAIS["spec"]["readiness"]["path"]
    assert "/internal/isalive" in DOCKERFILE
    caddy = (ROOT / "deploy/Caddyfile").read_text("utf-8")
    assert f"@hooks path {TELEGRAM} {TEAMS}" in caddy
    assert "respond @internal 404" in caddy
    assert caddy.count("{") == caddy.count("}")
