"""The script that every session runs: page configuration, navigation, then the page.

It lies beside no ``pages/`` folder, so that Streamlit finds no page that could run without it
(docs/decisions/front-door.md).
"""

from pathlib import Path

import streamlit as st

from chuyi_dash.i18n import use_language
from components.session.address import asked_language
from components.session.navigation import framed_pages

use_language(asked_language())
# Without an icon of its own a tab would fetch the page's from a font server outside.
icon = Path(__file__).parent / "favicon.svg"
# A title given here would keep Streamlit from taking each screen's own (framed_pages) for the tab.
st.set_page_config(page_icon=str(icon), layout="wide")
page = st.navigation(framed_pages(), position="hidden")  # each screen draws its own bar
page.run()
