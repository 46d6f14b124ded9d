/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Compression and headers are the front server's; uploads never reach the optimizer.
  compress: false,
  // Of the sources (bin/steps/build): two builds of them are one to the pages that they made. Null: Next.js makes one up.
  generateBuildId: () => process.env.BUILD_ID ?? null,
  // A lock file in a folder above would make that folder the root, and ids of actions go by paths from the root.
  turbopack: { root: import.meta.dirname },
  images: { unoptimized: true },
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'pg', 'nodemailer'],
  // `npm test` checks types; a start from a fresh clone has not installed what the tests' types need.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: '2mb' } },
}

export default config
