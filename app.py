"""The front door, served by `streamlit run app.py`.

It joins the frame's script, our own routes, the layers before Streamlit, and the warm-up.
"""

import streamlit as st

from components.front_door.assembly import middleware, routes
from components.front_door.script_errors import show_script_error
from components.front_door.warm_up import warm

app = st.App(
    "components/frame.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=warm,
    on_script_error=show_script_error,
)
