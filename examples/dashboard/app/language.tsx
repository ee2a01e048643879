import { createFormat, type AppmixerMessages } from 'appmixer-react'
import {
  createContext,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import { germanMessages } from './german.ts'
import { createFormats, type Formats } from './parts/formats.ts'
import { englishMessages, words, type Words } from './words.ts'

export type LanguageName = keyof typeof words

/** The language of the page, all of it: words, dates, numbers. */
export interface Language extends Formats {
  name: LanguageName
  choose: (name: LanguageName) => void
  words: Words
  /** For `<AppmixerProvider>`. */
  locale: string
  messages: AppmixerMessages
}

const place = 'northwind-language'

const LanguageContext = createContext<Language | undefined>(undefined)

export function useLanguage(): Language {
  return useContext(LanguageContext)!
}

interface LanguageProviderProps {
  children: ReactNode
}

/** `?lang=` in the address, else the last choice, else the browser's. `?dir=rtl` mirrors the page whatever it is. */
export function LanguageProvider({ children }: LanguageProviderProps): ReactNode {
  const [locale, setLocale] = useState(firstLocale)
  const name: LanguageName = locale.startsWith('de') ? 'de' : 'en'
  const language = useMemo<Language>(
    () => ({
      ...createFormats(locale, name),
      name,
      locale,
      words: words[name],
      messages: name === 'de' ? germanMessages(createFormat(locale)) : englishMessages,
      choose(next: LanguageName) {
        setLocale(localeFor(next))
        try {
          window.localStorage.setItem(place, next)
        } catch {
          // Without storage it lasts as long as the page.
        }
      },
    }),
    [locale, name],
  )
  useLayoutEffect(() => {
    const { documentElement } = document
    documentElement.lang = name
    documentElement.dir = parameter('dir') === 'rtl' ? 'rtl' : 'ltr'
  }, [name])
  return <LanguageContext value={language}>{children}</LanguageContext>
}

function firstLocale(): string {
  const asked = canonical(parameter('lang'))
  const chosen = saved()
  if (asked !== undefined) return asked
  if (chosen === 'en' || chosen === 'de') return localeFor(chosen)
  return canonical(navigator.language) ?? 'en'
}

/** As the browser has it, where that is of this language: `de-AT`, `en-GB`. */
function localeFor(name: LanguageName): string {
  return canonical(navigator.languages.find((each) => each.startsWith(name))) ?? name
}

function parameter(name: 'lang' | 'dir'): string | null {
  return new URLSearchParams(window.location.search).get(name)
}

/** Anyone can write anything into an address, and some browsers say `en-US@posix`. */
function canonical(tag: string | null | undefined): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag ?? [])[0]
  } catch {
    return undefined
  }
}

function saved(): string | null {
  try {
    return window.localStorage.getItem(place)
  } catch {
    return null
  }
}
