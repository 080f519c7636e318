import { describe, expect, it } from 'vitest';
import { type Role, roles } from '../../src/permissions.ts';
import { rolesToGive, type TeamAct, whyNotAct } from '../../src/team/rights.ts';

const acts: TeamAct[] = ['rename', 'role', 'suspension', 'reactivation', 'downgrade', 'seats', 'invitation'];
const who = (role: Role, id: string = role) => ({ id, role });

describe('who may do what to whom', () => {
  // Rows: the role of the actor. Columns: the other member is owner, billing admin, admin, agent, end user. `y`: allowed; `f`: forbidden to
  // this role; `-`: does not occur.
  const table: Record<Role, string> = {
    owner: '-yyyy',
    billing_admin: 'ffyyy',
    admin: 'ffyyy',
    agent: 'fffff',
    end_user: 'fffff',
  };
  for (const [actor, cells] of Object.entries(table) as [Role, string][]) {
    for (const [at, member] of roles.entries()) {
      if (cells[at] === '-') continue;
      it.each(acts)(`${actor} to another ${member}: %s`, (act) => {
        const why = whyNotAct(act, who(actor), who(member, 'somebody-else'));
        if (cells[at] === 'y') expect(why).toBeNull();
        else expect(why).toHaveProperty('forbidden');
      });
    }
  }

  it.each(['owner', 'billing_admin', 'admin'] as const)('a %s changes their own name and seats, nothing else of themselves', (role) => {
    for (const act of acts) {
      const why = whyNotAct(act, who(role), who(role));
      if (act === 'rename' || act === 'seats') expect(why).toBeNull();
      else expect(why).toEqual({ refused: role === 'owner' ? 'owner-stays' : 'yourself' });
    }
  });

  it.each([
    ['owner', 'billing_admin', null],
    ['owner', 'admin', null],
    ['owner', 'owner', { refused: 'owner-stays' }],
    ['billing_admin', 'billing_admin', { forbidden: 'billingAdmins.appoint' }],
    ['admin', 'billing_admin', { forbidden: 'billingAdmins.appoint' }],
    ['billing_admin', 'admin', null],
    ['admin', 'admin', null],
    ['admin', 'agent', null],
  ] as const)('%s makes an agent %s: %j', (actor, to, expected) => {
    expect(whyNotAct('role', who(actor), who('agent'), to)).toEqual(expected);
  });

  it.each(roles)('only the owner transfers ownership: %s', (role) => {
    const why = whyNotAct('ownership', who(role), who('billing_admin', 'b2'));
    if (role === 'owner') expect(why).toBeNull();
    else expect(why).toHaveProperty('forbidden');
  });

  it.each(['admin', 'agent', 'end_user'] as const)('and only to a billing admin, not to an %s', (role) => {
    expect(whyNotAct('ownership', who('owner'), who(role))).toEqual({ refused: 'not-a-billing-admin' });
  });

  it('only the owner is offered to make billing admins', () => {
    expect(rolesToGive(who('owner'))).toContain('billing_admin');
    expect(rolesToGive(who('billing_admin'))).toEqual(['admin', 'agent']);
    expect(rolesToGive(who('admin'))).toEqual(['admin', 'agent']);
  });
});
