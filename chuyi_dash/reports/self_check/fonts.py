"""The fonts of official papers by name, and what stands in where a machine lacks one."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr


@dataclass(frozen=True, slots=True)
class Face:
    """A font: the name that documents ask for, its substitutes in order, whether it has serifs."""

    name: str
    substitutes: tuple[str, ...]
    family: str

    @property
    def css(self) -> str:
        """The whole list as a style sheet writes it."""
        generic = "serif" if self.family == "roman" else "sans-serif"
        return ", ".join([*(f'"{name}"' for name in (self.name, *self.substitutes)), generic])


TITLE = Face(
    "方正小标宋简体",
    ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
    "roman",
)
BODY = Face(
    "仿宋",
    ("仿宋_GB2312", "FangSong", "华文仿宋", "STFangsong", "方正仿宋简体", "宋体", "SimSun", "Noto Serif CJK SC"),
    "roman",
)
HEADING = Face("黑体", ("SimHei", "方正黑体简体", "华文黑体", "STHeiti", "微软雅黑", "Noto Sans CJK SC"), "swiss")
SUBHEADING = Face("楷体", ("楷体_GB2312", "KaiTi", "华文楷体", "STKaiti", "宋体", "Noto Serif CJK SC"), "roman")
NUMBER = Face("宋体", ("SimSun", "华文宋体", "STSong", "Noto Serif CJK SC"), "roman")
FACES = (TITLE, BODY, HEADING, SUBHEADING, NUMBER)

CHINESE_CHARSET = "86"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def font_table() -> bytes:
    """Write the part of a Word file that names a substitute for each missing font."""
    rows = "".join(
        f"<w:font w:name={quoteattr(face.name)}><w:altName w:val={quoteattr(','.join(face.substitutes))}/>"
        f'<w:charset w:val="{CHINESE_CHARSET}"/><w:family w:val="{face.family}"/><w:pitch w:val="variable"/></w:font>'
        for face in FACES
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{MAIN}">{rows}</w:fonts>'.encode()
