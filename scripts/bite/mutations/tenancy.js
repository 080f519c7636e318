import { files, tests } from '../paths.js';

/** @type {readonly import('../mutations.js').Mutation[]} */
export const tenancy = [
  {
    why: 'a request of another account is found by its id',
    file: files.requestQueries,
    find: "requestsWithPeople(db).where('requests.account_id', '=', p('accountId')).where('requests.id', '=', p('id'))",
    replace: "requestsWithPeople(db).where('requests.id', '=', p('id'))",
    tests: [tests.requestPages],
  },
  {
    why: 'an invoice of another account is found by its id',
    file: files.invoiceQueries,
    find: "db.selectFrom('invoices').where('account_id', '=', p('accountId')).where('id', '=', p('id'))",
    replace: "db.selectFrom('invoices').where('id', '=', p('id'))",
    tests: [tests.invoicePages],
  },
  {
    why: 'a member of another account is found by their id',
    file: files.findMember,
    find: ".where('account_id', '=', p('accountId'))\n    .where('id', '=', p('id'))",
    replace: ".where('id', '=', p('id'))",
    tests: [tests.teamActs],
  },
  {
    why: 'the team list shows the members of all accounts',
    file: files.teamList,
    find: ".where('account_id', '=', p('accountId'))",
    replace: '',
    tests: [tests.teamList],
  },
  {
    why: 'the audit log shows the events of all accounts',
    file: files.auditList,
    find: "narrowed(db.selectFrom('events').selectAll('events').where('account_id', '=', accountId), filter)",
    replace: "narrowed(db.selectFrom('events').selectAll('events'), filter)",
    tests: [tests.auditList],
  },
  {
    why: 'an upcoming change of another account is answered unlike one that does not exist',
    file: files.undo,
    find: ".select('status')\n    .where('account_id', '=', account.id)",
    replace: ".select('status')",
    tests: [tests.manage],
  },
  {
    why: 'temporary seats of another account are ended by their id',
    file: files.settleTemporary,
    find: ".where('temporary_seats.account_id', '=', account.id)\n    .where('temporary_seats.id', '=', id)",
    replace: ".where('temporary_seats.id', '=', id)",
    tests: [tests.operatorSubscription],
  },
  {
    why: 'a member ends the session of another member',
    file: files.session,
    find: ".where('public_id', '=', id)\n    .where('account_id', '=', accountId)\n    .where('member_id', '=', memberId)",
    replace: ".where('public_id', '=', id)",
    tests: [tests.profile],
  },
  {
    why: 'a member is sent the page that was cached for another',
    file: files.cachedPage,
    find: 'JSON.stringify([member, account,',
    replace: 'JSON.stringify([account,',
    tests: [tests.cachedPage],
  },
  {
    why: 'a cached page is sent after a change',
    file: files.readCache,
    find: 'if (state !== knownState) clear();',
    replace: '',
    tests: [tests.readCacheTest],
  },
];
