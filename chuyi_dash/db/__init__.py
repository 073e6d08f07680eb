"""The database: tables, connections, migrations, loading and named queries."""

# One metadata holds all tables; importing them here makes it whole whichever module is asked for first.
from chuyi_dash.db import self_check_tables as self_check_tables
from chuyi_dash.db import tables as tables
