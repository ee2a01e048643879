/** The apps that accounts are for, by service: what they are called, and the tint of their icon. */
export const apps: Record<string, { label: string; tint: string }> = {
  'appmixer:slack': { label: 'Slack', tint: '#a21caf' },
  'appmixer:google': { label: 'Google', tint: '#dc2626' },
  'appmixer:hubspot': { label: 'HubSpot', tint: '#f97316' },
  'appmixer:salesforce': { label: 'Salesforce', tint: '#0284c7' },
  'appmixer:stripe': { label: 'Stripe', tint: '#6366f1' },
  'appmixer:xero': { label: 'Xero', tint: '#0ea5e9' },
  'appmixer:jira': { label: 'Jira', tint: '#1d4ed8' },
  'appmixer:github': { label: 'GitHub', tint: '#334155' },
}

/** `appmixer:slack` for `appmixer.slack.list.SendChannelMessage`, `appmixer.slack` and itself. */
export function serviceOf(type: string): string {
  return type.includes(':') ? type : type.split('.').slice(0, 2).join(':')
}

/** The icon of an app, a data URI. */
export function iconOf(tint: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="${tint}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
