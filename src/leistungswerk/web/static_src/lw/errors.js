// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Brings the error summary into focus and takes a click on an entry to its field.

const summary = document.querySelector("[data-lw-errors]");

if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const label = field.closest("fieldset") || document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    (label || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
