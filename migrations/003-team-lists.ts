import { type Kysely, sql } from 'kysely';

/**
 * What the page of team members reads, in the order in which it is shown: each sorting has an index that begins with what is filtered
 * and goes on with the order, so that a page costs the same whatever the number of members. What is searched stands in the index too.
 * A group that has a free seat again is no longer run out, and nobody has dismissed that any more (rules §4.22).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const team = "WHERE role <> 'end_user'";
const byName = 'name COLLATE NOCASE, id, email, status';
const byEmail = 'email, id, name, status';
const bySeen = 'coalesce(last_seen_at, 0), id, name, email, status';

const statements = [
  `CREATE INDEX members_team_by_name ON members (account_id, ${byName}) ${team}`,
  `CREATE INDEX members_team_by_email ON members (account_id, ${byEmail}) ${team}`,
  `CREATE INDEX members_team_by_seen ON members (account_id, ${bySeen}) ${team}`,
  `CREATE INDEX members_team_by_state ON members (account_id, status, name COLLATE NOCASE, id, email) ${team}`,
  'DROP INDEX members_by_role',
  `CREATE INDEX members_role_by_name ON members (account_id, role, ${byName})`,
  `CREATE INDEX members_role_by_email ON members (account_id, role, ${byEmail})`,
  `CREATE INDEX members_role_by_seen ON members (account_id, role, ${bySeen})`,
  'CREATE INDEX members_role_by_state ON members (account_id, role, status, name COLLATE NOCASE, id, email)',
  'CREATE INDEX dismissals_by_group ON dismissals (group_id)',
  `CREATE TRIGGER seat_groups_free_again AFTER UPDATE OF used, seats, temporary ON seat_groups
   WHEN OLD.used >= OLD.seats + OLD.temporary AND NEW.used < NEW.seats + NEW.temporary
   BEGIN
     UPDATE seat_groups SET ran_out_at = NULL WHERE id = NEW.id;
     DELETE FROM dismissals WHERE group_id = NEW.id;
   END`,
];
