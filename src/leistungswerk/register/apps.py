# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "leistungswerk.register"
    label = "register"
