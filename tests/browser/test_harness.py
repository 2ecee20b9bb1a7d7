"""The tests of pages notice what goes wrong: each kind of fault is made once."""

from __future__ import annotations

from tests.browser.conftest import WAIT, Visit
from tests.browser.looking import Wire, axe, tab_to, too_wide, visible_focus

BROKEN = (
    "<title>x</title><style>:focus {outline: none}</style>"
    "<div style='width: 900px'>wide</div><img src='x'><a href='#x'>x</a>"
)


def test_a_request_to_another_host_an_error_and_a_refused_script_are_noted(visit: Visit) -> None:
    page = visit("/questions")
    page.evaluate("fetch('http://192.0.2.1/').catch(() => 0)")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    page.evaluate("fetch('/nowhere')")
    wanted = ("http://192.0.2.1/", "uncaught: thrown", "inline script", "status of 404")
    for _ in range(WAIT // 20):
        if all(each in "\n".join(visit.faults) for each in wanted):
            break
        page.wait_for_timeout(20)
    found = "\n".join(visit.faults)
    assert "another host: GET http://192.0.2.1/" in found or "Content Security Policy" in found
    assert all(each in found for each in wanted[1:]), found
    visit.allow("another host|failed: GET http://192|Content Security Policy|uncaught: thrown|status of 404")
    assert not visit.faults


def test_a_page_that_nobody_can_read_is_found_out(visit: Visit) -> None:
    page = visit(None)
    page.set_content(BROKEN)
    assert any(line.startswith("image-alt") for line in axe(page))
    assert "900 px wide" not in "".join(too_wide(page))
    assert too_wide(page)[0].endswith("px wide in 320 px")
    assert any(line.startswith("looks the same with focus") for line in visible_focus(page))
    visit.allow("failed")


def test_of_rows_that_are_alike_some_are_looked_at_but_an_odd_one_always(visit: Visit) -> None:
    page = visit(None)
    alike = "<tr><td>a</td></tr>" * 40
    page.set_content(
        f"<html lang=en><title>x</title><main><h1>x</h1><table>{alike}"
        "<tr><td><a class=odd href='/'></a></td></tr>" + alike + "</table></main>"
    )
    before = page.content()
    assert any(line.startswith("link-name") and "odd" in line for line in axe(page, ["link-name"]))
    assert page.content() == before
    page.locator("tr", has=page.locator(".odd")).evaluate("row => row.remove()")
    assert not axe(page, ["link-name"])


def test_what_changes_quickly_is_said_once_when_it_has_settled(visit: Visit) -> None:
    page = visit("/questions")
    said = page.evaluate("""async () => {
        const { Teller } = await import("/static/telling.js");
        const element = document.querySelector("form [role=status]"), said = [], told = new Teller(element, 30);
        new MutationObserver(() => said.push(element.textContent)).observe(element, {childList: true});
        const later = milliseconds => new Promise(done => setTimeout(done, milliseconds));
        for (const words of ["one", "two", "three"]) told.soon(words);
        await later(90);
        told.soon("three");
        await later(90);
        told.hold();
        told.soon("never");
        told.now("");
        await later(90);
        return said;
    }""")
    assert said == ["three", ""]


def test_a_phone_with_english_asks_for_english_and_bytes_are_counted(visit: Visit) -> None:
    page = visit(None, "en", "phone", dark=True)
    wire = Wire(page)
    page.goto("/questions")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [390, True]
    assert 2_000 < wire.total < 150_000, wire.bytes
    assert tab_to(page, "main a[href]") > 0
