import type { NextConfig } from 'next'

/** As scripts/test/test-build.ts names its folders. */
const TEST_BUILD = '.next-test-'
const distDir = process.env.PASSBOOK_DIST_DIR || '.next'

/** Everything about security headers stands in server/web/, which answers before Next.js does. */
const config: NextConfig = {
  // So that two builds of one clone (a running bank, its tests) do not overwrite each other.
  distDir,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of the whole project; the build need not do it a second time.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: {
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'],
    // A test's build is of one state of the sources and never made again: to keep what another build could use is a
    // quarter of its work.
    turbopackFileSystemCacheForBuild: !distDir.startsWith(TEST_BUILD),
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
