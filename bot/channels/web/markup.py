"""Elements of SVG, every word in them escaped."""

from __future__ import annotations

from html import escape


def svg(key: str, title: str, description: str, width: float, height: float, inside: str, kind: str) -> str:
    """Return a picture with its title and description for those who do not see it."""
    head = tag("title", title, id=f"picture-{key}-title") + tag("desc", description, id=f"picture-{key}-desc")
    return markup(
        "svg",
        head + inside,
        class_=kind,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"picture-{key}-title",
        aria_describedby=f"picture-{key}-desc",
    )


def tag(name: str, text: str, **attributes: object) -> str:
    """Return an element with a text."""
    return markup(name, escape(text), **attributes)


def markup(name: str, inside: str, **attributes: object) -> str:
    """Return an element with markup in it. Names that Python keeps for itself end in an underscore."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{shown}>{inside}</{name}>"
