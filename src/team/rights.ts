import type { Permission, Role } from '../permissions.ts';

/** The acts on one member; each is a form on the page of the member. */
export type TeamAct = 'rename' | 'role' | 'suspension' | 'reactivation' | 'downgrade' | 'seats' | 'invitation' | 'ownership';

export interface Someone {
  id: string;
  role: Role;
}

/**
 * `forbidden`: the role of the acting user does not include the act; a user with that permission may do it. `refused`: no user may do it in
 * this state; a key of `t.team.refusals`.
 */
export type WhyNotAct = { forbidden: Permission } | { refused: 'owner-stays' | 'yourself' | 'not-a-billing-admin' };

/**
 * Why the actor may not do this act on a member; null when they may (rules §3 rows 18 and 19, §4.23). Owner, billing admins and admins
 * manage all members up to admin. Only the owner manages billing admins and transfers the ownership. No actor changes the owner. No actor
 * suspends, downgrades or promotes themselves, but each may change their own name and seats.
 *
 * @param to the new role, when the act gives one
 */
export function whyNotAct(act: TeamAct, actor: Someone, member: Someone, to?: Role): WhyNotAct | null {
  if (!['owner', 'billing_admin', 'admin'].includes(actor.role)) return { forbidden: 'team.manage' };
  const self = actor.id === member.id;
  const isOwner = actor.role === 'owner';
  if (act === 'ownership') {
    if (!isOwner) return { forbidden: 'billingAdmins.appoint' };
    return member.role === 'billing_admin' ? null : { refused: 'not-a-billing-admin' };
  }
  if (self) {
    if (act === 'rename' || act === 'seats') return null;
    return { refused: member.role === 'owner' ? 'owner-stays' : 'yourself' };
  }
  if (member.role === 'owner') return { forbidden: 'billingAdmins.appoint' };
  if ((member.role === 'billing_admin' || to === 'billing_admin') && !isOwner) return { forbidden: 'billingAdmins.appoint' };
  if (to === 'owner') return { refused: 'owner-stays' };
  return null;
}

/** The roles that the actor may give to a member who is not the owner, highest first. */
export function rolesToGive(actor: Someone): Role[] {
  return actor.role === 'owner' ? ['billing_admin', 'admin', 'agent'] : ['admin', 'agent'];
}

/** Whether the viewer can get more seats: by buying, by a request, or by writing to the representative (rules §3 rows 9 to 11). */
export function mayAddSeats(viewer: { can(permission: Permission): boolean }): boolean {
  return viewer.can('seats.buy') || viewer.can('seats.request') || viewer.can('representative.write');
}
