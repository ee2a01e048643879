/** The browser is started with `--expose-gc` and precise figures. */
declare const gc: () => void
const browser = performance as unknown as { memory: { usedJSHeapSize: number } }

/** Bytes in use after garbage collection. */
export async function heap(): Promise<number> {
  for (let count = 0; count < 5; count++) {
    gc()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  // Each look at `memory` takes the figures anew.
  return browser.memory.usedJSHeapSize
}
