"""The self-check's screen: sheet, review, states of all prefectures, accepted results."""
