"""The floor: a page that shows nothing, so that all it costs is Streamlit's own."""
