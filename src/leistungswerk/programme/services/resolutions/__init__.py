# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beschlüsse: drafted, co-signed, decided in the Land, registered, adopted, published, carried out."""
