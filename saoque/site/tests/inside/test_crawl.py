"""A walk over every page that each persona can reach: safe headers, nothing inline, no dead ends, one language at a time."""

import re
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from babel.messages.pofile import read_po
from django.urls import resolve

from saoque.site.tests.addresses import EVERYBODY
from saoque.site.tests.house import House
from saoque.site.tests.pages import Page, read

pytestmark = pytest.mark.xdist_group("house")
PACKAGE = Path(__file__).resolve().parents[3]
OF_ONE_KIND = 2  # pages looked at per address name, so that a long list costs no more than a short one
MOST_PAGES = 120
OUTSIDE_OK = {"https://www.openstreetmap.org", "https://thuvienphapluat.vn", "https://vanban.chinhphu.vn"}
# The demonstration's shop on a marketplace: a person goes there knowingly, no page fetches it.
OUTSIDE_OK |= {"https://choque.example"}
WEB_ADDRESS = re.compile(r"https?://\S+")
VIETNAMESE_LETTER = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
ENGLISH_WORDS = re.compile(
    r"\b(the|this field|password|username|sign in|sign up|log ?in|log ?out|submit|cancel|delete|save|search|required|"
    r"please|choose|select|forgot|your|loading|error|page not found|bad request|forbidden|previous|next|"
    r"yes|no results|warning|invalid|welcome|view|edit|back|close|open|upload|download|sorry)\b",
    re.IGNORECASE,
)


def _catalogues() -> dict[str, str]:
    """Vietnamese → English of every plain text in the rooms' catalogues."""
    found = {}
    for path in sorted(PACKAGE.glob("*/locale/en/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and isinstance(message.id, str) and isinstance(message.string, str):
                    found[" ".join(message.id.split())] = " ".join(message.string.split())
    return found


SAID = _catalogues()
# The site itself; a calendar is opened by the phone under a scheme of its own.
OWN = {"http://127.0.0.1:8000", "webcal://127.0.0.1:8000"}
VIETNAMESE = {said for said, english in SAID.items() if said != english and VIETNAMESE_LETTER.search(said)}
# What the official forms print in English themselves.
PRINTED_SO = {"Email"}
ENGLISH = (
    {english for said, english in SAID.items() if english and english != said and len(english) > 3}
    - set(SAID)
    - PRINTED_SO
)


def _is_own(link: str) -> bool:
    parts = urlsplit(link)
    return (
        not parts.netloc
        and parts.scheme in ("", "http")
        and parts.path.startswith("/")
        and not parts.path.startswith("/static/")
    )


def _walk(house: House, persona: str, starts: tuple[str, ...]) -> dict[str, tuple[int, dict[str, str], str]]:
    """Return status, headers and body of the pages reached by links from `starts`."""
    client, english = house.client(persona), starts[0].startswith("/en/")
    seen: dict[str, tuple[int, dict[str, str], str]] = {}
    kinds: Counter[str] = Counter()
    waiting = deque(starts)
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.popleft()
        name = resolve(urlsplit(url).path).view_name if _resolves(url) else "?"
        if url in seen or kinds[name] >= OF_ONE_KIND:
            continue
        kinds[name] += 1
        response = client.get(url)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        body = response.content.decode() if is_page else ""
        seen[url] = (response.status_code, dict(response.headers), body)
        if response.status_code in (301, 302):
            waiting.append(urldefrag(response.headers["Location"]).url)
        waiting.extend(
            urldefrag(link).url for link in read(body).links if _is_own(link) and link.startswith("/en/") == english
        )
    return seen


def _resolves(url: str) -> bool:
    try:
        resolve(urlsplit(url).path)
    except Exception:
        return False
    return True


@pytest.mark.django_db  # has the test database made, for this module alone too
def test_the_catalogues_are_read() -> None:
    assert len(VIETNAMESE) > 100
    assert "Sao Quê" not in VIETNAMESE


@pytest.fixture(scope="module")
def walked() -> dict[tuple[str, str], dict[str, tuple[int, dict[str, str], str]]]:
    """What has been walked, by persona and language, so that each look at it costs nothing more."""
    return {}


def _seen(house: House, walked: dict, persona: str, prefix: str = "") -> dict[str, tuple[int, dict[str, str], str]]:  # type: ignore[type-arg]
    if (persona, prefix) not in walked:
        walked[persona, prefix] = _walk(house, persona, (f"{prefix}/", f"{prefix}/hom-nay/"))
    return walked[persona, prefix]


@pytest.mark.parametrize("persona", EVERYBODY)
def test_no_link_leads_to_a_refusal(in_house: House, walked: dict, persona: str) -> None:  # type: ignore[type-arg]
    pages = _seen(in_house, walked, persona)
    assert {url: status for url, (status, _h, _b) in pages.items() if status >= 400} == {}
    assert len(pages) > 5


@pytest.mark.parametrize("persona", EVERYBODY)
def test_pages_are_safe_and_named(in_house: House, walked: dict, persona: str) -> None:  # type: ignore[type-arg]
    faults = []
    for url, (_status, headers, body) in _seen(in_house, walked, persona).items():
        policy = headers.get("Content-Security-Policy", "")
        page = read(body)
        if not policy or ("unsafe" in policy and "sandbox" not in policy):
            faults.append((url, "policy", policy))
        if headers.get("X-Content-Type-Options") != "nosniff":
            faults.append((url, "nosniff", ""))
        if body and "<html" in body:
            faults += [(url, "inline", one) for one in page.inline]
            faults += [(url, "loads", one) for one in page.loads if _from_elsewhere(one)]
            if page.language != "vi" or not page.title:
                faults.append((url, "language or title", page.language))
    assert faults == []


def _from_elsewhere(address: str) -> bool:
    parts = urlsplit(address.split(" ")[0])
    if parts.scheme in ("tel", "mailto", "data", "blob") or not parts.netloc:
        return False
    return f"{parts.scheme}://{parts.netloc}" not in OUTSIDE_OK | OWN


def _texts(body: str) -> Page:
    return read(body)


@pytest.mark.parametrize("persona", EVERYBODY)
def test_vietnamese_pages_speak_no_english(in_house: House, walked: dict, persona: str) -> None:  # type: ignore[type-arg]
    """A web address that is printed as a source is no speech: its syllables without tone marks may look like English."""
    found = set()
    for url, (_status, _headers, body) in _seen(in_house, walked, persona).items():
        for language, text in _texts(body).texts:
            if language != "en" and (text in ENGLISH or ENGLISH_WORDS.search(WEB_ADDRESS.sub("", text))):
                found.add((url, text))
    assert found == set()


@pytest.mark.parametrize("persona", EVERYBODY)
def test_english_pages_carry_no_vietnamese_of_ours(in_house: House, walked: dict, persona: str) -> None:  # type: ignore[type-arg]
    """Names and stories stay as their owners wrote them; what the house itself says is English."""
    found = set()
    for url, (_status, _headers, body) in _seen(in_house, walked, persona, "/en").items():
        if url.startswith("/en/"):
            found |= {(url, text) for language, text in _texts(body).texts if language != "vi" and text in VIETNAMESE}
    assert found == set()
