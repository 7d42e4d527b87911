// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Suggestions while typing, as an ARIA combobox with a list. Without this module the form works all the same.

const PAUSE = 150; // milliseconds without a key before the server is asked

class Suggestions {
  constructor(form, field) {
    this.form = form;
    this.field = field;
    this.rows = [];
    this.at = -1;
    this.list = document.createElement("ul");
    this.list.id = `${field.id}-liste`;
    this.list.className = "lw-suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.querySelector(`label[for="${field.id}"]`).textContent.trim());
    this.list.hidden = true;
    const holder = document.createElement("div");
    holder.className = "lw-finder__field";
    field.replaceWith(holder);
    holder.append(field, this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const row = event.target.closest("li");
      if (row) this.take(this.rows[[...this.list.children].indexOf(row)]);
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.field.value.trim();
    if (typed.length < 2) return this.close();
    const query = new URLSearchParams({ [this.field.name]: typed });
    const place = this.form.querySelector('input[type="hidden"][name="ort"]');
    if (place && this.field.name === "suche") query.set("ort", place.value);
    try {
      const answer = await fetch(`${this.form.dataset.lwFinder}?${query}`);
      if (!answer.ok || this.field.value.trim() !== typed) return;
      const found = await answer.json();
      this.show(found.leistungen || found.orte || []);
    } catch {
      this.close(); // Without an answer there is no list; the form still searches.
    }
  }

  show(rows) {
    this.rows = rows;
    this.at = -1;
    this.list.replaceChildren(...rows.map((row, number) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${number}`;
      item.lang = "de";
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = row.name;
      if (row.detail) item.append(Object.assign(document.createElement("span"), { textContent: row.detail }));
      return item;
    }));
    this.list.hidden = !rows.length;
    this.field.setAttribute("aria-expanded", String(Boolean(rows.length)));
    this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.show([]);
  }

  key(event) {
    if (event.key === "Escape") return this.close();
    if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      return this.take(this.rows[this.at]);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.rows.length) return;
    event.preventDefault();
    this.at = (this.at + step + this.rows.length) % this.rows.length;
    [...this.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === this.at)));
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }

  take(row) {
    this.field.value = row.name;
    if (row.url) {
      location.assign(row.url);
      return;
    }
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "ort", value: row.ars });
    this.field.removeAttribute("name");
    this.form.append(chosen);
    this.close();
    this.form.requestSubmit();
  }
}

for (const form of document.querySelectorAll("form[data-lw-finder]")) {
  for (const field of form.querySelectorAll("input#suche, input#ort")) new Suggestions(form, field);
}
