"""Settings of the Pelican site."""

SITENAME = "Cermin Berita"
SITEURL = "https://example.org"
SITESUBTITLE = "Berita Indonesia, dan terjemahan Inggrisnya kalimat demi kalimat."
DEFAULT_LANG = "id"
TIMEZONE = "Asia/Jakarta"
OTHER_LANG = ("en", "English", "/en")
WORDS = {"home": "Beranda", "archive": "Arsip", "topics": "Topik", "newer": "Lebih baru", "older": "Lebih lama"}
PLUGINS = ["i18n_subsites"]
I18N_SUBSITES = {
    "en": {
        "SITENAME": "News Mirror",
        "SITESUBTITLE": "Indonesian news, with its English translation sentence by sentence.",
        "OTHER_LANG": ("id", "Bahasa Indonesia", ""),
        "WORDS": {"home": "Home", "archive": "Archive", "topics": "Topics", "newer": "Newer", "older": "Older"},
        # One cache for both, so that the second language reads no file again.
        "CACHE_PATH": "cache",
    }
}

PATH = "content"
OUTPUT_PATH = "public"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS = ["images", "style.css"]
ARTICLE_PATHS = ["articles"]
PAGE_PATHS: list[str] = []

ARTICLE_URL = ARTICLE_LANG_URL = "{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "archives"]
PAGINATED_TEMPLATES = {"index": 20, "tag": 20}
DEFAULT_PAGINATION = 20
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

TYPOGRIFY = False
MARKDOWN = {"extensions": ["markdown.extensions.tables", "markdown.extensions.footnotes"], "output_format": "html5"}
FORMATTED_FIELDS: list[str] = []
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CACHE_PATH = "cache"
