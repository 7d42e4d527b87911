// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Says before sending that a file is too large. The server checks again and has the last word.

const megabytes = (bytes) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 1048576);

for (const input of document.querySelectorAll("input[type=file]")) {
  const form = input.closest("[data-lw-too-large]");
  const limit = Number(input.dataset.lwMaxSize || form?.dataset.lwMaxSize);
  if (!limit || !form) continue;
  input.addEventListener("change", () => {
    const large = [...input.files].find((file) => file.size > limit);
    input.setCustomValidity(
      large
        ? form.dataset.lwTooLarge
            .replace("{name}", large.name)
            .replace("{size}", megabytes(large.size))
            .replace("{limit}", megabytes(limit))
        : "",
    );
    input.reportValidity();
  });
}
