/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: false,
  serverExternalPackages: ['pg', 'nodemailer'],
  turbopack: { root: import.meta.dirname },
}
