import {
  isAppmixerError,
  responseOf,
  type AppmixerError,
  type AppmixerErrorCode,
  type RefusalResponse,
} from '../client/errors.ts'

/** An error in the form of the vendor's script. `cause` is the {@link AppmixerError}, with a `reason` for programs. */
export interface AppmixerApiError extends Error {
  /**
   * `ERR_BAD_REQUEST` for 4xx, `ERR_BAD_RESPONSE` for 5xx and unreadable answers, `ERR_NETWORK`, `ECONNABORTED` for a
   * timeout, `ERR_CANCELED` when the session ended. `input` for an argument that was refused before sending, `config`
   * for a wrong set-up.
   */
  code: string
  /**
   * What the server refused with. Absent when it did not answer. Without a usable token nothing is sent, and the
   * response is the 401 that the server would give.
   */
  response?: {
    status: number
    statusText: string
    /** By lower-case name: `headers['retry-after']`. */
    headers: Record<string, string>
    /** The whole JSON body, `{ statusCode, error, message }`; of any other body the first 1,000 characters. */
    data: unknown
  }
  /** `response.data`, or `null`. */
  data: unknown
}

/** The same failure in the vendor's form; anything else, such as an abort, passes as it is. */
export function apiError(error: unknown): unknown {
  if (!isAppmixerError(error)) return error
  const response = responseOf(error) ?? impliedResponse(error)
  return Object.assign(new Error(error.message, { cause: error }), {
    code: codeOf(error, response?.status),
    data: response?.data ?? null,
    ...(response && { response }),
  }) satisfies AppmixerApiError
}

/** The response that the vendor's script would have: it sends without a token, too, and is refused. */
function impliedResponse(error: AppmixerError): RefusalResponse | undefined {
  const status = error.code === 'auth' ? 401 : error.status
  if (status === undefined) return undefined
  const statusText = status === 401 ? 'Unauthorized' : ''
  const message = error.serverMessage ?? error.message
  const data = { statusCode: status, error: statusText, message }
  return { status, statusText, headers: {}, data }
}

const codes: Partial<Record<AppmixerErrorCode, string>> = {
  network: 'ERR_NETWORK',
  timeout: 'ECONNABORTED',
  session: 'ERR_CANCELED',
  input: 'input',
  config: 'config',
}

function codeOf({ code }: AppmixerError, status = 500): string {
  return codes[code] ?? (status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE')
}
