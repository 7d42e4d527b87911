# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class EnablementTrainingConfig(AppConfig):
    name = "leistungswerk.enablement.training"
    label = "enablement_training"
