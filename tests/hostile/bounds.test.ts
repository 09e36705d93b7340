/** Values out of their bounds, texts against their grammar, and what contradicts itself. */
import { LIMITS } from "../../ts/model/index.js";
import { put, type Row, table } from "./table.js";

table("bounds", [
  ["another version", put("scenario", 2), "out_of_range", "scenario"],
  ["a negative date", put("now", -1), "out_of_range", "now"],
  ["a date past the horizon", put("now", LIMITS.horizon + 1), "out_of_range", "now"],
  [
    "a negative pad",
    put("config.SCHEDULER_JOB_SECURITY_TIME", -1),
    "out_of_range",
    "config.SCHEDULER_JOB_SECURITY_TIME",
  ],
  ["a negative job id", put("jobs[1].id", -1), "out_of_range", "jobs[1].id"],
  ["a negative moldable id", put("jobs[1].moldables[0].id", -1), "out_of_range", "jobs[1].moldables[0].id"],
  ["an end before its begin", put("jobs[0].assignment.end", 1_699_999_999), "inconsistent", "jobs[0].assignment.end"],
  ["a set of four thousand million", put("resources.default", "0-4000000000"), "out_of_range", "resources.default"],
  [
    "the same in a filter",
    put("jobs[1].moldables[0].requests[0].filter", "0-4000000000"),
    "out_of_range",
    "jobs[1].moldables[0].requests[0].filter",
  ],
  [
    "the same in an assignment",
    put("jobs[0].assignment.resources", "0-4000000000"),
    "out_of_range",
    "jobs[0].assignment.resources",
  ],
  [
    "a rank above the limit",
    put("resources.hierarchy.host[0]", `0 ${LIMITS.rank + 1}`),
    "out_of_range",
    "resources.hierarchy.host[0]",
  ],
  [
    "an availability of three items",
    put("resources.availableUpto[0]", [1, "0", "0"]),
    "malformed",
    "resources.availableUpto[0]",
  ],
  [
    "a level of one item",
    put("jobs[1].moldables[0].requests[0].levels[0]", ["host"]),
    "malformed",
    "jobs[1].moldables[0].requests[0].levels[0]",
  ],
]);

table(
  "sets that do not follow the grammar",
  ["a", "0-", "-1", "3-1", "0,1", "0--1", "1.5", "0x1", "٣", "0\t1", "99999999999999999999"].map(
    (text): Row => [JSON.stringify(text), put("resources.default", text), "malformed", "resources.default"],
  ),
);

table("sizes", [
  ["a set too long", put("resources.default", "0 ".repeat(LIMITS.setLength / 2 + 1)), "too_large", "resources.default"],
  ["a name too long", put("jobs[1].name", "n".repeat(LIMITS.nameLength + 1)), "too_large", "jobs[1].name"],
  ["a type too long", put("jobs[0].types[0]", "t".repeat(LIMITS.nameLength + 1)), "too_large", "jobs[0].types[0]"],
  ["too many jobs", put("jobs", { __proto__: Array.prototype }), "wrong_type", "jobs"],
  [
    "a list of jobs that is too long, and empty",
    (scenario) => {
      scenario.jobs = [];
      scenario.jobs.length = LIMITS.jobs + 1;
    },
    "too_large",
    "jobs",
  ],
  [
    "a list of the greatest length, and empty",
    (scenario) => {
      scenario.queues[0].length = 2 ** 32 - 1;
    },
    "too_large",
    "queues[0]",
  ],
]);

table("twice", [
  ["a job id", put("jobs[2].id", 2), "duplicate", "jobs[2].id"],
  ["the id of a placed job", put("jobs[2].id", 1), "duplicate", "jobs[2].id"],
  ["a queue in two groups", put("queues[1][0]", "default"), "duplicate", "queues[1][0]"],
  ["a queue in one group", put("queues[0][1]", "admin"), "duplicate", "queues[0][1]"],
]);

table("contradictions", [
  ["a waiting job's queue is in no group", put("jobs[1].queue", "nowhere"), "inconsistent", "jobs[1].queue"],
]);

table("unknown fields", [
  ["of a scenario", put("extra", 1), "unknown_field", "extra"],
  ["of the resources", put("resources.extra", 1), "unknown_field", "resources.extra"],
  ["of a job", put("jobs[1].extra", 1), "unknown_field", "jobs[1].extra"],
  ["of an assignment", put("jobs[0].assignment.extra", 1), "unknown_field", "jobs[0].assignment.extra"],
  ["of a moldable", put("jobs[1].moldables[0].extra", 1), "unknown_field", "jobs[1].moldables[0].extra"],
  [
    "of a request",
    put("jobs[1].moldables[0].requests[0].extra", 1),
    "unknown_field",
    "jobs[1].moldables[0].requests[0].extra",
  ],
  ["of a dependency", put("jobs[1].dependencies[0].extra", 1), "unknown_field", "jobs[1].dependencies[0].extra"],
  ["constructor", put("jobs[1].constructor", {}), "unknown_field", "jobs[1].constructor"],
  ["toString", put("toString", "x"), "unknown_field", "toString"],
]);
