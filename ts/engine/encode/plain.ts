/** Objects as nearly all are: made by a literal or by `JSON.parse`. */

const { getPrototypeOf, prototype } = Object;

/**
 * The prototype of objects all of whose fields are their own: `Object.prototype`. If somebody has given that a field,
 * which all objects have then, it is one that no object has.
 *
 * Whoever reads very many objects need not ask of each field of such an object whether it is its own, and such an object
 * is no list.
 */
export function plainPrototype(): object {
  for (const _ in prototype) return {};
  return prototype;
}

export { getPrototypeOf };
