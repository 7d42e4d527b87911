// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// While somebody types the meaning of a rule, the page is asked what it says of it, and only the answer is exchanged.
// Without this the button „Prüfen“ does the same.

const form = document.querySelector("[data-lw-rule]");
const field = form && form.querySelector("#expression");
const WAIT = 400;

async function ask(signal) {
  const data = new FormData(form);
  data.set("_action", "check");
  const answer = await fetch(form.action, { method: "POST", body: data, signal });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["rueckmeldung", "ergebnis"]) {
    const fresh = page.getElementById(id);
    const shown = document.getElementById(id);
    if (fresh && shown) shown.replaceChildren(...fresh.childNodes);
  }
}

function watch(part) {
  let timer;
  let running;
  part.addEventListener("input", () => {
    clearTimeout(timer);
    if (running) running.abort();
    timer = setTimeout(() => {
      running = new AbortController();
      ask(running.signal).catch((error) => {
        if (error.name !== "AbortError") throw error;
      });
    }, WAIT);
  });
}

if (field) {
  watch(field);
  const trial = form.querySelector(".lw-rule-inputs");
  if (trial) watch(trial);
}
