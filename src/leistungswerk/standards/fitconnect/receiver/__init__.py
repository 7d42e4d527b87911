# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The smallest Fachverfahren: pull, verify, decrypt, store, answer. It knows nothing of the platform."""

from leistungswerk.standards.fitconnect.receiver.config import (
    ReceiverConfig,
    ReceiverSetupProblem,
    prepare_folder,
)
from leistungswerk.standards.fitconnect.receiver.run import Received, Receiver, RejectRule, run_receiver

__all__ = [
    "Received",
    "Receiver",
    "ReceiverConfig",
    "ReceiverSetupProblem",
    "RejectRule",
    "prepare_folder",
    "run_receiver",
]
