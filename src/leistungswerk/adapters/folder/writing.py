# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes responsibility for a mail by writing it down; nobody is sent anything."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from leistungswerk.core import mail_folder
from leistungswerk.core.failures import ConfigurationFailure, PermanentFailure, TemporaryFailure
from leistungswerk.core.ports import Problem, SealedMail

_ADDRESS: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+")
"""As a mail server reads an envelope: what it would refuse is refused here too."""


class FolderMail:
    """Option: ``folder``. The secret is not used."""

    def __init__(self, *, options: Mapping[str, str], secret: str) -> None:
        self._folder = Path(options.get("folder", ""))
        self._secret = secret

    def check(self) -> tuple[Problem, ...]:
        if not self._folder.is_absolute():
            return (Problem(_NO_FOLDER),)
        place = next(each for each in (self._folder, *self._folder.parents) if each.exists())
        if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
            return (Problem(f"Mails lassen sich nicht in den Ordner {self._folder} schreiben."),)
        return ()

    def send(self, mail: SealedMail) -> None:
        if not self._folder.is_absolute():
            raise ConfigurationFailure(_NO_FOLDER)
        if not _ADDRESS.fullmatch(mail.recipient):
            raise PermanentFailure("Die Adresse ist keine E-Mail-Adresse.")
        try:
            mail_folder.put(self._folder, mail.content)
        except OSError as error:
            raise TemporaryFailure(
                f"Die Mail lässt sich nicht in den Ordner {self._folder} schreiben: {error.strerror}."
            ) from error


_NO_FOLDER: Final = (
    "Der Ordner für Mails fehlt; bitte nennen Sie ihn mit vollem Pfad in LEISTUNGSWERK_MAIL_FOLDER."
)
