// SPDX-FileCopyrightText: Leistungswerk contributors
// SPDX-License-Identifier: EUPL-1.2
//
// One full server-side evaluation of conditions and checks by @formio/core, timed. Reads {components, data, rounds}
// as JSON from standard input, writes {"median_ms", "errors", "hidden"}.
"use strict";

const { processSync, ProcessTargets } = require("@formio/core/process");

const { components, data, rounds } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const form = { components };

function evaluate() {
  const copy = structuredClone(data);
  const started = process.hrtime.bigint();
  const scope = processSync({
    form,
    submission: { data: copy },
    data: copy,
    components: form.components,
    processors: ProcessTargets.evaluator,
    scope: {},
    config: { server: true },
  });
  return [Number(process.hrtime.bigint() - started) / 1e6, scope];
}

evaluate();
const times = [];
let scope;
for (let round = 0; round < rounds; round += 1) {
  const [time, found] = evaluate();
  times.push(time);
  scope = found;
}
times.sort((one, other) => one - other);
process.stdout.write(
  JSON.stringify({
    median_ms: times[Math.floor(times.length / 2)],
    errors: (scope.errors || []).length,
    hidden: (scope.conditionals || []).filter((each) => each.conditionallyHidden).length,
  }),
);
