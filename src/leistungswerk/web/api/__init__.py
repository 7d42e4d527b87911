# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public REST API: figures, availability, usage, files and the catalogue, for everybody and without a key.

It answers in German whatever the reader's language, names persons and drafts nowhere, and changes nothing.
"""
