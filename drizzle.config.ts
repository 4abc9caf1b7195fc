import { defineConfig } from 'drizzle-kit'

/** Each module keeps its own tables; migrations are generated from all of them (`npm run db:generate`). */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './server/event-store/tables.ts',
    './server/read-models/*/table.ts',
    './server/auth/tables.ts',
    './server/clearing/tables.ts',
    './server/fault-injection/table.ts',
  ],
  out: './db/migrations',
})
