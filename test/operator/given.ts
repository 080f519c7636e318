import type { Db } from '../../src/db/open.ts';
import { type Browser, browser, freshInstance, type Instance } from '../support/app.ts';
import { type GivenAccount, type GivenMember, type GivenOptions, givenAccount, givenCatalogue } from '../support/given.ts';
import { insertAccount, insertMember } from '../support/rows.ts';

export interface Desk extends Instance {
  /** A customer's account. */
  account: GivenAccount;
  vendorId: string;
  /** The representative of the customer's account: an operator, and an admin of the operators' account. */
  rep: GivenMember;
  /** Another operator, the owner of the operators' account. */
  other: GivenMember;
  /** A browser that is signed in as the representative. */
  desk: Browser;
}

/** The operators' own account with two operators, and a customer's account with the catalogue of the tests. */
export async function givenDesk(options: GivenOptions = {}, environment: Record<string, string> = {}): Promise<Desk> {
  const instance = await freshInstance(environment);
  await givenCatalogue(instance.db);
  const account = await givenAccount(instance.db, { name: 'Orchard Software', ...options });
  const vendorId = await insertAccount(instance.db, { name: 'Vendor', is_operators: 1, currency: 'EUR' });
  const rep = await givenOperator(instance.db, vendorId, 'Rita Representative', 'rep@vendor.example', 'admin');
  const other = await givenOperator(instance.db, vendorId, 'Otto Operator', 'owner@vendor.example', 'owner');
  await instance.db.updateTable('accounts').set({ representative_id: rep.id }).where('id', '=', account.id).execute();
  return { ...instance, account, vendorId, rep, other, desk: await browser(instance, rep) };
}

async function givenOperator(db: Db, accountId: string, name: string, email: string, role: 'owner' | 'admin'): Promise<GivenMember> {
  const id = await insertMember(db, accountId, { name, email, role, is_operator: 1 });
  return { id, accountId, name, email, role };
}
