import type { ActingPerson } from '../../audit/acting.ts';
import type { Subject } from '../../audit/record.ts';
import type { ProductKind } from '../../catalogue/catalogue.ts';
import type { Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { recordInOperatorsLog } from '../parts/operators-log.ts';
import { type DeskProduct, findDeskCatalogue, isHeld, productRevision } from './queries.ts';
import { freeSlug } from './slugs.ts';
import { isSameSet, type WhyNotProduct, whyNotProduct } from './why-not-product.ts';

export interface NewProduct {
  name: string;
  kind: ProductKind;
  /** False: one price for the whole account. */
  seated: boolean;
  /** The product whose number of seats this add-on always has. */
  follows: string | null;
  /** The ids of the products that a suite includes. */
  includes: readonly string[];
}

/** The properties of a product that can be changed; its kind, and whether it is sold by the seat, cannot. */
export type ChangedProduct = Pick<DeskProduct, 'name' | 'onSale' | 'follows' | 'includes'>;

export type ProductWritten =
  | { outcome: 'saved'; id: string; changed: boolean }
  | { outcome: 'refused'; refused: WhyNotProduct }
  /** The product was changed after the form was rendered; nothing was written. */
  | { outcome: 'stale' };

/** Adds a product to the catalogue. It can be bought once it has a plan with a price (rules §4.25). For operators only. */
export async function createProduct(trx: Trx, wanted: NewProduct, by: ActingPerson): Promise<ProductWritten> {
  const catalogue = await findDeskCatalogue(trx);
  const existing = catalogue.find((product) => isNamed(product, wanted.name));
  // A form that is sent twice finds the same product.
  if (existing && isSame(existing, wanted)) return { outcome: 'saved', id: existing.id, changed: false };
  const refused = existing ? 'name-taken' : whyNotProduct(wanted, catalogue);
  if (refused) return { outcome: 'refused', refused };

  const id = freeSlug(wanted.name, { otherwise: 'product', longest: 40, taken: catalogue.map((product) => product.id) });
  const { name, kind, seated, follows, includes } = wanted;
  const { last } = await trx
    .selectFrom('products')
    .select((eb) => eb.fn.max('sort').as('last'))
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('products')
    .values({ id, name, kind, seated: seated ? 1 : 0, follows_product_id: follows, on_sale: 1, sort: (last ?? 0) + 1 })
    .execute();
  await writeIncludes(trx, id, includes);
  await recordInOperatorsLog(trx, by, {
    action: 'product.created',
    subject: { type: 'product', id, name },
    after: {
      name,
      kind,
      seated,
      ...(follows && { follows: nameIn(catalogue, follows) }),
      ...(includes.length > 0 && { includes: namesIn(catalogue, includes) }),
    },
  });
  return { outcome: 'saved', id, changed: true };
}

/**
 * Renames a product and takes it on or off sale. While no account has it, also changes the product that it follows and the products that it
 * includes (rules §4.25). Accounts keep a product that is taken off sale. For operators only.
 *
 * @param seen the revision of the product from the form
 * @throws NotFound
 */
export async function changeProduct(
  trx: Trx,
  { id, seen, wanted, by }: { id: string; seen: string; wanted: ChangedProduct; by: ActingPerson },
): Promise<ProductWritten> {
  const catalogue = await findDeskCatalogue(trx);
  const product = catalogue.find((candidate) => candidate.id === id);
  if (!product) throw new NotFound();
  // A form that is sent twice finds the product already changed.
  if (product.revision === productRevision(wanted)) return { outcome: 'saved', id, changed: false };
  if (product.revision !== seen) return { outcome: 'stale' };
  const refused = await whyNotChange(trx, product, wanted, catalogue);
  if (refused) return { outcome: 'refused', refused };

  await trx
    .updateTable('products')
    .set({ name: wanted.name, on_sale: wanted.onSale ? 1 : 0, follows_product_id: wanted.follows })
    .where('id', '=', id)
    .execute();
  const subject: Subject = { type: 'product', id, name: wanted.name };
  if (product.name !== wanted.name || product.onSale !== wanted.onSale || product.follows !== wanted.follows) {
    const recorded = ({ name, onSale, follows }: ChangedProduct) => ({ name, onSale, follows: nameIn(catalogue, follows) });
    await recordInOperatorsLog(trx, by, { action: 'product.changed', subject, before: recorded(product), after: recorded(wanted) });
  }
  if (!isSameSet(product.includes, wanted.includes)) {
    await trx.deleteFrom('suite_products').where('suite_id', '=', id).execute();
    await writeIncludes(trx, id, wanted.includes);
    const recorded = ({ includes }: ChangedProduct) => ({ includes: namesIn(catalogue, includes) });
    await recordInOperatorsLog(trx, by, { action: 'suite.changed', subject, before: recorded(product), after: recorded(wanted) });
  }
  return { outcome: 'saved', id, changed: true };
}

async function whyNotChange(
  trx: Trx,
  product: DeskProduct,
  wanted: ChangedProduct,
  catalogue: readonly DeskProduct[],
): Promise<WhyNotProduct | null> {
  const others = catalogue.filter((other) => other !== product);
  if (others.some((other) => isNamed(other, wanted.name))) return 'name-taken';
  if (product.follows === wanted.follows && isSameSet(product.includes, wanted.includes)) return null;
  if (await isHeld(trx, product.id)) return 'held';
  return whyNotProduct({ ...wanted, kind: product.kind, seated: product.seated }, others);
}

function isNamed(product: DeskProduct, name: string): boolean {
  return product.name.toLowerCase() === name.toLowerCase();
}

function isSame(product: DeskProduct, wanted: NewProduct): boolean {
  const { name, kind, seated, follows } = wanted;
  const isSold = product.kind === kind && product.seated === seated && product.follows === follows;
  return product.name === name && isSold && isSameSet(product.includes, wanted.includes);
}

async function writeIncludes(trx: Trx, suiteId: string, includes: readonly string[]): Promise<void> {
  for (const productId of includes) await trx.insertInto('suite_products').values({ suite_id: suiteId, product_id: productId }).execute();
}

function nameIn(catalogue: readonly DeskProduct[], id: string | null): string | null {
  return id && (catalogue.find((product) => product.id === id)?.name ?? id);
}

function namesIn(catalogue: readonly DeskProduct[], ids: readonly string[]): string[] {
  return catalogue.filter((product) => ids.includes(product.id)).map((product) => product.name);
}
