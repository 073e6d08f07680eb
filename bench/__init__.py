"""A benchmark of the app's pages against an empty Streamlit page.

Both run on the same machine at the same time.
"""
