/** Every object has something by this name already, and products are looked up by their ids in what forms and changes say. */
const reserved = 'constructor';

/**
 * A readable id made of a name: plain letters, digits and dashes, beginning with a letter, unlike all that are taken.
 *
 * @param otherwise what to take for a name without any such letter
 */
export function freeSlug(
  name: string,
  { otherwise, longest, taken }: { otherwise: string; longest: number; taken: readonly string[] },
): string {
  const slug = slugOf(name).slice(0, longest).replace(/-+$/, '') || otherwise;
  const isFree = (one: string) => one !== reserved && !taken.includes(one);
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
