"""Every service of the directory gets the post that its line of posts says, or a reason for none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.organisation.directory import IPS, MOST_PARTICIPANTS
from bot.domain.organisation.routing import NoRoute, PostLoad, Route, Why, has_room, route
from bot.domain.person.person import Role
from tests.domain.making import directory

SERVICES = tuple(directory().services)
REFERRING = tuple(s.id for s in directory().services.values() if s.refers)
FULL, AWAY = PostLoad(MOST_PARTICIPANTS), PostLoad(0, away=True)


@pytest.mark.parametrize("service", REFERRING)
def test_the_first_post_with_room(service: str) -> None:
    """With nobody full or away, the first in the service's line receives."""
    first = directory().services[service].served_by[0]
    assert route(service, directory(), {}) == Route(first, Why.FIRST)


@pytest.mark.parametrize("service", REFERRING)
@pytest.mark.parametrize("load", [FULL, AWAY])
def test_one_after_the_other(service: str, load: PostLoad) -> None:
    """As posts fill or go away, the next in line receives; after the last, the team's supervisor."""
    line = directory().services[service].served_by
    for taken in range(1, len(line)):
        found = route(service, directory(), dict.fromkeys(line[:taken], load))
        assert found == Route(line[taken], Why.NEXT)
    found = route(service, directory(), dict.fromkeys(line, load))
    assert isinstance(found, Route)
    receiver = directory().posts[found.post]
    assert (found.why, receiver.role) == (Why.SUPERVISOR, Role.METHOD_SUPERVISOR)
    assert receiver.team == directory().posts[line[0]].team


@pytest.mark.parametrize("service", [s for s in SERVICES if s not in REFERRING])
def test_no_agreement_or_no_health_care(service: str) -> None:
    """A service without an agreement sends nothing, nor one that gives no health care, as Nav's offices."""
    gives = directory().services[service].health_care
    assert route(service, directory(), {}) is (NoRoute.NO_AGREEMENT if gives else NoRoute.NO_HEALTH_CARE)


@pytest.mark.parametrize("service", ["barnevernet", "ungdomstjenesten", "askoy-integration", "nav-askoy"])
def test_an_agreement_makes_no_health_service(service: str) -> None:
    """Even with an agreement, whoever gives no health care refers nobody (EF § 3-1; hpl § 3)."""
    known = directory()
    agreed = replace(known.services[service], agreement=True)
    changed = replace(known, services={**known.services, service: agreed})
    assert route(service, changed, {}) is NoRoute.NO_HEALTH_CARE


@pytest.mark.parametrize("service", [None, "", "ams", "no-such-service", "OYANE-DPS-ALLMENN"])
def test_unknown_service(service: str | None) -> None:
    """An unknown service, AMS among them, sends nothing."""
    assert route(service, directory(), {}) is NoRoute.UNKNOWN_SERVICE


@pytest.mark.parametrize("served_by", [(), ("no-such-post",), ("ams-post",)])
def test_never_to_ams(served_by: tuple[str, ...]) -> None:
    """A service that is served by no IPS post has no route, even if AMS has a post."""
    known = directory()
    ams = replace(known.posts["dps-general"], id="ams-post", team="ams")
    service = replace(known.services["oyane-dps-allmenn"], served_by=served_by)
    changed = replace(
        known,
        posts={**known.posts, ams.id: ams},
        services={**known.services, service.id: service},
    )
    assert route(service.id, changed, {}) is NoRoute.NO_POST


def test_ams_is_passed_over() -> None:
    """With AMS first in line, the first IPS post still receives."""
    known = directory()
    ams = replace(known.posts["dps-general"], id="ams-post", team="ams")
    service = replace(known.services["oyane-dps-allmenn"], served_by=("ams-post", "dps-fact"))
    changed = replace(
        known, posts={**known.posts, ams.id: ams}, services={**known.services, service.id: service}
    )
    assert route(service.id, changed, {}) == Route("dps-fact", Why.FIRST)


def test_no_supervisor_no_route() -> None:
    """With all posts full and no supervisor in the team, nobody receives."""
    known = directory()
    posts = {p.id: p for p in known.posts.values() if p.role is not Role.METHOD_SUPERVISOR}
    full = dict.fromkeys(posts, FULL)
    assert route("oyane-dps-allmenn", replace(known, posts=posts), full) is NoRoute.NO_POST


def test_capacity_is_the_lower_of_both() -> None:
    """Neither the post's own capacity nor the twenty of the rule is passed."""
    post = directory().posts["dps-general"]
    assert has_room(post, PostLoad(MOST_PARTICIPANTS - 1))
    assert not has_room(post, PostLoad(MOST_PARTICIPANTS))
    assert not has_room(replace(post, capacity=3), PostLoad(3))
    assert not has_room(replace(post, capacity=99), PostLoad(MOST_PARTICIPANTS))


LOADS = st.dictionaries(
    st.sampled_from(tuple(directory().posts)), st.builds(PostLoad, st.integers(0, 30), st.booleans())
)


@given(st.sampled_from((*SERVICES, "unknown")), LOADS)
def test_any_load_leads_to_an_ips_post_or_nowhere(service: str, loads: dict[str, PostLoad]) -> None:
    """However full the teams are, a route leads from an agreement to an IPS post with room."""
    found = route(service, directory(), loads)
    if isinstance(found, NoRoute):
        assert service not in REFERRING
        return
    post = directory().posts[found.post]
    assert service in REFERRING
    assert directory().teams[post.team].kind == IPS
    assert found.why is Why.SUPERVISOR or has_room(post, loads.get(post.id, PostLoad()))
