# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contact directory, subscriptions to changes, mailings. Nothing here records who read what."""
