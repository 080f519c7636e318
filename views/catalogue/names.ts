import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { SeatGroup, Subscription, TemporarySeats } from '../../src/pricing/types.ts';
import type { SignedInViewer, Viewer } from '../../src/web/viewer.ts';

/** The data from which texts about a subscription are made. */
export interface Known {
  subscription: Subscription;
  catalogue: Catalogue;
}

/** The names of the products in a group, the leader first: "Support Suite and AI Assist". */
export function groupNames(v: Viewer, { subscription, catalogue }: Known, group: SeatGroup): string {
  const ids = subscription.lines.filter((line) => line.groupId === group.id).map((line) => line.productId);
  const others = ids.filter((id) => id !== group.leaderProductId);
  return v.f.and([group.leaderProductId, ...others].map((id) => productName(catalogue, id)));
}

export function productName(catalogue: Catalogue, id: string | null): string {
  return (id && catalogue.get(id)?.name) ?? id ?? '';
}

/** The names of the products in the group that temporary seats belong to. */
export function namesOfTemporary(v: SignedInViewer, known: Known, row: TemporarySeats): string {
  const group = known.subscription.groups.find(({ id }) => id === row.groupId);
  return group ? groupNames(v, known, group) : '';
}
