"""Open a built page in a browser as a reader would."""


def opened(browser, built, name, width, scheme="light", **options):
    """Return the page *name* in a window of *width* px, and the list of addresses that it asked for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((built / f"{name}.html").as_uri())
    return page, asked
