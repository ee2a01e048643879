import type { Sandbox } from '../../src/sandbox/index.ts'

/** What was sent, oldest first, as one writes it down: `GET /flows?limit=20`. */
export function sentTo({ requests }: Sandbox): string[] {
  return requests.entries.map(({ method, path, search }) => {
    const query = decodeURIComponent(search.toString())
    return `${method} ${path}${query && `?${query}`}`
  })
}

/** Where people tasks are, in the servers of today. */
export const tasks = '/plugins/appmixer/utils/tasks/tasks'
