/** What one tab tells the others: the token that came in the place of another, which is named by its fingerprint. */
export interface Renewal {
  replaced: string
  token: string
}

/** One tab asks for a token in the name of all: a Web Lock chooses which, a BroadcastChannel tells the others. */
export interface Tabs {
  /**
   * Calls `ask` when it is this tab's turn, or when another tab has told of a renewal; `ask` finds out which. `replaced`
   * is the fingerprint of the token in use.
   */
  renew(replaced: string, ask: () => Promise<string>): Promise<string>
  close(): void
}

/** Milliseconds after which a tab asks itself, whoever holds the lock. */
const patience = 5_000

/** Milliseconds for a message to reach the other tabs. */
const delivery = 100

/** `undefined` where tabs cannot talk to each other: on servers, and in older browsers. */
export function joinTabs(name: string, onRenewal: (renewal: Renewal) => void): Tabs | undefined {
  const locks = globalThis.navigator?.locks
  if (typeof document === 'undefined' || !locks || typeof BroadcastChannel === 'undefined') {
    return undefined
  }
  const channel = new BroadcastChannel(name)
  const waiting = new Map<string, () => void>()
  let isClosed = false
  channel.addEventListener('message', ({ data }: MessageEvent<Renewal>) => {
    onRenewal(data)
    waiting.get(data.replaced)?.()
  })

  /** Resolves to what gives the lock back, or, when the signal aborts first, to nothing. */
  function acquire(signal: AbortSignal): Promise<(() => void) | undefined> {
    return new Promise((resolve) => {
      const hold = () => new Promise<void>((release) => resolve(release))
      locks.request(name, { signal }, hold).catch(() => resolve(undefined))
    })
  }

  return {
    async renew(replaced, ask) {
      const heard = new Promise<void>((resolve) => waiting.set(replaced, resolve))
      const queue = new AbortController()
      const timer = setTimeout(() => queue.abort(), patience)
      const lock = acquire(queue.signal)
      try {
        await Promise.race([lock, heard])
        // Whoever asks in vain goes on with what another tab tells meanwhile.
        const token = await Promise.race([ask(), heard.then(ask)])
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin only
        if (!isClosed) channel.postMessage({ replaced, token })
        return token
      } finally {
        waiting.delete(replaced)
        clearTimeout(timer)
        queue.abort()
        // Whoever gets the lock next has heard of the token by then.
        void lock.then((release) => release && setTimeout(release, delivery))
      }
    },
    close() {
      isClosed = true
      channel.close()
    },
  }
}
