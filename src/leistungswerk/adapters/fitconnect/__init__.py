# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivery by FIT-Connect v2: the platform as sender (standards.md 6.2)."""

from leistungswerk.adapters.fitconnect.delivery import FitConnectDelivery

__all__ = ["FitConnectDelivery"]
