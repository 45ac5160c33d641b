"""Settings of the Nikola site."""

BLOG_AUTHOR = ""
BLOG_TITLE = {"id": "Cermin Berita", "en": "News Mirror"}
BLOG_DESCRIPTION = {
    "id": "Berita Indonesia, dan terjemahan Inggrisnya kalimat demi kalimat.",
    "en": "Indonesian news, with its English translation sentence by sentence.",
}
BLOG_EMAIL = ""
SITE_URL = "https://example.org/"
DEFAULT_LANG = "id"
TRANSLATIONS = {"id": "", "en": "./en"}
TIMEZONE = "Asia/Jakarta"
DATE_FORMAT = {"id": "d MMMM y", "en": "MMMM d, y"}
LOCALES = {"id": "id_ID", "en": "en_US"}
THEME = "ringkas"
OUTPUT_FOLDER = "public"
GLOBAL_CONTEXT = {
    "words": {
        "id": {"home": "Beranda", "archive": "Arsip", "topics": "Topik", "newer": "Lebih baru", "older": "Lebih lama"},
        "en": {"home": "Home", "archive": "Archive", "topics": "Topics", "newer": "Newer", "older": "Older"},
    },
    "labels": {"id": "Bahasa Indonesia", "en": "English"},
    "roots": {"id": "", "en": "/en"},
}
NAVIGATION_LINKS: dict[str, tuple[str, ...]] = {"id": (), "en": ()}

POSTS = (("posts/*.md", "", "post.tmpl"),)
PAGES = ()
COMPILERS = {"markdown": [".md"]}
MARKDOWN_EXTENSIONS = ["markdown.extensions.tables", "markdown.extensions.footnotes"]
DEMOTE_HEADERS = 0
FILES_FOLDERS = {"static": ""}
IMAGE_FOLDERS: dict[str, str] = {}
GALLERY_FOLDERS: dict[str, str] = {}
LISTINGS_FOLDERS: dict[str, str] = {}

INDEX_DISPLAY_POST_COUNT = 20
INDEX_TEASERS = True
INDEXES_STATIC = False
INDEXES_PRETTY_PAGE_URL = ["page", "{number}", "{index_file}"]
TAG_PATH = "tags"
TAG_PAGES_ARE_INDEXES = True
ARCHIVE_PATH = "archive"
ARCHIVE_FILENAME = "index.html"
ENABLE_AUTHOR_PAGES = False
CATEGORY_ALLOW_HIERARCHIES = False

GENERATE_RSS = True
GENERATE_ATOM = False
FEED_LENGTH = 20
FEED_TEASERS = False
RSS_FILENAME_BASE = "feed"

URL_TYPE = "absolute"
COPY_SOURCES = False
SHOW_SOURCELINK = False
USE_BUNDLES = False
GZIP_FILES = False
FILTERS: dict[str, list[str]] = {}
COMMENT_SYSTEM = ""
SOCIAL_BUTTONS_CODE = ""
CONTENT_FOOTER = ""
