// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Offers to copy a code. The button exists hidden in the page and appears only where copying works.

for (const button of document.querySelectorAll("button[data-lw-copy]")) {
  if (!navigator.clipboard) continue;
  const source = document.getElementById(button.dataset.lwCopy);
  const said = document.getElementById(button.dataset.lwSaid);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    said.textContent = button.dataset.lwDone;
  });
}
