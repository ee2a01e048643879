/** `virtual:component-docs`: what the docs pages of the components show, read out of the sources at build time. */
import type { Plugin } from 'vite'
import { components, docsOf, filesOf } from '../../scripts/componentDocs.ts'
import { pathOf } from '../../scripts/sources.ts'

const id = 'virtual:component-docs'

export function componentDocs(): Plugin {
  return {
    name: 'component-docs',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined
      for (const file of components.flatMap(filesOf)) this.addWatchFile(pathOf(file))
      const docs = Object.fromEntries(components.map((each) => [each.name, docsOf(each)]))
      return `export const componentDocs = ${JSON.stringify(docs)}`
    },
  }
}
