# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "leistungswerk.programme"
    label = "programme"
