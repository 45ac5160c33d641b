"""Pictures: in front matter and in bodies, resized once, without what the camera wrote, and never from elsewhere."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from browsing import OpenTab, needs_chromium, serving
from fake_engine import BackwardEngine
from html_pages import all_of, one, parse, text
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.rendering.images import WIDTHS, widths
from sitegen.rendering.pictures import making as picture_making
from sitegen.rendering.pictures.files import PictureFiles
from sitegen.translation.run import translate_site

pytestmark = pytest.mark.slow


def drawing(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture with a red upper left quarter on blue."""
    image = Image.new(mode, (width, height), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill="red")
    return image


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    return make_site(base_url="https://example.org/news/")


def save(site: SiteFolder, name: str, image: Image.Image | None = None, **options: object) -> Path:
    """Save a picture under content/."""
    path = site.root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (image or drawing(1000, 500)).save(path, **options)  # type: ignore[arg-type]
    return path


def lead(site: SiteFolder, page: str = "id/kabar/") -> Element:
    return one(one(parse(site.page(page)), "main"), "img")


def candidates(element: Element) -> dict[str, str]:
    """The addresses in a srcset by their widths."""
    return {width: address for address, width in (item.split() for item in element.get("srcset", "").split(","))}


def opened(site: SiteFolder, address: str) -> Image.Image:
    """The file of the finished site that an address leads to."""
    assert address.startswith("/news/images/")
    image = Image.open(site.public / address.removeprefix("/news/"))
    image.load()
    return image


def troubles(site: SiteFolder) -> list[str]:
    """The problems of a render, with paths as they are written from the site's folder."""
    return [f"{problem.severity}: {problem}".replace(f"{site.root}/", "") for problem in site.render().problems]


# What pages show


def test_an_article_s_picture_is_shown_in_both_languages_each_with_its_own_words(site: SiteFolder) -> None:
    save(site, "images/kapal.jpg")
    site.write(
        "id", "kabar", "Kabar", image="../images/kapal.jpg", image_alt="Kapal di 'pelabuhan'", caption="Tanjung."
    )
    site.write("en", "kabar", "News", image_alt="A ship in the 'port'", caption="Tanjung.")
    assert site.render().problems == ()
    for lang, alt in (("id", "Kapal di ‘pelabuhan’"), ("en", "A ship in the ‘port’")):
        page = parse(site.page(f"{lang}/kabar/"))
        figure = one(page, "figure", class_="photo")
        picture = one(figure, "img")
        assert (picture.get("alt"), picture.get("lang")) == (alt, None)
        assert (picture.get("width"), picture.get("height")) == ("1000", "500")
        assert "Tanjung." in "".join(one(figure, "figcaption").itertext())
        assert one(parse(site.page(f"{lang}/")), "img").get("alt") == alt


def test_words_that_only_the_original_has_keep_their_language(site: SiteFolder) -> None:
    save(site, "images/kapal.jpg")
    site.pair("kabar", ("Kabar", "News"))
    site.write("id", "kabar", "Kabar", image="../images/kapal.jpg", image_alt="Kapal")
    assert site.render().problems == ()
    assert lead(site, "id/kabar/").get("lang") is None
    assert (lead(site, "en/kabar/").get("alt"), lead(site, "en/kabar/").get("lang")) == ("Kapal", "id")


def test_a_picture_without_words_is_said(site: SiteFolder) -> None:
    save(site, "images/kapal.jpg")
    site.write("id", "kabar", "Kabar", image="../images/kapal.jpg")
    assert troubles(site) == [
        "warning: content/id/kabar.md:2: image_alt: is missing; say in a few words what the picture shows"
    ]
    assert lead(site).get("alt") == ""


def test_the_page_offers_sizes_up_to_the_picture_s_own(site: SiteFolder) -> None:
    save(site, "images/kapal.jpg", drawing(2400, 1201))
    site.write("id", "kabar", "Kabar", image="../images/kapal.jpg", image_alt="Kapal")
    site.render()
    source = one(one(parse(site.page("id/kabar/")), "main"), "source")
    assert source.get("type") == "image/webp"
    sizes = {width: opened(site, address) for width, address in candidates(source).items()}
    assert {width: image.size for width, image in sizes.items()} == {
        "480w": (480, 240), "800w": (800, 400), "1200w": (1200, 600), "1600w": (1600, 801),
    }  # fmt: skip
    assert {image.format for image in sizes.values()} == {"WEBP"}
    fallback = opened(site, lead(site).get("src", ""))
    assert (fallback.format, fallback.size) == ("JPEG", (1200, 600))
    assert (lead(site).get("width"), lead(site).get("height")) == ("1200", "600")


@given(st.integers(1, 20_000))
def test_widths_grow_and_none_is_larger_than_the_picture(width: int) -> None:
    found = widths(width)
    assert list(found) == sorted(set(found))
    assert found[-1] == min(width, WIDTHS[-1])
    assert set(found[:-1]) < set(WIDTHS)


def test_the_picture_at_the_top_is_loaded_first_and_others_when_they_are_near(site: SiteFolder) -> None:
    save(site, "id/kapal.jpg")
    site.write("id", "kabar", "Kabar", "Satu.\n\n![Peta](kapal.jpg)", image="kapal.jpg", image_alt="Kapal")
    site.render()
    first, second = one(parse(site.page("id/kabar/")), "main").iter("img")
    assert (first.get("fetchpriority"), first.get("loading")) == ("high", None)
    assert (second.get("fetchpriority"), second.get("loading")) == (None, "lazy")


# Pictures in bodies


def test_a_picture_in_a_body_is_found_beside_the_article_and_resized(site: SiteFolder) -> None:
    save(site, "id/peta.png")
    save(site, "images/dua lagi.jpg", drawing(300, 200))
    bodies = ('Satu ![Peta "kota"](peta.png "Kota").\n\n![Dua](../images/dua%20lagi.jpg)',) * 2
    site.pair("kabar", ("Kabar", "News"), bodies)
    assert site.render().problems == ()
    for lang in ("id", "en"):
        first, second = one(parse(site.page(f"{lang}/kabar/")), "div", class_="body").iter("picture")
        assert one(first, "img").get("title") == "Kota"
        assert one(first, "img").get("alt") == 'Peta "kota"'
        assert [opened(site, address).width for address in candidates(one(first, "source")).values()] == [
            480,
            800,
            1000,
        ]
        assert (one(second, "img").get("width"), one(second, "img").get("height")) == ("300", "200")


def test_a_picture_in_a_body_that_is_not_there_is_said(site: SiteFolder) -> None:
    site.write("id", "kabar", "Kabar", "Satu.\n\nDua ![Peta](peta.png).")
    message = "there is no picture 'peta.png'; put it there, or correct its path from this file"
    assert troubles(site) == [f"warning: content/id/kabar.md:8: {message}"]
    assert lead(site).get("src") == "peta.png"


def test_a_picture_in_a_body_that_cannot_be_used_leaves_its_words(site: SiteFolder) -> None:
    (site.root / "content" / "id").mkdir(parents=True)
    (site.root / "content" / "id" / "peta.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("id", "kabar", "Kabar", "Dua ![Peta kota](peta.svg).")
    (trouble,) = troubles(site)
    assert trouble == (
        "error: content/id/kabar.md:6: the picture peta.svg is an SVG drawing, which can carry scripts; save it as PNG"
    )
    main = one(parse(site.page("id/kabar/")), "main")
    assert not all_of(main, "img")
    assert "Dua Peta kota." in "".join(main.itertext())


def test_a_picture_without_a_caption_has_no_empty_one_on_pages_and_in_feeds(site: SiteFolder) -> None:
    save(site, "images/kapal.jpg")
    site.write("id", "kabar", "Kabar", image="../images/kapal.jpg", image_alt="Kapal", date="2022-01-08")
    assert site.render().problems == ()
    for path in ("id/kabar/", "id/feed.xml", "id/feed.json"):
        assert "figure" in site.page(path)
        assert "figcaption" not in site.page(path)


def test_a_picture_on_another_host_is_said_once_and_becomes_a_link_that_says_what_it_is(site: SiteFolder) -> None:
    address = "https://example.org/peta.png?a=1&b=2"
    site.pair("kabar", ("Kabar", "News"), (f"Satu.\n\nDua ![Peta]({address}).", f"One.\n\nTwo ![Map]({address})."))
    (trouble,) = troubles(site)
    assert trouble == (
        f"warning: content/id/kabar.md:8: shows a picture of another host, {address}, which readers get as a link "
        "only; save the picture in content/ and write its path from this file"
    )
    for lang, words in (("id", "Gambar di situs lain: Peta"), ("en", "Picture on another site: Map")):
        main = one(parse(site.page(f"{lang}/kabar/")), "main")
        assert not all_of(main, "img")
        assert text(one(main, "a", href=address)) == words


def test_a_picture_on_another_host_in_a_link_says_what_it_is(site: SiteFolder) -> None:
    site.write("id", "kabar", "Kabar", "[![](https://example.org/peta.png)](https://example.org/)")
    assert len(troubles(site)) == 1
    main = one(parse(site.page("id/kabar/")), "main")
    assert text(one(main, "a", href="https://example.org/")) == "Gambar di situs lain"


# What is wrong with a file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no file 'x.jpg'; put the picture there, or correct its path from this file"),
        (b"", "the picture x.jpg is no picture in JPEG, PNG, WebP or GIF format; save it in one of these"),
        (b"<svg/>", "the picture x.jpg is an SVG drawing, which can carry scripts; save it as PNG"),
        (b"GIF89a\x01", "the picture x.jpg is no picture in JPEG, PNG, WebP or GIF format; save it in one of these"),
    ],
)
def test_a_file_that_is_no_picture(site: SiteFolder, content: bytes | None, message: str) -> None:
    site.write("id", "kabar", "Kabar", image="x.jpg", image_alt="Kapal")
    if content is not None:
        (site.root / "content" / "id" / "x.jpg").write_bytes(content)
    assert troubles(site) == [f"error: content/id/kabar.md:2: image: {message}"]
    assert not all_of(parse(site.page("id/kabar/")), "img")


def test_a_picture_that_is_cut_off(site: SiteFolder) -> None:
    path = save(site, "id/x.jpg")
    path.write_bytes(path.read_bytes()[:3000])
    site.write("id", "kabar", "Kabar", image="x.jpg", image_alt="Kapal")
    (trouble,) = troubles(site)
    assert trouble.endswith("image: the picture x.jpg is damaged or not complete; save it again")


def test_a_picture_that_moves(site: SiteFolder) -> None:
    save(site, "id/x.gif", drawing(9, 9), save_all=True, append_images=[Image.new("RGB", (9, 9))])
    site.write("id", "kabar", "Kabar", image="x.gif", image_alt="Kapal")
    (trouble,) = troubles(site)
    assert "x.gif moves, which readers could not stop; save one of its frames as a still picture" in trouble


def test_a_small_file_of_a_huge_picture(site: SiteFolder) -> None:
    pixel = save(site, "id/x.png", Image.new("1", (1, 1))).read_bytes()
    for width, height, size in (
        (11_000, 11_000, "11,000 × 11,000"),
        (17_000, 1, "17,000 × 1"),
        (60_000, 60_000, "too many"),
    ):
        header = b"IHDR" + struct.pack(">II", width, height) + pixel[24:29]
        bomb = pixel[:12] + header + struct.pack(">I", zlib.crc32(header)) + pixel[33:]
        (site.root / "content" / "id" / "x.png").write_bytes(bomb)
        site.write("id", "kabar", "Kabar", image="x.png", image_alt="Kapal")
        (trouble,) = troubles(site)
        assert f"x.png has {size} pixels; save it smaller: at most 100 million, and 16,383 on a side" in trouble


@given(st.data())
def test_any_damage_is_an_error_or_harmless(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    file = io.BytesIO()
    drawing(20, 20).save(file, data.draw(st.sampled_from(picture_making.FORMATS)))
    damaged = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged"
    with suppress(SitegenError):
        assert picture_making.decoded(bytes(damaged), path).mode in {"RGB", "RGBA"}


# Safety


@pytest.mark.parametrize("address", ["../../rahasia.png", "/etc/passwd", "../../site.toml", "../..", "a\0b"])
def test_a_path_cannot_leave_the_content_folder(site: SiteFolder, address: str) -> None:
    drawing(9, 9).save(site.root / "rahasia.png")
    with pytest.raises(SitegenError, match=r"is not in the folder content/|cannot be looked for"):
        PictureFiles(site.site).find(address, site.root / "content" / "id")


def test_a_link_cannot_lead_out_either(site: SiteFolder, tmp_path: Path) -> None:
    drawing(9, 9).save(tmp_path / "rahasia.png")
    site.write("id", "kabar", "Kabar", "![Satu](x.png)", image="x.png", image_alt="Kapal")
    (site.root / "content" / "id" / "x.png").symlink_to(tmp_path / "rahasia.png")
    assert len(troubles(site)) == 2
    assert all("is not in the folder content/; put it there" in trouble for trouble in troubles(site))
    assert not [path for path in site.files() if path.startswith("images/")]


def test_a_picture_on_another_host_is_refused(site: SiteFolder) -> None:
    site.write("id", "kabar", "Kabar", image="https://example.org/x.jpg", image_alt="Kapal")
    assert "image: is on another host; save the picture in content/" in troubles(site)[0]


def test_nothing_of_what_the_camera_wrote_is_published(site: SiteFolder) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 31.0), 29: "RAHASIA-EXIF"})
    exif[0x010F] = "RAHASIA-EXIF"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    save(site, "id/x.jpg", exif=exif, comment=b"RAHASIA", xmp=b"RAHASIA-XMP", icc_profile=profile)
    assert b"RAHASIA" in (site.root / "content" / "id" / "x.jpg").read_bytes()
    site.write("id", "kabar", "Kabar", image="x.jpg", image_alt="Kapal")
    assert site.render().problems == ()
    files = {path: data for path, data in site.files().items() if path.startswith("images/")}
    assert len(files) == 4
    for data in files.values():
        assert b"RAHASIA" not in data
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(Image.open(io.BytesIO(data)).info)


# Colours and shapes


def corner(site: SiteFolder, page: str = "id/kabar/") -> tuple[int, ...]:
    """The colour near the upper left of the picture at the top of a page, as the fallback has it."""
    image = opened(site, lead(site, page).get("src", "")).convert("RGBA")
    colour = image.getpixel((3, 3))
    assert isinstance(colour, tuple)
    return tuple(round(value / 51) * 51 for value in colour)


def test_a_picture_is_turned_upright(site: SiteFolder) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: what is on the left belongs at the top
    image = Image.new("RGB", (600, 300), "blue")
    image.paste("red", (0, 150, 300, 300))
    save(site, "id/x.jpg", image, exif=exif)
    site.write("id", "kabar", "Kabar", image="x.jpg", image_alt="Kapal")
    site.render()
    assert (lead(site).get("width"), lead(site).get("height")) == ("300", "600")
    assert corner(site) == (255, 0, 0, 255)


@pytest.mark.parametrize(
    ("mode", "format_", "colour"),
    [
        ("L", "JPEG", (255, 255, 255, 255)),
        ("CMYK", "JPEG", (255, 255, 255, 255)),
        ("P", "PNG", (255, 255, 255, 255)),
        ("RGBA", "PNG", (255, 255, 255, 0)),
        ("LA", "PNG", (255, 255, 255, 0)),
        ("I;16", "PNG", (102, 102, 102, 255)),
        ("1", "PNG", (255, 255, 255, 255)),
        ("RGBA", "WEBP", (255, 255, 255, 0)),
        ("P", "GIF", (255, 255, 255, 255)),
    ],
)
def test_every_kind_of_pixels(site: SiteFolder, mode: str, format_: str, colour: tuple[int, ...]) -> None:
    grey = 102 * 257
    whites: dict[str, float | tuple[int, ...]] = {
        "CMYK": (0, 0, 0, 0),
        "RGBA": (255, 255, 255, 0),
        "LA": (255, 0),
        "I;16": grey,
        "P": 0,
        "L": 255,
        "1": 1,
    }
    image = Image.new(mode, (40, 40), whites[mode])
    if mode == "P":
        image.putpalette([255, 255, 255])
    save(site, "id/x", image, format=format_)
    site.write("id", "kabar", "Kabar", image="x", image_alt="Kapal")
    assert site.render().problems == ()
    assert corner(site) == colour


def test_colours_of_a_profile_become_those_that_screens_expect(site: SiteFolder) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    for name, profile in (("plain", srgb), ("swapped", swapped), ("wrong", b"not a profile")):
        save(site, f"id/{name}.jpg", icc_profile=profile)
        site.write("id", name, name, image=f"{name}.jpg", image_alt="Kapal")
    assert site.render().problems == ()
    assert corner(site, "id/plain/") == corner(site, "id/wrong/") == (255, 0, 0, 255)
    assert corner(site, "id/swapped/") == (0, 0, 255, 255)


# Translating


def test_a_translation_keeps_its_own_words_and_names_no_file(site: SiteFolder) -> None:
    save(site, "images/kapal.jpg")
    site.write("id", "kabar", "Kabar", "Satu.", image="../images/kapal.jpg", image_alt="Kapal")
    translate_site(site.site, BackwardEngine())
    path = site.root / "content" / "en" / "kabar.md"
    assert "image" not in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", "---\nimage_alt: A ship\n", 1), encoding="utf-8")
    site.write("id", "kabar", "Kabar", "Satu.\nDua.", image="../images/kapal.jpg", image_alt="Kapal besar")
    translate_site(site.site, BackwardEngine())
    assert site.render().problems == ()
    assert lead(site, "en/kabar/").get("alt") == "A ship"


# Resized once


def test_a_picture_is_decoded_once(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    save(site, "id/x.jpg")
    for slug in ("kabar", "lain"):
        site.pair(slug, (slug, slug), image="../id/x.jpg", image_alt="Kapal")
    decoded: list[Path] = []
    decode = picture_making.decoded

    def counted(data: bytes, path: Path) -> Image.Image:
        decoded.append(path)
        return decode(data, path)

    monkeypatch.setattr(picture_making, "decoded", counted)
    assert site.render().problems == ()
    before = site.files()
    assert len(decoded) == 1
    again = site.render()
    assert (len(decoded), again.written) == (1, 0)
    assert site.files() == before


def test_the_same_picture_makes_the_same_bytes(make_site: MakeSite) -> None:
    files = []
    for name in ("one", "two"):
        site = make_site(name)
        save(site, "id/x.jpg")
        site.write("id", "kabar", "Kabar", image="x.jpg", image_alt="Kapal")
        site.render()
        files.append(site.files())
    assert files[0] == files[1]


def test_what_is_missing_in_the_cache_is_made_again(site: SiteFolder) -> None:
    save(site, "id/x.jpg")
    site.write("id", "kabar", "Kabar", image="x.jpg", image_alt="Kapal")
    site.render()
    before = site.files()
    for damage in ("480.webp", "picture.json"):
        (file,) = (site.root / ".sitegen" / "pictures").rglob(damage)
        file.unlink()
        assert site.render().problems == ()
    file.write_text("[]")
    assert site.render().problems == ()
    assert site.files() == before


def test_another_picture_under_the_same_name_has_another_address(site: SiteFolder) -> None:
    save(site, "id/x.jpg")
    site.write("id", "kabar", "Kabar", image="x.jpg", image_alt="Kapal")
    site.render()
    before = lead(site).get("src")
    save(site, "id/x.jpg", drawing(1000, 501))
    site.render()
    assert lead(site).get("src") != before
    assert len([path for path in site.files() if path.startswith("images/")]) == 4


# In a browser


@needs_chromium
@pytest.mark.parametrize(
    ("width", "pixels", "expected"),
    [(390, 1, "480.webp"), (390, 2, "800.webp"), (390, 3, "1200.webp"), (1280, 1, "800.webp")],
)
def test_the_browser_takes_the_size_it_needs_and_nothing_shifts(
    make_site: MakeSite, open_tab: OpenTab, width: int, pixels: int, expected: str
) -> None:
    site = make_site()
    save(site, "id/x.jpg", drawing(2000, 1000))
    body = "\n\n".join(["Satu kalimat. " * 20, "![Peta](x.jpg)", "Dua kalimat. " * 20])
    site.write("id", "kabar", "Kabar", body, image="x.jpg", image_alt="Kapal", caption="Kapal.")
    assert site.render().problems == ()
    with serving(site.public) as address:
        tab = open_tab(viewport={"width": width, "height": 800}, device_scale_factor=pixels)
        tab.page.add_init_script(
            "window.shifts = [];"
            "new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        tab.page.goto(f"{address}/id/kabar/")
        tab.page.locator(".body img").scroll_into_view_if_needed()
        tab.page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth)")
        chosen = tab.page.evaluate("document.querySelector('figure img').currentSrc")
        assert chosen.endswith(f"/{expected}")
        assert tab.page.evaluate("window.shifts.reduce((sum, value) => sum + value, 0)") == 0
        box = tab.page.locator("figure img").bounding_box()
        assert box is not None
        assert box["width"] == pytest.approx(2 * box["height"], abs=2)
