declare module 'virtual:component-docs' {
  export const componentDocs: Record<string, import('../.storybook/componentDocs.ts').ComponentDocs>
}

declare module 'virtual:hook-docs' {
  export const hookDocs: Record<string, import('../.storybook/hookDocs.ts').HookDocs>
}
