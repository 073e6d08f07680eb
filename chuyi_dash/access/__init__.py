"""Who somebody is, what a role may do, and the audit.

The audit is the record of every write and every refused attempt.
"""
