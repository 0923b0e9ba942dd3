/** Makes migrations from the tables: `npm run migration`. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'postgresql', schema: './src/db/tables.ts', out: './migrations' })
