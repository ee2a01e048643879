import { createAppmixerClient, type AppmixerClient } from '../src/index.ts'

export interface Sent {
  method: string
  /** Path and query as they were sent. */
  url: string
  body: unknown
  authorization: string | null
}

/** A client whose server gives these answers, one after another, and what it was asked. */
export function answering(...answers: unknown[]): { client: AppmixerClient; sent: Sent[] } {
  const sent: Sent[] = []
  const client = createAppmixerClient({
    baseUrl: 'https://api.acme.test',
    token: 'secret-token',
    retries: 0,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const { pathname, search } = new URL(request.url)
      const text = await request.text()
      sent.push({
        method: request.method,
        url: pathname + search,
        body: text === '' ? undefined : JSON.parse(text),
        authorization: request.headers.get('authorization'),
      })
      const answer = answers.shift()
      if (answer instanceof Response) return answer
      return answer === undefined ? new Response(null) : Response.json(answer)
    },
  })
  return { client, sent }
}

/** What the server says when something is not there. */
export function notFound(): Response {
  return Response.json(
    { statusCode: 404, error: 'Not Found', message: 'Not Found' },
    { status: 404 },
  )
}
