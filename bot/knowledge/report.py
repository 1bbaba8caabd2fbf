"""One page of HTML that shows a curator the whole knowledge base: texts, questions, sources, what is due.

The page needs nothing but itself: no script, no font, no request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bot.knowledge.base.entry import KnowledgeBase, Topic
from bot.knowledge.base.fault import Fault
from bot.knowledge.check.neighbours import Neighbour, Neighbours, nearest
from bot.knowledge.check.prose import readability
from bot.knowledge.check.taking import Exchange

CLOSEST = 40
"""So many pairs of alike questions stand at the top of the page."""

FindNeighbours = Callable[[KnowledgeBase, str], Neighbours]

STYLE = """
:root { color-scheme: light dark; --line: light-dark(#c9cdd3, #4a5058); --weak: light-dark(#f4f5f7, #22262b);
  --bad: light-dark(#b3261e, #ff9b93); --link: light-dark(#0056b4, #8fc1ff); }
body { font: 1rem/1.5 "Source Sans 3", system-ui, sans-serif; margin: 0 auto; max-width: 90rem;
  padding: 1rem; }
a { color: var(--link); }
h1, h2, h3, h4 { line-height: 1.2; margin: 1.2em 0 .4em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left;
  vertical-align: top; overflow-wrap: break-word; }
.scroll { overflow-x: auto; }
.topic { border-top: 2px solid var(--line); padding-top: .5rem; }
.languages { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
.language { background: var(--weak); border-radius: .5rem; padding: .5rem 1rem; overflow-wrap: anywhere; }
.more { white-space: pre-line; }
.small { font-size: .875rem; }
.bad { color: var(--bad); font-weight: 600; }
ul { padding-left: 1.2rem; margin: .3rem 0; }
"""


def html(
    base: KnowledgeBase,
    faults: Iterable[Fault] = (),
    neighbours: FindNeighbours = nearest,
    lang: str = "nb",
    today: dt.date | None = None,
    exchanges: Iterable[Exchange] = (),
) -> str:
    """Return the page in `lang`. `neighbours` finds the look-alikes of each topic of a language.

    `exchanges` are the topics that take each other's questions (`check.taking`).
    """
    languages = tuple(dict.fromkeys(topic_lang for topic_lang, _ in base.topics))
    near = {language: neighbours(base, language) for language in languages}
    page = _Page(base, lang, today or dt.date.today(), languages, near)
    title = page.say("title")
    count = len(base.topic_ids())
    made = page.say("made", date=page.today.isoformat(), topics=count, languages=len(languages))
    return _whole(
        lang,
        title,
        (
            f'<h1 id="top">{title}</h1><p>{made}</p>',
            page.faults(faults),
            page.contents(),
            page.due(),
            page.exchanges(tuple(exchanges)),
            page.close(),
            *(page.topic(topic_id) for topic_id in base.topic_ids()),
        ),
    )


def _whole(lang: str, title: str, parts: Iterable[str]) -> str:
    """Return the page around its parts; title and parts are HTML already."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


@dataclass(frozen=True, slots=True)
class _Page:
    base: KnowledgeBase
    lang: str
    today: dt.date
    languages: tuple[str, ...]
    near: Mapping[str, Neighbours]

    def say(self, key: str, **values: object) -> str:
        """Return a word of the page, safe for HTML."""
        words = self.base.words
        text = (
            words.say(self.lang, f"report.{key}", **values) if words.has(self.lang, f"report.{key}") else key
        )
        return escape(text)

    def section(self, key: str, inner: str) -> str:
        """Return a part of the page with its heading."""
        return f"<section><h2>{self.say(key)}</h2>{inner}</section>"

    def table(self, keys: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
        """Return a table; its cells are HTML already."""
        head = "".join(f'<th scope="col">{self.say(key)}</th>' for key in keys)
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        inner = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        return f'<div class="scroll" tabindex="0"><table>{inner}</table></div>'

    def faults(self, faults: Iterable[Fault]) -> str:
        """Return what the check found."""
        items = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
        return self.section("faults", f"<ul>{items}</ul>" if items else f"<p>{self.say('no_faults')}</p>")

    def contents(self) -> str:
        """Return the groups of topics with links."""
        groups: dict[str, list[str]] = {}
        for topic_id in self.base.topic_ids():
            groups.setdefault(topic_id.partition(".")[0], []).append(topic_id)
        words = self.base.words
        parts = []
        for group, ids in groups.items():
            key = f"topics.group.{group}"
            name = words.say(self.lang, key) if words.has(self.lang, key) else group
            links = "".join(f"<li>{self.link(topic_id)}</li>" for topic_id in ids)
            parts.append(f"<details><summary>{escape(name)} ({len(ids)})</summary><ul>{links}</ul></details>")
        return self.section("contents", "".join(parts))

    def due(self) -> str:
        """Return when how many topics are to be reviewed, the earliest first."""
        dates: dict[dt.date, set[str]] = {}
        for topic in self.base.topics.values():
            dates.setdefault(topic.review_by, set()).add(topic.id)
        rows = [
            (self.date(date), f"<details><summary>{len(ids)}</summary>{self.links(sorted(ids))}</details>")
            for date, ids in sorted(dates.items())
        ]
        return self.section("due", self.table(("date", "topics_count"), rows))

    def close(self) -> str:
        """Return the pairs of alike questions, the closest first, each pair once."""
        pairs: dict[frozenset[str], tuple[float, str, Neighbour]] = {}
        for near in self.near.values():
            for topic_id, others in near.items():
                for other in others:
                    pair = frozenset((topic_id, other.topic_id, other.own, other.other))
                    pairs.setdefault(pair, (other.likeness, topic_id, other))
        closest = sorted(pairs.values(), key=lambda pair: -pair[0])[:CLOSEST]
        rows = [
            (
                _score(likeness),
                f"{self.link(topic_id)}<br>{_quoted(other.own)}",
                f"{self.link(other.topic_id)}<br>{_quoted(other.other)}",
            )
            for likeness, topic_id, other in closest
        ]
        help = f"<p>{self.say('close_help')}</p>"
        return self.section("close", help + self.table(("likeness", "topic", "neighbours"), rows))

    def exchanges(self, pairs: Sequence[Exchange]) -> str:
        """Return the topics that take each other's questions, with the questions that each loses."""
        help = f"<p>{self.say('exchanges_help', count=len(pairs))}</p>"
        rows = [
            (
                f"{self.link(pair.first)}{_items(pair.of_first)}",
                f"{self.link(pair.second)}{_items(pair.of_second)}",
            )
            for pair in pairs
        ]
        return self.section("exchanges", help + self.table(("topic", "topic"), rows))

    def topic(self, topic_id: str) -> str:
        """Return one topic with its languages side by side."""
        columns = "".join(self.language(topic_id, language) for language in self.languages)
        return (
            f'<section class="topic" id="{escape(topic_id)}"><h2>{escape(topic_id)}</h2>'
            f'<div class="languages">{columns}</div>'
            f'<p class="small"><a href="#top">{self.say("top")}</a></p></section>'
        )

    def language(self, topic_id: str, language: str) -> str:
        """Return one topic in one language."""
        topic = self.base.topics.get((language, topic_id))
        if topic is None:
            return f'<div class="language"><h3>{language}</h3><p class="bad">{self.say("absent")}</p></div>'
        more = f'<h4>{self.say("more")}</h4><p class="more">{escape(topic.more)}</p>' if topic.more else ""
        more += "".join(
            f"<h4>{self.say(key)}</h4><p>{escape(said)}</p>"
            for key, said in (("plain", topic.plain), ("example", topic.example))
            if said
        )
        opinion = f'<p class="bad small">{self.say("opinion")}</p>' if topic.opinion else ""
        text = (
            f'<h3>{escape(topic.question)}</h3>{opinion}<p class="more">{escape(topic.answer)}</p>'
            f"<h4>{self.say('do')}</h4>{_items(topic.do)}{more}"
        )
        count = self.say("variants", count=len(topic.variants))
        return (
            f'<div class="language"><p class="small">{language}</p><div lang="{language}">{text}</div>'
            f'<details lang="{self.lang}"><summary>{count}</summary>{_items(topic.variants)}</details>'
            f"{self.facts(topic)}</div>"
        )

    def facts(self, topic: Topic) -> str:
        """Return what a curator must know about a topic besides its texts."""
        everything = "\n".join((topic.answer, topic.more, *topic.do))
        numbers = {
            "words": readability.words(topic.answer),
            "answer": round(readability.lix(topic.answer)),
            "all": round(readability.lix(everything)),
        }
        dates = {"reviewed": topic.reviewed, "review_by": topic.review_by, "owner": topic.owner}
        late = f' <span class="bad">{self.say("overdue")}</span>' if topic.review_by < self.today else ""
        steps = ", ".join(escape(step) for step in self.base.next_steps.get(topic.id, ()))
        near = self.near.get(topic.lang, {}).get(topic.id, ())
        return (
            f'<div class="small"><h4>{self.say("sources")}</h4>{self.sources(topic)}'
            f"<h4>{self.say('related')}</h4>{self.links(topic.related)}"
            + (f"<h4>{self.say('next')}</h4><p>{steps}</p>" if steps else "")
            + (f"<h4>{self.say('neighbours')}</h4>{self.look_alikes(near)}" if near else "")
            + f"<p>{self.say('readability', **numbers)}</p><p>{self.say('reviewed', **dates)}{late}</p></div>"
        )

    def sources(self, topic: Topic) -> str:
        """Return the sources with section and link."""
        items = []
        for ref in topic.sources:
            source = self.base.sources[ref.id]
            title = escape(source.title[self.lang])
            linked = f'<a href="{escape(source.url)}">{title}</a>' if source.url else title
            items.append(f"<li>{linked}, {escape(ref.section)}</li>")
        return f"<ul>{''.join(items)}</ul>"

    def look_alikes(self, neighbours: Iterable[Neighbour]) -> str:
        """Return the topics that look like this one, with the pair of questions."""
        items = (
            f"<li>{self.link(near.topic_id)} ({_score(near.likeness)}): "
            f"{_quoted(near.own)} / {_quoted(near.other)}</li>"
            for near in neighbours
        )
        return f"<ul>{''.join(items)}</ul>"

    def links(self, topic_ids: Iterable[str]) -> str:
        """Return a list of links to topics on this page."""
        return "<ul>" + "".join(f"<li>{self.link(topic_id)}</li>" for topic_id in topic_ids) + "</ul>"

    def link(self, topic_id: str) -> str:
        """Return a link to a topic on this page."""
        return f'<a href="#{escape(topic_id)}">{escape(topic_id)}</a>'

    def date(self, date: dt.date) -> str:
        """Return a date, marked when it is past."""
        late = f' <span class="bad">{self.say("overdue")}</span>' if date < self.today else ""
        return f"{date.isoformat()}{late}"


def _score(likeness: float) -> str:
    """Return a likeness as curators read it, from 0 to 100."""
    return f"{100 * likeness:.0f}"


def _quoted(text: str) -> str:
    return f"«{escape(text)}»"


def _items(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"
