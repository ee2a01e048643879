/** A `__proto__` key, also when written with escapes. Anything else with a backslash-u costs only the search. */
const suspicious = /"__proto__"|\\u00[567]/i

/** `JSON.parse` whose result never carries a `__proto__` key: merging such an object would change its prototype. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (suspicious.test(text)) removeProto(value)
  return value
}

/** With a list instead of recursion, because a server may nest deeper than the stack; so may no reviver. */
function removeProto(root: unknown): void {
  const left = [root]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null) continue
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
    for (const inner of Object.values(value)) left.push(inner)
  }
}
