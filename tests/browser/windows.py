"""Open a built page in a browser as a reader would, and tell what is wrong with how it looks."""

from pathlib import Path

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")


def opened(browser, built, name, width, scheme="light", **options):
    """Return the page *name* in a window of *width* px, and the list of addresses that it asked for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((built / f"{name}.html").as_uri())
    return page, asked


def faults(page, views, axe_in):
    """Return what is wrong with the open *page* by view and check, in *views* of a width and a colour scheme.

    In those that are in *axe_in* too, axe looks at it as well.
    """
    from axe_playwright_python.sync_playwright import Axe

    wrong = {}
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(PROBE)
        wrong |= {(width, scheme, key): value for key, value in found.items() if key != "marks" and value}
        if not all(found["marks"]):
            wrong[width, scheme, "marks"] = found["marks"]
        if (width, scheme) in axe_in:
            judged = Axe().run(page).response["violations"]
            wrong |= {(width, scheme, one["id"]): one["nodes"][0]["html"][:200] for one in judged}
    return wrong
