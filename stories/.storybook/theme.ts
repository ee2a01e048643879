import { create } from 'storybook/theming'

export const theme = create({
  base: 'light',
  brandTitle: 'appmixer-react',
  brandTarget: '_self',
  colorPrimary: '#2b4bd3',
  colorSecondary: '#2b4bd3',
})
