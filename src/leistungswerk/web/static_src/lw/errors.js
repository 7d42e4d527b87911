// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Brings the error summary into focus and takes a click on an entry to its field.

const summary = document.querySelector("[data-lw-errors]");

// A refusal of a use case stands in the summary and at its field; only here both are known.
const linkToField = (entry) => {
  const said = entry.textContent.trim();
  const field = [...document.querySelectorAll('[aria-invalid="true"]')].find(
    (each) => document.getElementById(`${each.id}-fehler`)?.textContent.trim() === said,
  );
  if (!field) return;
  const link = document.createElement("a");
  link.className = "kern-link kern-link--no-visited-state";
  link.href = `#${field.id}`;
  link.append(...entry.childNodes);
  entry.append(link);
};

if (summary) {
  for (const entry of summary.querySelectorAll("li:not(:has(a))")) linkToField(entry);
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
