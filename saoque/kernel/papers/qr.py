import io

import segno


def qr_svg(content: str) -> str:
    """Return a QR code (error correction M or better) as one SVG without inline style."""
    out = io.BytesIO()
    segno.make(content, error="m", boost_error=True).save(
        out, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True
    )
    return out.getvalue().decode()
