/** What the page was asked to do. */
export function taskOf<Task>(): Task {
  return JSON.parse(new URLSearchParams(location.search).get('task') ?? '{}') as Task
}

/** Runs the work and reports its result, with the violations of the CSP. */
export async function report(work: () => Promise<object>): Promise<void> {
  const violations: string[] = []
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    violations.push(`${violatedDirective} ${blockedURI}`)
  })
  const result = await work().catch((error: unknown) => ({ error: String(error) }))
  await fetch('/report', { method: 'POST', body: JSON.stringify({ ...result, violations }) })
}
