/** An app that accounts are for. */
interface AppSketch {
  /** What it is called. */
  label: string
  /** Of its icon. */
  tint: string
  /** It is connected with an API key, in a form. */
  takesKey?: true
  /** Its page of consent shares nothing with the window that opened it, as that of some providers. */
  isIsolated?: true
}

/** The apps that accounts are for, by service. */
export const apps: Record<string, AppSketch> = {
  'appmixer:slack': { label: 'Slack', tint: '#a21caf' },
  'appmixer:google': { label: 'Google', tint: '#dc2626', isIsolated: true },
  'appmixer:hubspot': { label: 'HubSpot', tint: '#f97316' },
  'appmixer:salesforce': { label: 'Salesforce', tint: '#0284c7' },
  'appmixer:stripe': { label: 'Stripe', tint: '#6366f1', takesKey: true },
  'appmixer:xero': { label: 'Xero', tint: '#0ea5e9' },
  'appmixer:jira': { label: 'Jira', tint: '#1d4ed8' },
  'appmixer:github': { label: 'GitHub', tint: '#334155' },
}

/** `appmixer:slack` for `appmixer.slack.list.SendChannelMessage`, `appmixer.slack` and itself. */
export function serviceOf(type: string): string {
  return type.includes(':') ? type : type.split('.').slice(0, 2).join(':')
}

/** What an app is called; one that the sandbox does not know by its id. */
export function appLabelOf(service: string): string {
  const word = service.split(':').at(-1)!
  return apps[service]?.label ?? word.charAt(0).toUpperCase() + word.slice(1)
}

/** The icon of an app, a data URI: its first letter on its colour. */
export function iconOf({ label, tint }: Pick<AppSketch, 'label' | 'tint'>): string {
  const letter = `<text x="12" y="17" fill="#fff" font-family="sans-serif" font-size="14" text-anchor="middle">${label.charAt(0)}</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="${tint}"/>${letter}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
