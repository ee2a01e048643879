import { isAppmixerError, type AppmixerError, type AppmixerErrorCode } from '../client/errors.ts'

const codes: Partial<Record<AppmixerErrorCode, string>> = {
  network: 'ERR_NETWORK',
  timeout: 'ECONNABORTED',
  session: 'ERR_CANCELED',
}

/** An error as the vendor's script rejects with: what the server answered is under `response`. */
export interface AppmixerApiError extends Error {
  /** `ERR_BAD_REQUEST` for 4xx, `ERR_BAD_RESPONSE` for 5xx and unreadable answers, `ERR_NETWORK`, `ECONNABORTED`. */
  code: string
  /** Absent when the server did not answer. */
  response?: { status: number; data: { statusCode: number; message: string | undefined } }
  /** `response.data`, or `null`. */
  data: { statusCode: number; message: string | undefined } | null
}

/** The same failure in the vendor's form; anything else, such as an abort, passes as it is. */
export function apiError(error: unknown): unknown {
  if (!isAppmixerError(error)) return error
  const { status, serverMessage } = error
  const data = status === undefined ? null : { statusCode: status, message: serverMessage }
  return Object.assign(new Error(error.message, { cause: error }), {
    code: codeOf(error),
    data,
    ...(status !== undefined && data && { response: { status, data } }),
  }) satisfies AppmixerApiError
}

function codeOf({ code, status }: AppmixerError): string {
  if (status !== undefined) return status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE'
  return codes[code] ?? (code === 'schema' ? 'ERR_BAD_RESPONSE' : 'ERR_BAD_OPTION')
}
