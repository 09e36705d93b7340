/** Random changes of scenarios, the same for the same seed. Plain JavaScript: a worker of Node runs it. */

/** @typedef {any} Loose */

/**
 * A generator of numbers in [0, 1), by mulberry32.
 * @param {number} seed
 */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param {number} depth */
function nested(depth) {
  /** @type {Loose} */
  let value = [];
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { jobs: value };
  return value;
}

/** Values that fit nowhere, or only just. @type {(() => Loose)[]} */
const STRANGE = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => Number.NEGATIVE_INFINITY,
  () => -0,
  () => 0,
  () => 1,
  () => -1,
  () => 0.1,
  () => 2 ** 31 - 2,
  () => 2 ** 31 - 1,
  () => 2 ** 31,
  () => 2 ** 32 - 1,
  () => 2 ** 32,
  () => 2 ** 53 - 1,
  () => 2 ** 53,
  () => -(2 ** 31),
  () => 1e308,
  () => 5e-324,
  () => 12n,
  () => true,
  () => Symbol("strange"),
  () => () => 1,
  () => "",
  () => " ",
  () => "0-4000000000",
  () => "0-1048575",
  () => "3-1",
  () => "0 0 0",
  () => "\ud800",
  () => "__proto__",
  () => "constructor",
  () => "x".repeat(5_000),
  () => [],
  () => ({}),
  () => [[]],
  () => new Array(1_000),
  () => nested(10_000),
  () => new Date(0),
  () => new Map([["jobs", 1]]),
  () => new Uint32Array(4),
  () => ({ length: 2 ** 31 }),
  () => Object.create(null),
  () => JSON.parse('{"__proto__": {"polluted": true}}'),
];

/** Numbers at which counts, dates and durations change their meaning. */
const EDGES = [0, 1, 2, -1, -2, -3, -4, 59, 60, 61, 3600, 2 ** 31 - 3, 2 ** 31 - 2, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1];

/** Every `[holder, key]` of a value, the value's own fields first; cycles are gone round once. @param {Loose} root */
function places(root) {
  /** @type {[Loose, string | number][]} */
  const found = [];
  const open = new Set([root]);
  for (const value of open) {
    // The elements of a typed array, which an earlier mutation put there, take numbers only.
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) continue;
    for (const key of Object.keys(value)) {
      found.push([value, Array.isArray(value) ? Number(key) : key]);
      open.add(value[key]);
    }
  }
  return found;
}

/**
 * Changes one thing of a scenario in place.
 * @param {Loose} scenario
 * @param {() => number} random
 */
function mutateOnce(scenario, random) {
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  const all = places(scenario);
  const place = all[below(all.length)];
  if (place === undefined) return;
  const [holder, key] = place;
  const value = holder[key];
  const [otherHolder, otherKey] = all[below(all.length)] ?? place;
  switch (below(8)) {
    case 0:
      delete holder[key];
      break;
    case 1:
      // A value from elsewhere in the scenario, shared: cycles come of it too.
      holder[key] = otherHolder[otherKey];
      break;
    case 2:
      if (Array.isArray(value)) value.push(...value.slice(0, 50));
      else if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else holder[`${key}x`] = value;
      break;
    case 3:
      if (Array.isArray(value)) value.reverse();
      else if (typeof value === "string") holder[key] = value.slice(0, below(value.length + 1));
      else if (typeof value === "number") holder[key] = value + below(5) - 2;
      else holder[key] = {};
      break;
    case 4:
      if (typeof value === "number") holder[key] = value * (random() < 0.5 ? 1_000 : -1);
      else if (typeof value === "string") holder[key] = value + value;
      else if (Array.isArray(value)) value.length = below(value.length + 1);
      else holder[key] = String(typeof value);
      break;
    case 5: {
      // Plausible values get furthest: one of the same type from elsewhere, or a number at an edge.
      const alike = all.filter(([h, k]) => typeof h[k] === typeof value);
      const [likeHolder, likeKey] = alike[below(alike.length)] ?? place;
      if (typeof value === "number" && random() < 0.5) holder[key] = EDGES[below(EDGES.length)];
      else holder[key] = likeHolder[likeKey];
      break;
    }
    default:
      holder[key] = STRANGE[below(STRANGE.length)]?.();
  }
}

/**
 * Changes one thing of a scenario in place, and half of the time another one, and so on.
 * @param {Loose} scenario
 * @param {() => number} random
 */
export function mutate(scenario, random) {
  do mutateOnce(scenario, random);
  while (random() < 0.5);
}
