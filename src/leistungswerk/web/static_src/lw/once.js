// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Sends a form that was chosen by a link, so that one click is enough. Programs that only follow links send nothing.

for (const form of document.querySelectorAll("form[data-lw-once]")) form.submit();
