/** Product ids are keys of plain objects (form values, changes), and every plain object inherits a property with this name. */
const reserved = 'constructor';

/**
 * Makes a readable id from a name: ASCII letters, digits and dashes, a letter first, and not among the taken ids.
 *
 * @param otherwise the id for a name without any ASCII letter
 */
export function freeSlug(
  name: string,
  { otherwise, longest, taken }: { otherwise: string; longest: number; taken: readonly string[] },
): string {
  const slug = slugOf(name).slice(0, longest).replace(/-+$/, '') || otherwise;
  const isFree = (id: string) => id !== reserved && !taken.includes(id);
  let free = slug;
  for (let n = 2; !isFree(free); n++) free = `${slug.slice(0, longest - `-${n}`.length)}-${n}`;
  return free;
}

function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '');
}
