"""The look of all pages: colours that can be read in both schemes, and nothing linked that is not there."""

from __future__ import annotations

import re
from html import escape

import pytest
from regelgraph.web.static_files import FOLDER, names

from tests.web.conftest import Client
from tests.web.test_pages_of_things import Tags, assert_sound, page

SHEETS = {
    name: (FOLDER / name).read_text() for name in ("style.css", "parts.css", "forms.css", "tables.css", "print.css")
}
"""Those that every page has."""
SCHEMES = ("light", "dark")
TONES = ("safe", "doubt", "open", "blocked")
GROUNDS = ("page", "surface", "mark")
TEXTS = (
    *((text, ground) for text in ("ink", "muted", "link", "action-strong") for ground in GROUNDS),
    *((tone, f"{tone}-back") for tone in TONES),
    *(("ink", f"{tone}-back") for tone in TONES),
    *(("link", f"{tone}-back") for tone in TONES),
    ("blocked", "page"),
    ("blocked", "surface"),
    ("on-action", "action"),
    ("on-action", "action-strong"),
)
"""Text and its ground: 4.5 to 1 (WCAG 2.2, 1.4.3)."""
PARTS = (
    *((part, ground) for part in ("edge", "focus", "action", *TONES) for ground in ("page", "surface")),
    *(("focus", f"{tone}-back") for tone in TONES),
    ("focus", "mark"),
)
"""What shows where a control is, or that it has the focus, and figures of charts: 3 to 1 (1.4.11, 2.4.13)."""


def colours(scheme: str) -> dict[str, str]:
    """The colours by name: those of the dark scheme replace those of the light one."""
    light, _, rest = SHEETS["style.css"].partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    dark = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", rest.partition("}\n}")[0]))
    assert set(dark) == set(found)
    return dark if scheme == "dark" else found


def contrast(one: str, other: str) -> float:
    """The ratio of contrast (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_ratio_of_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_and_controls_stand_out_from_their_ground(scheme: str) -> None:
    known = colours(scheme)
    for pairs, least in ((TEXTS, 4.5), (PARTS, 3.0)):
        low = {pair: ratio for pair in pairs if (ratio := contrast(known[pair[0]], known[pair[1]])) < least}
        assert low == {}, scheme


@pytest.mark.parametrize("scheme", SCHEMES)
def test_signs_and_lines_of_the_drawing_stand_out_from_the_page(scheme: str) -> None:
    light, dark = re.findall(r":root \{([^}]*)\}", (FOLDER / "explore.css").read_text())
    drawn = dict(re.findall(r"--(k\d|explore-line|explore-mark): (#[0-9a-f]{6})", light))
    assert len(drawn) == 10
    drawn |= dict(re.findall(r"--(k\d|explore-line|explore-mark): (#[0-9a-f]{6})", dark)) if scheme == "dark" else {}
    page = colours(scheme)["page"]
    assert {name: ratio for name, each in drawn.items() if (ratio := contrast(each, page)) < 3} == {}


def test_every_colour_is_one_of_the_scheme() -> None:
    """So that the test above speaks about all of them; paper is black on white, and shadows are no text."""
    for name, text in SHEETS.items():
        shown = re.sub(r":root \{.*?\}", "", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL), flags=re.DOTALL)
        if name != "print.css":
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b", shown) == [], name
            assert set(re.findall(r"rgb\([^)]*\)", shown)) <= {"rgb(0 0 0 / 0.45)", "rgb(0 0 0 / 0.2)"}, name
        known = set(re.findall(r"(--[a-z-]+):", SHEETS["style.css"]))
        assert set(re.findall(r"var\((--[a-z-]+)", text)) <= known, name


def test_a_page_links_only_files_that_are_there(ask: Client) -> None:
    for lang in ("de", "en"):
        found = Tags(page(ask, f"/?lang={lang}")).found
        linked = {str(each["href"]) for tag, each in found if tag == "link" and "static" in str(each["href"])}
        linked |= {str(each["src"]) for tag, each in found if tag == "script"}
        assert {"/static/icon.svg", *(f"/static/{name}" for name in SHEETS)} <= linked
        for address in linked:
            assert ask.get(address).status_code == 200, address
    for name, text in SHEETS.items():
        assert set(re.findall(r'url\("?([^")]+)', text)) <= set(names()), name


def test_style_sheets_load_nothing_from_elsewhere_and_say_what_they_are_for() -> None:
    for name, text in SHEETS.items():
        assert text.startswith("/* "), name
        assert "@import" not in text
        assert "http" not in text
    assert sum(len(text.encode()) for text in SHEETS.values()) < 32_000


def test_moving_things_stand_still_for_who_wants_it() -> None:
    for name, text in SHEETS.items():
        for place in [found.start() for found in re.finditer(r"(transition|animation)[a-z-]*:", text)]:
            assert "@media (prefers-reduced-motion: no-preference)" in text[:place], name


def test_the_section_of_a_page_is_marked(ask: Client) -> None:
    head = page(ask, "/questions").partition("</header>")[0]
    marked = re.findall(r'<a href="([^"]+)" aria-current="page">', head)
    assert marked == ["/questions"]
    inside = page(ask, "/questions/links-out").partition("</header>")[0]
    assert '<a href="/questions" aria-current="true">' in inside


def test_the_start_page_shows_a_person_that_the_service_has_checked(ask: Client) -> None:
    for lang, facts in (("de", "Aufenthaltstitel"), ("en", "Residence title")):
        text = page(ask, f"/?lang={lang}")
        assert_sound(text)
        tones = re.findall(r'<p class="verdict" data-tone="([a-z]+)">', text)
        assert tones == ["safe", "blocked", "open"]
        assert f"<dt>{facts}</dt>" in text
        judged = [
            ask.check("persons", row(ask, lang), params={"round": name}).json()["results"][0]
            for name in ("win-win-1", "win-win-2", "win-win-3")
        ]
        assert [each["verdict"] for each in judged] == ["eligible", "not_eligible", "undetermined"]
        assert all(each[f"reasons_{lang}"] in text for each in judged)
        rounds = ask.handler.loaded.rulebook.rounds.values()
        notes = [each.note.get(lang) for each in rounds if each.note and each.programme.endswith("/win-win")]
        assert len(notes) == 2
        assert all(f"<p>{escape(note)}</p>" in text for note in notes)


def row(ask: Client, lang: str) -> dict[str, str]:
    """The person as somebody would send it, without its round."""
    said = ask.handler.loaded.rulebook.texts["start-example"].get(lang)
    pairs = [part.split(": ") for part in said.split("; ")]
    return dict(pairs[:-1])
