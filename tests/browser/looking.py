"""Looks at a page in one go: everything that is asked of every page, in a single question to the browser.

Each question to a browser goes through two other processes; asked one by one they cost more than the answers.
"""

from __future__ import annotations

import dataclasses

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Error, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Violations alone are told with their places: to spell out all that is well takes longer than the looking.
LOOKS_FOR = {"runOnly": RULES, "resultTypes": ["violations"]}

# What is wider than the page, unless it is hidden from sight on purpose.
SPILLS = """() => [...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect();
    const hidden = getComputedStyle(one).clipPath !== 'none' || one.closest('.unseen, .brand bdi, svg');
    return box.width > 0 && !hidden && (box.right > innerWidth + 1 || box.left < -1);
  }).map(one => one.outerHTML.slice(0, 90)).concat(
    document.documentElement.scrollWidth > innerWidth ? ['the page itself'] : [])"""
CONTROLS = "'a[href], button, summary, input:not([type=hidden]), select, textarea'"
NO_NAME = """() => [...document.querySelectorAll(ASKED)]
  .filter(one => !(one.textContent.trim() || one.labels?.length)).map(one => one.outerHTML.slice(0, 120))"""

# The accessibility check, brought to the page where it is not there yet; only what is wrong comes back.
VIOLATIONS = """async options => (await axe.run(document, options)).violations.map(
    rule => [rule.id, rule.nodes.slice(0, 5).map(node => node.target)])"""
ALL = f"""async options => {{
    document.querySelectorAll('details:not(.hat)').forEach(one => {{ one.open = true }});
    return {{
      spills: ({SPILLS})(),
      nameless: ({NO_NAME.replace("ASKED", CONTROLS)})(),
      violations: await ({VIOLATIONS})(options),
      title: document.title,
      headings: document.querySelectorAll('h1').length,
    }};
  }}"""


@dataclasses.dataclass(frozen=True)
class Found:
    """What a page is like: what spills over its edge, controls without a name, broken rules with their first places,
    its title, and how many headings of the first level it has."""

    spills: list[str]
    nameless: list[str]
    violations: list[tuple[str, list[object]]]
    title: str
    headings: int

    def faults(self) -> list[str]:
        """All that is wrong on any page."""
        broken = [f"{rule} at {places[0]}" for rule, places in self.violations]
        headings = [] if self.headings == 1 else ["not one heading of the first level"]
        return [*self.spills, *self.nameless, *broken, *headings]


def brings_the_check(profile: BrowserContext) -> BrowserContext:
    """Puts the accessibility check into every page of a profile before it loads; gives the profile back."""
    profile.add_init_script(AXE_SCRIPT)
    return profile


def look(page: Page) -> Found:
    """Unfolds the page as it stands, and looks at it. Its profile must bring the check."""
    return Found(**page.evaluate(ALL, LOOKS_FOR))


def violations(page: Page) -> list[tuple[str, list[object]]]:
    """The rules of accessibility that the page breaks as it stands, each with its first places.

    A page that a tap is just leaving cannot be asked any more: then the one that comes is asked, once.
    """
    try:
        return _asked(page)
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
    page.wait_for_load_state()
    return _asked(page)


def _asked(page: Page) -> list[tuple[str, list[object]]]:
    page.evaluate(AXE_SCRIPT)
    found: list[tuple[str, list[object]]] = page.evaluate(VIOLATIONS, LOOKS_FOR)
    return found
