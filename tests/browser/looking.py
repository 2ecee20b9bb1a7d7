"""What a test asks of a page as it looks: axe-core, visible focus, width, and bytes over the wire."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browser.rules import RUN, TAGS, axe_core

# Focus by script counts as focus by keyboard while the keyboard was the last that was used: `visible_focus` sees to it.
_FOCUS = """most => {
    const names = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'borderColor',
        'color', 'textDecorationLine', 'textDecorationThickness'];
    const look = element => {
        const first = element.firstElementChild; // of a large element, what is inside may show it
        const found = first ? [names.map(name => getComputedStyle(first)[name]).join()] : [];
        for (let at = element; at && found.length < 4; at = at.parentElement) {
            const style = getComputedStyle(at);
            found.push(names.map(name => style[name]).join());
        }
        return found.join('|');
    };
    const name = element => element.outerHTML.slice(0, 160).replace(/\\s+/g, ' ');
    const faults = [];
    const all = [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')].filter(element =>
        element.tabIndex >= 0 && !element.disabled && element.checkVisibility({visibilityProperty: true}));
    const step = Math.max(1, Math.ceil(all.length / most));
    for (const element of all.filter((_, at) => at % step === 0 || at < 20)) {
        document.activeElement?.blur();
        const before = look(element);
        element.focus();
        if (document.activeElement !== element) { faults.push('takes no focus: ' + name(element)); continue; }
        if (look(element) === before) faults.push('looks the same with focus: ' + name(element));
        const boxes = [...element.getClientRects()].filter(box => box.width >= 1 && box.height >= 1);
        if (!boxes.length) { faults.push('no room: ' + name(element)); continue; }
        const box = boxes.find(({left, right, top, bottom}) =>
            bottom > 0 && top < innerHeight && right > 0 && left < innerWidth);
        if (!box) { faults.push('out of view with focus: ' + name(element)); continue; }
        const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        if (top && !element.contains(top) && !top.contains(element) && !element.labels?.[0]?.contains(top))
            faults.push('covered with focus: ' + name(element) + ' by ' + name(top));
    }
    document.activeElement?.blur();
    return faults;
}"""

_WIDE = """() => {
    const limit = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= innerWidth) return [];
    const scrolls = element => {
        for (let at = element.parentElement; at; at = at.parentElement)
            if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
        return false;
    };
    return ['the page is ' + document.scrollingElement.scrollWidth + ' px wide in ' + innerWidth + ' px',
        ...[...document.body.querySelectorAll('*')]
            .filter(element => element.getBoundingClientRect().right > limit + 1 && !scrolls(element))
            .slice(0, 5).map(element => element.outerHTML.slice(0, 160).replace(/\\s+/g, ' '))];
}"""

_FOCUSED = "selector => document.activeElement?.matches(selector) ?? false"


def axe(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practice, or against some rules; a line an element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_core())
    found: list[str] = page.evaluate(RUN, ["rule", rules] if rules else ["tag", TAGS])
    return found


def visible_focus(page: Page, most: int = 60) -> list[str]:
    """What takes focus and does not show it, or lies out of view then; of more than `most` elements, some."""
    page.keyboard.press("Tab")
    found: list[str] = page.evaluate(_FOCUS, most)
    return found


def too_wide(page: Page, width: int = 320) -> list[str]:
    """Whether the page scrolls sideways at a width (320 px: WCAG 1.4.10, and 200 % of a phone), and what sticks out."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 720})
    found: list[str] = page.evaluate(_WIDE)
    if before:
        page.set_viewport_size(before)
    return found


def space(page: Page) -> None:
    """Give the text of a page the spacing that WCAG 1.4.12 names."""
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
        document.adoptedStyleSheets = [sheet];
    }""")


def tab_to(page: Page, selector: str, most: int = 80, key: str = "Tab") -> int:
    """Press Tab (or another key) until what has focus matches a selector; how often that was. Fails after `most`."""
    for pressed in range(most + 1):
        if page.evaluate(_FOCUSED, selector):
            return pressed
        page.keyboard.press(key)
    at = page.evaluate("document.activeElement?.outerHTML.slice(0, 160)")
    raise AssertionError(f"{selector} is not reached by {most} times Tab, which led to {at}")


class Wire:
    """Bytes that come over the wire to a page, heads and encoded bodies, by address."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.on("Network.requestWillBeSent", self._sent)
        self._session.on("Network.loadingFinished", self._finished)
        self._session.send("Network.enable")

    def begin(self) -> None:
        """Count anew, for a reader who was never here."""
        self._session.send("Network.clearBrowserCache")
        self.bytes.clear()

    @property
    def total(self) -> int:
        return sum(self.bytes.values())

    def _sent(self, event: dict[str, Any]) -> None:
        self._names[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        name = self._names.get(event["requestId"], "?")
        self.bytes[name] = self.bytes.get(name, 0) + int(event["encodedDataLength"])
