// Emitted from schema.ts by `npm run checks`. Change that one.
import { isRecord, isText, listOf, optionalText } from '../client/checks.ts'
import type { App, ComponentAuth, ComponentManifest } from './types.ts'

export function isApps(value: unknown): value is App[] {
  return listOf(value, isApp)
}

function isApp(value: unknown): value is App {
  return (
    isRecord(value) &&
    isText(value.name) &&
    optionalText(value.label) &&
    optionalText(value.category) &&
    optionalText(value.description) &&
    optionalText(value.icon)
  )
}

export function isComponentManifests(value: unknown): value is ComponentManifest[] {
  return listOf(value, isComponentManifest)
}

function isComponentManifest(value: unknown): value is ComponentManifest {
  return (
    isRecord(value) &&
    isText(value.name) &&
    optionalText(value.label) &&
    optionalText(value.description) &&
    optionalText(value.icon) &&
    optionalText(value.author) &&
    optionalText(value.version) &&
    (value.auth == null || isComponentAuth(value.auth))
  )
}

function isComponentAuth(value: unknown): value is ComponentAuth {
  return isRecord(value) && optionalText(value.service)
}
