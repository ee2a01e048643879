declare module 'virtual:component-docs' {
  export const componentDocs: Record<string, import('../../scripts/componentDocs.ts').ComponentDocs>
}

declare module 'virtual:hook-docs' {
  export const hookDocs: Record<string, import('../.storybook/hookDocs.ts').HookDocs>
}
