import type { Route as WireRoute } from '../client/endpoint.ts'
import { routes } from './routes.ts'

/** Calls of Appmixer's clients by what they are about. Those that the sandbox answers are left out below. */
const known: Readonly<Record<string, readonly WireRoute[]>> = {
  'consent pages': [
    'POST /auth/ticket',
    'GET /auth/:service/auth-url/:ticket',
    'GET /auth/status/:ticket',
    'GET /auth/:service/type',
  ],
  'accounts of components': [
    'PUT /auth/component/:componentId/:accountId',
    'DELETE /auth/component/:componentId',
    'PUT /auth/account/:accountId/components',
    'POST /accounts/:accountId/share',
    'POST /accounts/:accountId/unshare',
  ],
  drafts: ['POST /drafts/:flowId/publish'],
  integrations: [
    'DELETE /integrations/:flowId',
    'GET /integrations/status/:ticket',
    'POST /integrations/:flowId/update-integration-instances',
  ],
  'versions of flows': [
    'GET /flows/:flowId/versions',
    'POST /flows/:flowId/versions',
    'GET /flows/:flowId/versions/:versionId',
    'PUT /flows/:flowId/versions/:versionId',
    'DELETE /flows/:flowId/versions/:versionId',
    'POST /flows/:flowId/versions/:versionId/restore',
    'POST /flows/:flowId/versions/:versionId/clone',
  ],
  'test runs of flows': ['POST /flows/:flowId/test', 'DELETE /flows/:flowId/test/:testId'],
  'thumbnails, log levels and messages of flows': [
    'PUT /flows/:flowId/thumbnail',
    'PUT /flows/:flowId/logger',
    'POST /flows/:flowId',
    'GET /triggers/:componentId/url',
  ],
  'unprocessed messages': [
    'GET /unprocessed-messages',
    'GET /unprocessed-messages/:messageId',
    'POST /unprocessed-messages/:messageId/retry',
    'DELETE /unprocessed-messages/:messageId',
  ],
  'variables and modifiers': [
    'POST /variables/:flowId/fetch',
    'GET /modifiers',
    'PUT /modifiers',
    'DELETE /modifiers',
    'POST /modifiers/test',
    'POST /modifiers/transform',
  ],
  'publishing of components': [
    'POST /components',
    'GET /components/uploader/:ticket',
    'GET /components/:selector',
    'GET /bundles',
  ],
  'app events': ['POST /plugins/appmixer/utils/appevents/events/:event'],
  passwords: [
    'POST /user/change-password',
    'POST /user/forgot-password',
    'POST /user/forgot-password/reset',
    'POST /user/reset-password',
  ],
  'single sign-on': ['POST /user/sso/auth', 'POST /users/sso/redirect', 'GET /users/sso/config'],
  'users and audits, for admins': [
    'GET /users',
    'GET /users/count',
    'GET /users/:userId',
    'PUT /users/:userId',
    'DELETE /users/:userId',
    'GET /system/audits',
    'GET /telemetry/messages',
  ],
  'service configurations': [
    'GET /service-config',
    'GET /service-config/:serviceId/validate',
    'GET /user-service-config',
    'POST /user-service-config',
    'GET /user-service-config/:serviceId',
    'PUT /user-service-config/:serviceId',
    'DELETE /user-service-config/:serviceId/:name',
  ],
  'the automation hub': [
    'GET /automation-hub/analytics',
    'GET /automation-hub/settings',
    'POST /automation-hub/settings',
    'DELETE /automation-hub/settings',
  ],
  'user groups': [
    'GET /user-groups',
    'POST /user-groups',
    'GET /user-groups/:groupId',
    'PUT /user-groups/:groupId',
    'DELETE /user-groups/:groupId',
    'GET /user-groups/:groupId/members',
    'POST /user-groups/:groupId/members',
  ],
}

/** What a server has and the sandbox has not: the calls of each subject. */
export const lacking: ReadonlyMap<string, readonly WireRoute[]> = new Map(
  Object.entries(known)
    .map(([subject, calls]) => [subject, calls.filter((call) => !isAnswered(call))] as const)
    .filter(([, calls]) => calls.length > 0),
)

/** The subject of a request that a server would know, `versions of flows`. */
export function lackingSubjectOf(method: string, path: string): string | undefined {
  for (const [subject, calls] of lacking) {
    if (calls.some((call) => isCallOf(call, `${method} ${path}`))) return subject
  }
  return undefined
}

function isAnswered(call: WireRoute): boolean {
  return routes.some(({ route }) => shapeOf(route) === shapeOf(call))
}

/** The names of parameters do not matter. */
function shapeOf(route: string): string {
  return route.replaceAll(/:\w+/g, ':')
}

function isCallOf(call: WireRoute, line: string): boolean {
  const [wanted, actual] = [call.split('/'), line.split('/')]
  return (
    wanted.length === actual.length &&
    wanted.every((part, index) => part.startsWith(':') || part === actual[index])
  )
}
