/** Calls a callback of the app's; one that fails must not cost what it was told about. */
export function tell<T>(callback: ((news: T) => void) | undefined, news: T): void {
  try {
    callback?.(news)
  } catch (error) {
    console.error(error)
  }
}
