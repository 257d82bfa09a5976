"""Words that tell who gave a paper, written without Vietnamese signs; those of its kind stand in the catalogue of kinds."""

import re
from collections.abc import Mapping

_PART = re.compile(r"\\.|\[[^\]]*\]|\(\?[a-z]*[:)]?|.", re.DOTALL)


def worn(pattern: str) -> re.Pattern[str]:
    """Compile a pattern so that it also finds worn print, where a round vowel is read as another or twice: «ngòy cốp»."""
    return re.compile("".join("[aeou]{1,2}" if part in "aeou" else part for part in _PART.findall(pattern)))


NUMBERS_IN_WORDS: Mapping[str, int] = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "muoi hai": 12, "muoi": 10,
}  # fmt: skip

# The beginning of a line that names an office, a certifier or a laboratory.
ISSUERS = worn(
    r"(uy ban |ubnd|so (?!giay|gcn|chung nhan)[a-z]|chi cuc|cuc |phong |ban (quan ly|chi dao|to chuc|dieu hanh|dan toc)|"
    r"trung tam|vien |bo [a-z]|tong cuc|"
    r"cong ty|to chuc chung nhan|lien minh|hoi |hiep hoi)"
)
