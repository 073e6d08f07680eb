"""What carries a session: address, theme, identity, navigation, hand-over."""
