import { contactsPage } from '../../views/contacts.tsx';
import { page } from '../web/answer.ts';
import type { App } from '../web/deps.ts';
import { permitted } from '../web/guard.ts';
import { findContacts, findRepresentative } from './contacts.ts';
import { whoCanBuy } from './who-can-buy.ts';

/** Who may decide in this account, and who can buy (spec §3 row 20, §5). */
export function contactsRoutes(app: App): void {
  app.get('/contacts', async (c) => {
    const v = permitted(c, 'contacts.see');
    const { db } = c.var.deps;
    const [contacts, representative] = [await findContacts(db, v.account.id), await findRepresentative(db, v.account.id)];
    return page(c, contactsPage({ v, contacts, representative, buying: whoCanBuy(v.account, v.member.role) }));
  });
}
