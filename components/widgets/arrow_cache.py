"""Charts' specifications whose rows have the form in which Streamlit sends them."""

from __future__ import annotations

from threading import RLock

import pandas as pd
import pyarrow as pa
from cachetools import LRUCache, cached

from components.widgets.charts import Spec

REMEMBERED = 128


def drawn(spec: Spec) -> Spec:
    """Prepare a specification for ``st.vega_lite_chart``: rows become Arrow tables.

    Given a list, Streamlit would make a data frame and then an Arrow table of it at each rerun. A specification is
    built once per key and never changed, so its identity tells whether it has been prepared already.
    """
    return _drawn(spec)[1]


@cached(LRUCache(REMEMBERED), key=id, lock=RLock())
def _drawn(spec: Spec) -> tuple[Spec, Spec]:
    """Prepare a specification once and return it beside the prepared one.

    As long as the given specification is remembered, no other object can have its identity.
    """
    sets = {name: pa.Table.from_pandas(pd.DataFrame(rows)) for name, rows in spec.get("datasets", {}).items()}
    return spec, spec | {"datasets": sets}
