"""The drawing layer: maps, charts, cards and controls.

Streamlit, pydeck and Altair live here.
"""
