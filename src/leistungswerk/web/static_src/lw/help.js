// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Shows what is answered already while somebody types. Without this module a button asks the server for the same.

const PAUSE = 600; // milliseconds without a key before the server is asked

for (const form of document.querySelectorAll("form[data-lw-help]")) {
  const place = form.querySelector("[data-lw-suggestions]");
  const fields = form.querySelectorAll('[name="subject"], textarea[name="text"]');
  let timer, last = "";

  const row = (found) => {
    const item = document.createElement("li");
    item.lang = found.language;
    const link = Object.assign(document.createElement("a"), { className: "kern-link kern-link--no-visited-state", href: found.url, textContent: found.title });
    const summary = Object.assign(document.createElement("span"), { className: "lw-small lw-muted", textContent: found.summary });
    item.append(link, summary);
    return item;
  };

  const ask = async () => {
    const typed = [...fields].map((field) => field.value.trim()).join(" ").trim().slice(0, 500);
    if (typed.length < 8 || typed === last) return;
    last = typed;
    try {
      const answer = await fetch(`${form.dataset.lwHelp}?${new URLSearchParams({ frage: typed })}`);
      if (!answer.ok || typed !== last) return;
      const { vorschlaege: found } = await answer.json();
      if (!found.length) return;
      const list = document.createElement("ul");
      list.className = "lw-suggested";
      list.append(...found.map(row));
      place.replaceChildren(list);
    } catch {
      // Without an answer the page stays as it is.
    }
  };

  for (const field of fields) field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
