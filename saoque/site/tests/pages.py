"""Reading a page as a visitor does: its texts with their language, its links, and what it loads."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = {"script", "style", "template", "noscript"}
_VOID = {"meta", "link", "img", "input", "br", "hr", "source", "area", "base", "col", "embed", "track", "wbr", "path"}
_TOLD = ("alt", "title", "aria-label", "placeholder")


@dataclass
class Page(HTMLParser):
    """`texts` are (language, text) pairs of everything that a person reads or hears."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    language: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []

    def _here(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self._here())
        if tag == "html":
            self.language = given.get("lang", "")
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.inline.append(tag)
        if tag in ("a", "form"):
            self.links.append(given.get("href", "") if tag == "a" else "")
        self.loads += [given[name] for name in ("src", "srcset", "action", "formaction") if given.get(name)]
        if tag in ("link", "a", "use"):
            self.loads += [given[name] for name in ("href",) if given.get(name)]
        self.texts += [(language, given[name]) for name in _TOLD if given.get(name)]
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _language in self._open}
        text = " ".join(data.split())
        if not text or tags & _SILENT:
            return
        if "title" in tags and "svg" not in tags:
            self.title = text
        self.texts.append((self._here(), text))


def read(markup: str) -> Page:
    page = Page()
    page.feed(markup)
    page.close()
    return page
