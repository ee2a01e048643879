/** `npx orval@7.21.0` in this folder makes orval.ts. */
export default {
  appmixer: {
    input: './openapi.json',
    output: { target: './orval.ts', client: 'react-query', httpClient: 'fetch' },
  },
}
