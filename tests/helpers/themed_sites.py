"""A small site that has every kind of page, for looking at themes."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

from PIL import Image
from rated import Rated, write_rated
from sites import TRANSLATED, SiteFolder, write_site

THEMES = ("harian", "polos")

PAGES = {
    "choice": "",
    "404": "404.html",
    "home": "id/",
    "home-en": "en/",
    "second-page": "id/page/2/",
    "original": "id/kabar/",
    "translation": "en/kabar/",
    "parallel": "en/kabar/parallel/",
    "levels": "en/ragu/",
    "levels-parallel": "en/ragu/parallel/",
    "rough-headline": "en/kasar/",
    "bare": "id/singkat/",
    "long-words": "id/panjang/",
    "untranslated": "id/baru/",
    "markup": "en/aneka/",
    "withdrawn": "id/ditarik/",
    "tags": "id/tag/",
    "tag": "en/tag/ekonomi/",
    "archive": "id/archive/",
    "year": "id/archive/2022/",
    "month": "en/archive/2022/01/",
    "undated": "id/archive/undated/",
    "search": "id/search/",
}
"""A page of each kind, by a name for it."""


def every_kind_of_page(root: Path, theme: str) -> SiteFolder:
    """Write and render a site with a page of each kind."""
    site = write_site(root, theme=theme, articles_per_page=4, base_url="https://example.org/")
    bodies = {
        "id": "\n\n".join(f'Kalimat {number} "penting" {"kata " * 30}.\nKalimat lain.' for number in range(1, 8)),
        "en": "\n\n".join(f'Sentence {number} is "vital" {"word " * 30}.\nAnother one.' for number in range(1, 8)),
    }
    site.pair(
        "kabar",
        ("Menteri Serukan 'Persatuan' di Tengah Ketegangan", "Minister Calls for 'Unity' Amid Tensions"),
        (f"{bodies['id']}\n\nBACA JUGA: Aneka", f"{bodies['en']}\n\nREAD ALSO: Odds and Ends"),
        date=datetime.date(2022, 1, 3),
        date_inferred=True,
        image="gambar.jpg",
        image_alt="Seorang menteri di podium.",
        caption="Menteri di Washington.",
        credit="Evelyn Hockstein/Pool via AP",
        dateline="JAKARTA (VOA)",
        byline="mg/rs",
        source={
            "url": "https://www.example.com/a/menteri-serukan-persatuan/6382120.html",
            "publisher": "Suara Nusantara",
            "authors": ["Budi Santoso", "Ani Wijaya"],
            "published": datetime.date(2022, 1, 3),
            "license": "CC BY-SA 4.0",
            "note": "Dimuat ulang dengan izin. Judul diubah.",
        },
        tags=["ekonomi", "luar negeri"],
    )
    data = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(data, "JPEG")
    for lang in ("id", "en"):
        (site.root / "content" / lang / "gambar.jpg").write_bytes(data.getvalue())
    markup = (
        "# Bagian\n\n> Kutipan.\n\n- satu\n- dua[^1]\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n`kode` <kbd>Ctrl</kbd>\n\n"
        "```\nkode\n```\n\n[^1]: Catatan."
    )
    site.pair("aneka", ("Aneka", "Odds and Ends"), (markup, markup), translation={**TRANSLATED, "status": "reviewed"})
    write_rated(
        site,
        "ragu",
        Rated("Warga Diminta Tenang", "Residents Were Asked to Tranquil", 0.2),
        Rated("Ibu pergi.", "Mother left.", 0.9),
        Rated("Anak makan.", "The child eats itself.", 0.5),
        Rated("Ada 5.", "There are 6.", 0.9, ("number",)),
        Rated("Bapak tidur.", "Father is fast.", 0.1, ("name",)),
        Rated("BACA JUGA: Aneka", "READ ALSO: Odd and End", 0.3),
    )
    write_rated(site, "kasar", Rated("Hujan", "Rains", 0.5), Rated("Hujan turun.", "Rain went down.", 0.6))
    site.pair("singkat", ("Singkat", "Short"))
    long = "Mempertanggungjawabkan Penyelenggaraan " * 6 + "Kata" * 30
    site.pair("panjang", (long, long), ("Kata" * 60, "Word" * 60), date=datetime.date(2022, 1, 1), caption="Kata" * 40)
    site.write("id", "baru", "Berita Baru", "Satu.", date=datetime.date(2022, 1, 5), tags=["ekonomi"])
    site.write("id", "ditarik", "Ditarik", "Satu.", withdrawn=True, withdrawn_reason="Ada kesalahan.")
    site.write("en", "ditarik", "Withdrawn", "One.", translation=dict(TRANSLATED))
    assert [str(problem) for problem in site.render().problems] == []
    return site
