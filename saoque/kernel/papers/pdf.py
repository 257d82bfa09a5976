"""PDF from a Typst template and plain data. Data goes in as JSON, so a person's text is never read as markup."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

_lock = threading.Lock()
_compilers: dict[str, typst.Compiler] = {}


def compile_pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of `template`, which reads its data with `json(bytes(sys.inputs.data))`.

    Fonts are the product's own; the template can read nothing outside its folder. One compiler is kept per template.
    """
    with _lock:
        compiler = _compilers.get(str(template))
        if compiler is None:
            compiler = typst.Compiler(
                input=str(template),
                root=str(template.parent),
                font_paths=[str(settings.PRINT_FONTS)],
                ignore_system_fonts=True,
            )
            _compilers[str(template)] = compiler
        compiled = compiler.compile(
            format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, pdf_standards=["a-3b"]
        )
    assert isinstance(compiled, bytes)
    return compiled
