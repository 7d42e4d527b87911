# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Structured logs: JSON lines with an allow-list of fields, so personal data cannot slip in by accident."""

import sys
from collections.abc import MutableMapping

import structlog

_ALLOWED = frozenset(
    {"event", "level", "timestamp", "exception", "path", "method", "status", "topic", "row", "outcome", "reason",
     "attempts", "count", "port", "pid", "kind", "digest", "version", "address", "interval", "submission", "seconds"}
)  # fmt: skip
_LEVELS = {"info": 20, "warning": 30, "error": 40}


def _allow_only_known(
    _logger: object, _name: str, fields: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    for field in [name for name in fields if name not in _ALLOWED]:
        fields[field] = "entfernt"
    return fields


def configure(level: str = "info") -> None:
    """JSON lines on standard error, from ``level`` (info, warning, error) upwards."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _allow_only_known,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
