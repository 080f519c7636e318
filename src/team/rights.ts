import type { Permission, Role } from '../permissions.ts';

/** What can be done to one member; each is a form on their page. */
export type TeamAct = 'rename' | 'role' | 'suspension' | 'reactivation' | 'downgrade' | 'seats' | 'invitation' | 'ownership';

export interface Someone {
  id: string;
  role: Role;
}

/**
 * `forbidden`: the role of whoever acts does not include it; somebody with that permission may do it. `refused`: nobody may, as it
 * stands. A key of `t.team.refusals`.
 */
export type WhyNotAct = { forbidden: Permission } | { refused: 'owner-stays' | 'yourself' | 'not-a-billing-admin' };

/**
 * Why somebody may not do this to a member, or null when they may (rules §3 rows 18 and 19, §4.23). Owner, billing admins and admins look
 * after everybody up to admin; only the owner touches billing admins and hands ownership on; nobody changes the owner; nobody suspends,
 * downgrades or promotes themselves. One's own name and seats are one's own to change.
 *
 * @param to the role that is to be given, where the act gives one
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

/** The roles that somebody may give to a member who is not the owner, highest first. */
export function rolesToGive(actor: Someone): Role[] {
  return actor.role === 'owner' ? ['billing_admin', 'admin', 'agent'] : ['admin', 'agent'];
}

/** Whether somebody finds a way to more seats there: buying, asking, or writing to the representative (rules §3 rows 9 to 11). */
export function mayAddSeats(somebody: { can(permission: Permission): boolean }): boolean {
  return somebody.can('seats.buy') || somebody.can('seats.request') || somebody.can('representative.write');
}
