/** The built package, and a client of it that never leaves the process. */
import { dist } from './paths.mjs'

/** @type {any} what is measured is what users get, so it comes without the types of src */
export const appmixer = await import(`${dist}index.js`)

/**
 * A client whose server answers this text.
 *
 * @param {(url: URL) => string} answer
 */
export function clientAnswering(answer) {
  return appmixer.createAppmixerClient({
    baseUrl: 'http://bench.test',
    token: 'token',
    fetch: async (/** @type {Request} */ { url }) => json(answer(new URL(url))),
  })
}

/**
 * A response with as little work in it as there can be: the time is the client's.
 *
 * @param {string} text
 * @returns {Response}
 */
export function json(text) {
  return new Response(text, { headers: { 'content-type': 'application/json' } })
}

/**
 * What the client does with an answer once it is parsed: brings the variants of servers into one form, and checks.
 *
 * @param {any} endpoint
 * @returns {{ check: (body: unknown) => boolean, whole: (body: unknown) => boolean }} `whole` does both
 */
export function checkOf({ spec: { response, normalize = (/** @type {unknown} */ body) => body } }) {
  const check = (/** @type {unknown} */ body) => response(body)
  return { check, whole: (body) => check(normalize(body)) }
}
