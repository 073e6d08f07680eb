"""Entry point: page configuration and navigation, nothing else."""

from pathlib import Path

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import use_language
from components.guard import frame
from components.session.address import asked_language
from components.session.navigation import framed_pages

use_language(asked_language())
icon = Path(__file__).parent / "components" / "favicon.svg"
st.set_page_config(page_title=_("楚怡行动进展看板"), page_icon=str(icon), layout="wide")
page = st.navigation(framed_pages(), position="hidden")  # each screen draws its own bar
frame()
page.run()
