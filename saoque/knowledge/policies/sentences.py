"""Sentences that remember how they were made, so that a page can say them in another language.

A `Sentence` is its Vietnamese words: it is compared, kept and printed as such, whatever language a page has. What the
words were made of goes with it, and `told` puts it together again with another wording of each template. This floor
knows no catalogue: whoever shows the words hands in the look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping


class Sentence(str):
    """Vietnamese words, made from `template` with `values` in its braces."""

    template: str
    values: Mapping[str, object]


def sentence(template: str, /, **values: object) -> Sentence:
    """Make a sentence. The English of the template stands in this room's catalogue."""
    return _made(template.format(**values), template, values)


def listed(parts: Iterable[str], between: str = ", ") -> Sentence:
    """Return words one after the other, each of which can still be said in another language."""
    values = {f"part{place}": part for place, part in enumerate(parts)}
    return _made(between.join(values.values()), between.join(f"{{{name}}}" for name in values), values)


def shortened(words: Sentence, text: str) -> Sentence:
    """Return words that are `text` in Vietnamese and say in another language what the whole says there."""
    return _made(text, words.template, words.values)


def told(words: str, translate: Callable[[str], str], name: Callable[[str], str] = str) -> str:
    """Return the words as `translate` says their templates; words that are no `Sentence` as they are.

    `name` is asked for each name and figure inside them, which have no other wording.
    """
    if not isinstance(words, Sentence):
        return words

    def inside(value: object) -> object:
        if isinstance(value, Sentence):
            return told(value, translate, name)
        return name(value) if isinstance(value, str) else value

    return translate(words.template).format(**{key: inside(value) for key, value in words.values.items()})


def _made(text: str, template: str, values: Mapping[str, object]) -> Sentence:
    made = Sentence(text)
    made.template, made.values = template, values
    return made
