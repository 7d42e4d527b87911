// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
// Shows a question only while its condition holds. The condition stands as JSON in data-lw-when, in the
// form of forms/rules/model.py; its paths are names of controls. Without this script every question is
// visible and says in words when it is to be answered. What a hidden question holds is cleared on sending.

const wrappers = [...document.querySelectorAll("[data-lw-when]")].map((element) => ({
  element,
  condition: JSON.parse(element.dataset.lwWhen),
}));

// Values of a control or of everything in a group; a question that is hidden holds nothing.
const values = (form, path) =>
  [...form.elements]
    .filter((control) => control.name === path || control.name.startsWith(`${path}.`))
    .filter((control) => !control.name.endsWith(".#") && !control.closest("[data-lw-when][hidden]"))
    .filter((control) => !["checkbox", "radio"].includes(control.type) || control.checked)
    .map((control) => control.value.trim())
    .filter(Boolean);

const holds = (form, condition) => {
  switch (condition.op) {
    case "equals":
      return values(form, condition.path).includes(condition.value);
    case "not_equals":
      return !values(form, condition.path).includes(condition.value);
    case "filled":
      return values(form, condition.path).length > 0;
    case "empty":
      return values(form, condition.path).length === 0;
    case "all":
      return condition.of.every((part) => holds(form, part));
    case "any":
      return condition.of.some((part) => holds(form, part));
    case "not":
      return !holds(form, condition.of);
    default:
      return true; // a condition this script does not know hides nothing
  }
};

// A question with a message or with files already sent stays in sight.
const mustShow = (element) => element.querySelector(".kern-error, .lw-files li");

const update = () => {
  // One question may depend on another that has just been hidden: at most one round per question.
  for (let round = 0; round <= wrappers.length; round += 1) {
    let changed = false;
    for (const { element, condition } of wrappers) {
      const hidden = !mustShow(element) && !holds(element.closest("form"), condition);
      changed ||= hidden !== element.hidden;
      element.hidden = hidden;
    }
    if (!changed) return;
  }
};

const clearHidden = (event) => {
  for (const control of event.target.querySelectorAll("[data-lw-when][hidden] :is(input, select, textarea)")) {
    if (["checkbox", "radio"].includes(control.type)) control.checked = false;
    else if (control.type !== "hidden") control.value = "";
  }
};

if (wrappers.length) {
  update();
  for (const form of new Set(wrappers.map(({ element }) => element.closest("form")))) {
    form.addEventListener("input", update);
    form.addEventListener("submit", clearHidden);
  }
  addEventListener("pageshow", update);
}
