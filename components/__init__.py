"""What draws: maps, charts, cards and controls. Streamlit, pydeck and Altair live here."""
