import { AddonPanel } from 'storybook/internal/components'
import { addons, types } from 'storybook/manager-api'
import { ActivityPanel } from '../house/ActivityPanel.tsx'
import { theme } from './theme.ts'

addons.setConfig({ theme, sidebar: { showRoots: true } })

addons.register('appmixer', () => {
  addons.add('appmixer/activity', {
    type: types.PANEL,
    title: 'Activity',
    render: ({ active }) => (
      <AddonPanel active={active ?? false}>{active ? <ActivityPanel /> : null}</AddonPanel>
    ),
  })
})
