# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every write of training: the plan (``planning``), seats (``seats``), what happened (``attendance``)."""
