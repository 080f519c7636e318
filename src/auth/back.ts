/**
 * Where a form may lead back to: a path of this product, never another site. Browsers drop tabs and line ends from addresses and read a
 * backslash as a slash, so "/\t/elsewhere" and "/\elsewhere" would leave; only what is plainly a path here is taken.
 *
 * @param basePath the path of BASE_URL, without a slash at the end
 * @returns the path, or null where it cannot be used
 */
export function localPath(back: string | undefined, basePath: string): string | null {
  if (!back || back.length > 2000 || !back.startsWith(`${basePath}/`)) return null;
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(back)) return null;
  const here = 'http://here.invalid';
  if (!URL.canParse(back, here)) return null;
  const { origin, pathname } = new URL(back, here);
  // Dots may climb out of the base path, or leave two slashes at the front.
  return origin === here && `${pathname}/`.startsWith(`${basePath}/`) && !pathname.startsWith('//') ? back : null;
}
