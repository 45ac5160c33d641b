"""The fallback page where the finished site has none."""

from __future__ import annotations

from html import escape

from sitegen.preview.live import FOLDER
from sitegen.preview.status import Status

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{folder}preview.css">
</head>
<body class="preview-page">
<main>
<h1>{title}</h1>
<p>{advice}</p>
<ul id="preview-problems" class="problems">
{items}</ul>
</main>
</body>
</html>
"""


def error_page(status: Status) -> bytes:
    """Return a page that lists what is wrong, as the script in it does from then on."""
    if status.problems:
        title, advice = "There is no page to show yet", "Correct this; the page then comes by itself."
    else:
        title, advice = (
            "There is no such page",
            f'The site begins at <a href="{escape(status.site.base_path)}">here</a>.',
        )
    items = "".join(_item(**problem) for problem in status.places())
    return _PAGE.format(title=title, advice=advice, folder=FOLDER, items=items).encode()


def _item(place: str, message: str, severity: str) -> str:
    code = f"<code>{escape(place)}</code> " if place else ""
    return f'<li class="{escape(severity)}">{code}<span>{escape(message)}</span></li>\n'
