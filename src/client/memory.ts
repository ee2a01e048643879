/** What an answer was read from. */
export interface Origin {
  route: string
  text: string
}

/**
 * From which text an answer was read, as long as the answer lives. The same text again is the same answer: it is not
 * parsed, checked or compared, and whoever shows it sees the same object.
 */
export class Memory {
  readonly #origins = new WeakMap<object, Origin>()

  knows(answer: unknown, { route, text }: Origin): boolean {
    const origin = isObject(answer) ? this.#origins.get(answer) : undefined
    return origin?.route === route && origin.text === text
  }

  keep(answer: unknown, origin: Origin | undefined): void {
    if (origin && isObject(answer)) this.#origins.set(answer, origin)
  }

  /** Says that `shared` equals `answer`, and tells it. */
  carry(answer: unknown, shared: unknown): unknown {
    if (isObject(answer)) this.keep(shared, this.#origins.get(answer))
    return shared
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
