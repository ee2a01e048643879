import { createAppmixerClient, type AppmixerClient } from '../src/index.ts'

export interface Sent {
  method: string
  /** As it stood in the URL, still encoded. */
  path: string
  search: string
  type: string | null
  body: string
}

export interface Wire {
  client: AppmixerClient
  /** What was sent, oldest first. */
  sent: Sent[]
}

/** A client whose server gives these answers, one per request and the last one for ever; a string goes as it is. */
export function wireAnswering(...answers: unknown[]): Wire {
  const sent: Sent[] = []
  let next = 0
  const client = createAppmixerClient({
    baseUrl: 'http://wire.test',
    token: 'token',
    retries: 0,
    async fetch(input, init) {
      const request = new Request(input, init)
      const { pathname, search } = new URL(request.url)
      const type = request.headers.get('content-type')
      sent.push({
        method: request.method,
        path: pathname,
        search,
        type,
        body: await request.text(),
      })
      const answer = answers[Math.min(next++, answers.length - 1)]
      if (answer instanceof Response) return answer
      return typeof answer === 'string' ? new Response(answer) : Response.json(answer)
    },
  })
  return { client, sent }
}

export function failing(status: number, message = 'No'): Response {
  return Response.json({ statusCode: status, error: 'Error', message }, { status })
}
