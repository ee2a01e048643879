/** Times in milliseconds since 1970, or as the server writes them. */
export interface Formats {
  /** `12 minutes ago`, `yesterday`, `Nov 26`. */
  ago: (iso: string | null | undefined, now?: number) => string
  /** `Nov 27` */
  day: (at: number) => string
  /** `9:14 AM` */
  clockTime: (at: number) => string
  /** `9:14 AM` when that was today, `Nov 26, 9:14 AM` otherwise. */
  timeOrMoment: (at: number, now?: number) => string
  /** `Nov 27, 2026, 9:14 AM` */
  moment: (when: string | number | null | undefined) => string
  /** `1,204` */
  count: (value: number) => string
}

const minute = 60_000
const hour = 60 * minute

/**
 * @param locale Of dates and numbers.
 * @param language Of what stands inside of sentences, which are in this language.
 */
export function createFormats(locale: string, language: string): Formats {
  const sentence = locale.startsWith(language) ? locale : language
  const relative = new Intl.RelativeTimeFormat(sentence, { numeric: 'auto' })
  const date = new Intl.DateTimeFormat(sentence, { day: 'numeric', month: 'short' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const dayTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: time.resolvedOptions().hour12 ? 'numeric' : '2-digit',
    minute: '2-digit',
  })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const numbers = new Intl.NumberFormat(locale)
  return {
    ago(iso, now = Date.now()) {
      const at = Date.parse(iso ?? '')
      if (Number.isNaN(at)) return ''
      const past = now - at
      if (past < minute) return relative.format(0, 'second')
      if (past < hour) return relative.format(-Math.round(past / minute), 'minute')
      if (past < 24 * hour) return relative.format(-Math.round(past / hour), 'hour')
      if (past < 48 * hour) return relative.format(-1, 'day')
      return date.format(at)
    },
    day: (at) => date.format(at),
    clockTime: (at) => time.format(at),
    timeOrMoment: (at, now = Date.now()) =>
      (date.format(at) === date.format(now) ? time : dayTime).format(at),
    moment(when) {
      const at = typeof when === 'number' ? when : Date.parse(when ?? '')
      return Number.isNaN(at) ? '' : dateTime.format(at)
    },
    count: (value) => numbers.format(value),
  }
}
