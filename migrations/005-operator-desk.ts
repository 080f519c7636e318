import { type Kysely, sql } from 'kysely';

/**
 * What the operator desk reads. The list of accounts is walked in the order of names under every filter, so a page costs the same with
 * 10 accounts and with 100,000; what is searched stands in an index of three-letter parts, kept by triggers. `account_search` is read
 * with LIKE only: another database has its own index for that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const byName = 'name COLLATE NOCASE, id';
/** Name of the account, name and address of its owner, one below the other. */
const textOf = (account: string) => `(
  SELECT accounts.name || char(10) || coalesce(owner.name || char(10) || owner.email, '')
  FROM accounts LEFT JOIN members AS owner ON owner.account_id = accounts.id AND owner.role = 'owner' WHERE accounts.id = ${account})`;

const statements = [
  'DROP INDEX accounts_by_name',
  'DROP INDEX accounts_by_representative',
  `CREATE INDEX accounts_by_name ON accounts (${byName})`,
  `CREATE INDEX accounts_by_type ON accounts (type, ${byName})`,
  `CREATE INDEX accounts_by_status ON accounts (status, ${byName})`,
  `CREATE INDEX accounts_by_type_and_status ON accounts (type, status, ${byName})`,
  `CREATE INDEX accounts_of_representative ON accounts (representative_id, ${byName})`,

  // Numbered by itself: the rowids of accounts are not kept when a backup is made.
  `CREATE TABLE account_search_texts (
    n integer NOT NULL PRIMARY KEY,
    account_id text NOT NULL UNIQUE REFERENCES accounts (id),
    text text NOT NULL
  ) STRICT`,
  `CREATE VIRTUAL TABLE account_search USING fts5(
    account_id UNINDEXED, text, content = 'account_search_texts', content_rowid = 'n', tokenize = 'trigram')`,
  `CREATE TRIGGER account_search_texts_added AFTER INSERT ON account_search_texts
   BEGIN INSERT INTO account_search (rowid, account_id, text) VALUES (NEW.n, NEW.account_id, NEW.text); END`,
  `CREATE TRIGGER account_search_texts_changed AFTER UPDATE ON account_search_texts
   BEGIN
     INSERT INTO account_search (account_search, rowid, account_id, text) VALUES ('delete', OLD.n, OLD.account_id, OLD.text);
     INSERT INTO account_search (rowid, account_id, text) VALUES (NEW.n, NEW.account_id, NEW.text);
   END`,
  `INSERT INTO account_search_texts (account_id, text) SELECT id, ${textOf('a.id')} FROM accounts AS a`,
  `CREATE TRIGGER accounts_are_found AFTER INSERT ON accounts
   BEGIN INSERT INTO account_search_texts (account_id, text) VALUES (NEW.id, ${textOf('NEW.id')}); END`,
  `CREATE TRIGGER accounts_are_found_by_new_name AFTER UPDATE OF name ON accounts WHEN NEW.name <> OLD.name
   BEGIN UPDATE account_search_texts SET text = ${textOf('NEW.id')} WHERE account_id = NEW.id; END`,
  `CREATE TRIGGER accounts_are_found_by_owner AFTER INSERT ON members WHEN NEW.role = 'owner'
   BEGIN UPDATE account_search_texts SET text = ${textOf('NEW.account_id')} WHERE account_id = NEW.account_id; END`,
  `CREATE TRIGGER accounts_are_found_by_new_owner AFTER UPDATE OF name, email, role ON members
   WHEN (NEW.role = 'owner' OR OLD.role = 'owner') AND (NEW.role <> OLD.role OR NEW.name <> OLD.name OR NEW.email <> OLD.email)
   BEGIN UPDATE account_search_texts SET text = ${textOf('NEW.account_id')} WHERE account_id = NEW.account_id; END`,

  // Who can be the representative of an account.
  'CREATE INDEX members_operators ON members (name, id) WHERE is_operator = 1',

  // Orders and invoices of all accounts, newest first.
  'CREATE INDEX orders_by_time ON orders (placed_at, id)',
  'CREATE INDEX invoices_by_status_and_number ON invoices (status, number)',
  // How many accounts hold a product: what they hold is never changed under them.
  'CREATE INDEX lines_by_product ON lines (product_id, account_id)',
];
