# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages about open data and progress."""

from leistungswerk.reporting.open_data.datasets import DATASETS
from leistungswerk.web.api.docs import endpoints

OPEN_DATA = {
    "open-data": (
        "api/docs.html",
        {
            "here": "api",
            "version": "1.0.0",
            "endpoints": endpoints(),
            "datasets": DATASETS,
            "forms": ["csv", "ndjson", "parquet"],
        },
    )
}
