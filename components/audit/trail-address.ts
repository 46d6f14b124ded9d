/** The address of the trail with these filters in force; what is empty is left out. */
export function trailAddress(filters: Record<string, string>) {
  const said = new URLSearchParams(Object.entries(filters).filter(([, value]) => value))
  return said.size > 0 ? `/admin/audit?${said}` : '/admin/audit'
}
