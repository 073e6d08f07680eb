"""Questions to the database: one SQL statement each, named by what it answers.

Every function takes an open connection, the as-of date and ``sourced`` (True leaves the sample out), and returns
plain records.
"""
