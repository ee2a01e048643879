declare module 'virtual:component-docs' {
  export const componentDocs: Record<string, import('../.storybook/componentDocs.ts').ComponentDocs>
}
