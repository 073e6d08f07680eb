"""Who somebody is, what a role may do, and the record of every write and every refused attempt."""
