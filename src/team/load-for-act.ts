import type { ActingPerson } from '../audit/acting.ts';
import type { Trx } from '../db/transaction.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { findActingAccount } from '../members/acting.ts';
import type { Member } from '../members/find-member.ts';
import { findMember } from '../members/find-member.ts';
import type { Role } from '../permissions.ts';
import type { Group } from './groups.ts';
import { findGroups } from './groups.ts';
import { type TeamAct, type WhyNotAct, whyNotAct } from './rights.ts';

/** The account in which an act happens, and who acts. */
export interface ActContext {
  account: { id: string; name: string };
  by: ActingPerson;
}

/** Why nothing was done: a key of `t.team.refusals`, with the seat groups that caused it. */
export type Refusal = {
  outcome: 'refused';
  refused:
    | Extract<WhyNotAct, { refused: string }>['refused']
    | 'no-free-seat'
    | 'over-limit'
    | 'email-taken'
    | 'not-active'
    | 'not-invited'
    | 'no-seats'
    | 'unknown-seats';
  groups?: Group[];
};

/** The act would take the last free seat of these groups. Nothing is written until the user confirms it (rules §4.22). */
export interface Warning {
  outcome: 'warned';
  groups: Group[];
}

/** `changed` is false when the member already had this state: the same form sent twice has one effect. */
export interface Done {
  outcome: 'done';
  changed: boolean;
  member: Member;
}

export interface LoadedForAct {
  member: Member;
  /** All groups of the account, with the seats that this member holds. */
  groups: Group[];
}

/**
 * Reads the member and the groups for an act, inside its transaction, and checks the rights of the acting user by their current role.
 *
 * @throws NotFound for a member of another account, Forbidden when the role of the acting user does not include the act or the account has
 * been cancelled in the meantime
 */
export async function loadForAct(
  trx: Trx,
  { account, by }: ActContext,
  act: TeamAct,
  memberId: string,
  to?: Role,
): Promise<{ refusal: Refusal } | ({ refusal: null } & LoadedForAct)> {
  const isActive = await findActingAccount(trx, account.id);
  const actor = await findMember(trx, account.id, by.actor.id);
  const member = by.actor.id === memberId ? actor : await findMember(trx, account.id, memberId);
  if (!member) throw new NotFound();
  if (!isActive || actor?.status !== 'active') throw new Forbidden('team.manage');
  const why = whyNotAct(act, actor, member, to);
  if (why && 'forbidden' in why) throw new Forbidden(why.forbidden);
  if (why) return { refusal: { outcome: 'refused', refused: why.refused } };
  return { refusal: null, member, groups: await findGroups(trx, account.id, { memberId }) };
}

/** The groups of which this member holds a seat. */
export function heldBy(groups: readonly Group[]): Group[] {
  return groups.filter((group) => group.heldSince !== null);
}

/** The seats as the audit log stores them: the names of the leading products. */
export function namesOf(groups: readonly { name: string }[]): string[] {
  return groups.map((group) => group.name);
}
