"""How long the app's pages take, against an empty Streamlit page on the same machine at the same time."""
