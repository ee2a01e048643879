/** The language of the page: `?lang=` in the address, else the browser's. `?dir=` decides the direction alone. */
export const locale = languageOf(new URLSearchParams(window.location.search).get('lang'))

const minute = 60_000
const hour = 60 * minute

/** Inside of sentences, which are English. */
const sentence = locale.startsWith('en') ? locale : 'en'
const relative = new Intl.RelativeTimeFormat(sentence, { numeric: 'auto' })
const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const date = new Intl.DateTimeFormat(sentence, { day: 'numeric', month: 'short' })
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const numbers = new Intl.NumberFormat(locale)

export function applyLanguage(): void {
  const { documentElement } = document
  const dir = new URLSearchParams(window.location.search).get('dir')
  documentElement.lang = locale
  const isMirrored = /^(ar|fa|he|ur)\b/.test(locale)
  documentElement.dir = dir === 'rtl' || dir === 'ltr' ? dir : isMirrored ? 'rtl' : 'ltr'
}

/** `12 minutes ago`, `yesterday`, `Nov 26`. */
export function ago(iso: string | null | undefined, now = Date.now()): string {
  const at = Date.parse(iso ?? '')
  if (Number.isNaN(at)) return ''
  const past = now - at
  if (past < minute) return relative.format(0, 'second')
  if (past < hour) return relative.format(-Math.round(past / minute), 'minute')
  if (past < 24 * hour) return relative.format(-Math.round(past / hour), 'hour')
  if (past < 48 * hour) return relative.format(-1, 'day')
  return date.format(at)
}

/** `Nov 27` */
export function day(at: number): string {
  return date.format(at)
}

export function clockTime(at: number): string {
  return time.format(at)
}

/** `Nov 27, 2026, 9:14 AM` */
export function moment(when: string | number | null | undefined): string {
  const at = typeof when === 'number' ? when : Date.parse(when ?? '')
  return Number.isNaN(at) ? '' : dateTime.format(at)
}

export function count(value: number): string {
  return numbers.format(value)
}

/** `1 automation`, `2 automations`. */
export function plural(value: number, one: string, many: string): string {
  return `${count(value)} ${new Intl.PluralRules('en').select(value) === 'one' ? one : many}`
}

function languageOf(wanted: string | null): string {
  try {
    return Intl.getCanonicalLocales(wanted ?? navigator.language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
