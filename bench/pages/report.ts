/** What the page was asked to do. */
export function taskOf<Task>(): Task {
  return JSON.parse(new URLSearchParams(location.search).get('task') ?? '{}') as Task
}

/** Does it and tells the result, with what the CSP objected to. */
export async function report(work: () => Promise<object>): Promise<void> {
  const violations: string[] = []
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    violations.push(`${violatedDirective} ${blockedURI}`)
  })
  const result = await work().catch((error: unknown) => ({ error: String(error) }))
  await fetch('/report', { method: 'POST', body: JSON.stringify({ ...result, violations }) })
}
