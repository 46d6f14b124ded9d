/** The address of the trail of sign-ins with these filters in force; what is empty is left out. */
export function signInsAddress(filters: Record<string, string>, path = '/admin/sign-ins') {
  const said = new URLSearchParams(Object.entries(filters).filter(([, value]) => value))
  return said.size > 0 ? `${path}?${said}` : path
}
