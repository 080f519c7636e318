/**
 * Checks a target for a redirect: only a path of this product is allowed, never another site. Browsers drop tabs and line ends from URLs
 * and read a backslash as a slash, so "/\t/elsewhere" and "/\elsewhere" would lead to another site. Therefore only printable ASCII without
 * a backslash is allowed.
 *
 * @param basePath the path of BASE_URL, without a slash at the end
 * @returns the path, or null if it is not allowed
 */
export function localPath(back: string | undefined, basePath: string): string | null {
  if (!back || back.length > 2000 || !back.startsWith(`${basePath}/`)) return null;
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(back)) return null;
  const ownOrigin = 'http://here.invalid';
  if (!URL.canParse(back, ownOrigin)) return null;
  const { origin, pathname } = new URL(back, ownOrigin);
  // After `..` is resolved, the path may be outside the base path or begin with two slashes.
  return origin === ownOrigin && `${pathname}/`.startsWith(`${basePath}/`) && !pathname.startsWith('//') ? back : null;
}
