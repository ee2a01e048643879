/** Holds several senders back for a while, all at once. */
export interface Brake {
  /** Until when, in milliseconds since 1970; `undefined` when nothing holds them. */
  readonly until: number | undefined
  /** Holds them for `ms` from now, unless they are held for longer already. */
  hold(ms: number): void
  /** Lets them go now. */
  release(): void
  /** Resolves when nothing holds them any more. */
  passed(): Promise<void>
}

export function createBrake(onChange: () => void): Brake {
  let until: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: (() => void)[] = []

  function release(): void {
    if (until === undefined) return
    clearTimeout(timer)
    until = undefined
    onChange()
    for (const pass of waiting.splice(0)) pass()
  }

  return {
    get until() {
      return until
    },
    hold(ms) {
      if (until !== undefined && until >= Date.now() + ms) return
      clearTimeout(timer)
      until = Date.now() + ms
      timer = setTimeout(release, ms)
      onChange()
    },
    release,
    passed: () =>
      until === undefined ? Promise.resolve() : new Promise((pass) => waiting.push(pass)),
  }
}
