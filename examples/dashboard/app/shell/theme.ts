import { useState } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const place = 'northwind-theme'

/** Before the first paint, so that nothing flashes. */
export function applyTheme(theme: Theme = savedTheme()): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(savedTheme)
  return [
    theme,
    (next) => {
      setTheme(next)
      applyTheme(next)
      try {
        window.localStorage.setItem(place, next)
      } catch {
        // Without storage it lasts as long as the page.
      }
    },
  ]
}

function savedTheme(): Theme {
  try {
    const saved = window.localStorage.getItem(place)
    return saved === 'light' || saved === 'dark' ? saved : 'system'
  } catch {
    return 'system'
  }
}
