import type { NextConfig } from 'next'

/** Everything about security headers stands in server/web/, which answers before Next.js does. */
const config: NextConfig = {
  // So that two builds of one clone (a running bank, its tests) do not overwrite each other.
  distDir: process.env.PASSBOOK_DIST_DIR || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of the whole project; the build need not do it a second time.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: {
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'],
    // A browser fetches six files at a time, and each costs a telephone a way there and back: half as many scripts, of
    // twice the size, are there earlier.
    turbopackChunking: { minChunkSize: 200_000, maxChunkCountPerGroup: 10 },
    turbopackCjsScopeHoisting: true,
    turbopackCjsTreeShaking: true,
    turbopackCrossModuleConstants: true,
  },
  // No files of instructions written into the clone by the dev server.
  agentRules: false,
}

export default config
