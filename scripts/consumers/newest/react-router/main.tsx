import { createRoot } from 'react-dom/client'
import { connection } from '../connection'
import { createApp } from './src/router'

createRoot(document.getElementById('root')!).render(createApp(connection))
