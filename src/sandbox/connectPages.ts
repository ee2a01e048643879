import { html, raw } from 'hono/html'

/** What the page of a provider shows. */
export interface ConsentView {
  ticket: string
  /** What the app is called. */
  app: string
  /** Whom it takes the user for. */
  name: string
  /** It asks for an API key. */
  takesKey: boolean
  /** Its page shares nothing with the window that opened it, as that of some providers. */
  isIsolated: boolean
  /** Why the last try did not work. */
  problem?: string
}

type Html = ReturnType<typeof html>

/** Where the user says yes or no. */
export function consentPage(view: ConsentView): Response {
  const { ticket, app, name, takesKey, problem } = view
  const key = html`<label
    >API key <input name="apiKey" type="password" autocomplete="off" autofocus required
  /></label>`
  const slowly = html`<fieldset>
    <legend>To see what else can happen</legend>
    <button name="decision" value="slow">Allow in three seconds</button>
    <button name="decision" value="never">Never answer</button>
  </fieldset>`
  return page(
    view.isIsolated,
    `Connect ${app}`,
    html`<h1>Connect ${app}</h1>
      <p>The demo provider of the Appmixer sandbox. Nothing leaves this machine.</p>
      ${problem ? html`<p role="alert">${problem}</p>` : ''}
      <form method="post">
        <input type="hidden" name="ticket" value="${ticket}" />
        <label>Account <input name="name" value="${name}" autocomplete="off" /></label>
        ${takesKey ? key : ''}
        <button name="decision" value="allow" class="main">Allow</button>
        <button name="decision" value="deny" formnovalidate>Deny</button>
        ${takesKey ? '' : slowly}
      </form>
      <p role="status"></p>`,
    waiting,
  )
}

/** Tells the window that opened it how it ended, and closes itself. */
export function endPage(ticket: string, end: { accountId: string } | { error: string }): Response {
  const isConnected = 'accountId' in end
  const message = `appmixer.auth.${isConnected ? 'success' : 'failure'}.${ticket}`
  const title = isConnected ? 'Connected' : 'Not connected'
  return page(
    false,
    title,
    html`<h1>${title}</h1>
      <p data-message="${message}">You can close this window.</p>`,
    reporting,
  )
}

/** Of two buttons: one allows later, the other never does. */
const waiting = `
document.querySelector('form').addEventListener('submit', (event) => {
  const { value } = event.submitter
  if (value !== 'slow' && value !== 'never') return
  event.preventDefault()
  for (const button of document.querySelectorAll('button')) button.disabled = true
  document.querySelector('[role=status]').textContent = 'Working…'
  if (value === 'slow') setTimeout(() => event.target.submit(), 3000)
})`

const reporting = `
const { message } = document.querySelector('[data-message]').dataset
if (window.opener) window.opener.postMessage(message, '*')
window.close()`

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 26rem; margin: 3rem auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem }
form { display: grid; gap: 0.75rem }
label { display: grid; gap: 0.25rem }
input, button { font: inherit; padding: 0.5rem 0.75rem }
button.main { border: 0; border-radius: 4px; background: #1d4ed8; color: #fff }
fieldset { display: flex; gap: 0.75rem; flex-wrap: wrap; margin: 1rem 0 0; padding: 0.75rem; border: 1px solid #8886 }
legend { padding: 0 0.25rem; font-size: 0.875rem }
fieldset button { font-size: 0.875rem }
[role=alert] { color: light-dark(#b91c1c, #fca5a5) }`

function page(isIsolated: boolean, title: string, body: Html, script: string): Response {
  const nonce = crypto.randomUUID()
  const text = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${raw(style)}
        </style>
      </head>
      <body>
        ${body}
        <script nonce="${nonce}">
          ${raw(script)}
        </script>
      </body>
    </html>`
  return new Response(text as string, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      ...(isIsolated && { 'cross-origin-opener-policy': 'same-origin' }),
    },
  })
}
