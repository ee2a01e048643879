/**
 * An error as the server words it: `{ statusCode, error, message }`. @hapi/boom has the same body, but needs Node's
 * `Buffer` to load, so not in a browser, and hides the message of every 500.
 */
export class Boom extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }

  toJSON(): { statusCode: number; error: string; message: string } {
    return { statusCode: this.status, error: names[this.status] ?? 'Error', message: this.message }
  }
}

const names: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}
