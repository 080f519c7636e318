import { contactsPage } from '../../views/accounts/contacts.tsx';
import { findActivePerson } from '../members/person.ts';
import { render } from '../web/answer.ts';
import type { App } from '../web/deps.ts';
import { permitted } from '../web/guard.ts';
import { findContacts } from './contacts.ts';
import { whoCanBuy } from './who-can-buy.ts';

/** The Contacts page: the deciders of this account, and who can buy (rules §3 row 20, §5). */
export function contactsRoutes(app: App): void {
  app.get('/contacts', async (c) => {
    const v = permitted(c, 'contacts.see');
    const { db } = c.var.deps;
    const contacts = await findContacts(db, v.account.id);
    const { representativeId } = v.account;
    const representative = representativeId ? await findActivePerson(db, representativeId) : null;
    return render(c, contactsPage({ v, contacts, representative, buying: whoCanBuy(v.account, v.member.role) }));
  });
}
