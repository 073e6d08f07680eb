"""What several screens draw with: cards, charts, maps, tables, templates."""
