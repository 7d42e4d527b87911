# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The story a demonstration tells: some forty real Leistungen of Rheinland-Pfalz on their way.

Keys, names of Leistungen, ministries and territories are facts. Who does what, every state, every figure and all
people are invented; pages say „Demodaten“. Everything goes through the same services as in an office.
"""
