"""The floor: an empty page, so that all it costs is Streamlit's own."""
