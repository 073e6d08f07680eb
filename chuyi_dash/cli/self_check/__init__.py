"""The commands of the self-check: rounds, reports, evidence."""
