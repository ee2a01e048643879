import { IntegrationSetup, type IntegrationSetupOptions } from 'appmixer-react'

/** A wizard with everything that `IntegrationSetup` has. */
export function IntegrationWizard(options: IntegrationSetupOptions) {
  return (
    <IntegrationSetup.Root {...options}>
      <IntegrationSetup.Name />
      <IntegrationSetup.Loading />
      <IntegrationSetup.Fields />
      <IntegrationSetup.Problems />
      <IntegrationSetup.Failure />
      <IntegrationSetup.Retry />
      <IntegrationSetup.Missing />
      <IntegrationSetup.Status />
      <IntegrationSetup.Cancel />
      <IntegrationSetup.Finish />
    </IntegrationSetup.Root>
  )
}
