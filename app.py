"""The front door, which `streamlit run app.py` serves: the frame's script, own routes, headers, warm-up."""

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
