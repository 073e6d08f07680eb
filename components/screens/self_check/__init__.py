"""The self-check's screen: a sheet to fill in, a review, the states of all prefectures, the accepted results."""
