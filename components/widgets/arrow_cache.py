"""A chart's specification with its rows in the form in which they are sent."""

from __future__ import annotations

from threading import RLock

import pandas as pd
import pyarrow as pa
from cachetools import LRUCache, cached

from components.widgets.charts import Spec

REMEMBERED = 128


def drawn(spec: Spec) -> Spec:
    """Give the specification for Streamlit with an Arrow table for each list of rows.

    Of a list Streamlit makes a data frame, and of that an Arrow table, at each rerun. A specification is built once per
    key and never changed, so that its identity tells whether that has been done.
    """
    return _drawn(spec)[1]


@cached(LRUCache(REMEMBERED), key=id, lock=RLock())
def _drawn(spec: Spec) -> tuple[Spec, Spec]:
    """Give the converted specification, and the given one too.

    As long as the given one is remembered, nothing else can have its identity.
    """
    sets = {name: pa.Table.from_pandas(pd.DataFrame(rows)) for name, rows in spec.get("datasets", {}).items()}
    return spec, spec | {"datasets": sets}
