/** The browser is started so that both are there, and tell the truth. */
declare const gc: () => void
const browser = performance as unknown as { memory: { usedJSHeapSize: number } }

/** Bytes that are in use after the garbage is gone. */
export async function heap(): Promise<number> {
  for (let count = 0; count < 5; count++) {
    gc()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  // Each look at `memory` takes the figures anew.
  return browser.memory.usedJSHeapSize
}
