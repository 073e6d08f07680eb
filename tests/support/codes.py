"""QR codes read as a phone's camera would."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image


def read_codes(picture: bytes) -> list[str]:
    """Read the texts of all codes in a picture (PNG)."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(picture)))]
