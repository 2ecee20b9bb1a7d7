"""What axe-core is asked of a page: its source, its rules, and how it looks at long tables and lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""Rules that find something else on a page that only looks different."""
AXE = Path(__file__).parents[2] / "api" / "browser" / "node_modules" / "axe-core" / "axe.min.js"

# Rows of tables and entries of lists that are built alike are put aside while axe-core looks: of each kind at a place,
# the first three stand for all, and the first of each table or list; a kind that comes once, far down, is looked at.
RUN = """async ([type, values]) => {
    const built = each => each.tagName + '.' + [...each.attributes]
        .filter(({name}) => /^(class|role|lang|type|tabindex|open|hidden|disabled)$|^(data-tone|aria-)/.test(name))
        .map(({name, value}) => /^aria-(?!pressed|sort|current|selected|expanded)/.test(name) ? name : name + value);
    const place = at => at && at !== document.body ? built(at) + '<' + place(at.parentElement) : '';
    const seen = new Map();
    const aside = [];
    for (const each of document.querySelectorAll('tbody > tr, main ul > li, main ol > li')) {
        if (each.contains(document.activeElement) || each === each.parentElement.firstElementChild) continue;
        const kind = [...new Set([each, ...each.querySelectorAll('*')].map(built))].sort().join()
            + '<' + place(each.parentElement);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (seen.get(kind) > 3) aside.push([each, each.parentNode, each.nextSibling]);
    }
    for (const [each] of aside) each.remove();
    try {
        const found = await axe.run(document, {runOnly: {type, values}, resultTypes: ['violations'], preload: false});
        return found.violations.flatMap(rule => rule.nodes.slice(0, 5).map(node =>
            rule.id + ' (' + rule.impact + '): ' + node.target.join(' ') + ' | ' + node.html.slice(0, 160) + ' | '
            + [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ').slice(0, 240)));
    } finally {
        for (const [each, parent, next] of aside.reverse()) parent.insertBefore(each, next);
    }
}"""


@cache
def axe_core() -> str:
    """The source of axe-core, for contexts that run it on each page; else `axe` does."""
    assert AXE.is_file(), "axe-core is not there: `make test` brings the packages of api/browser"
    return AXE.read_text(encoding="utf-8")
