import { files, tests } from '../paths.js';

/** @type {readonly import('../mutations.js').Mutation[]} */
export const account = [
  {
    why: 'an account is cancelled without its name',
    file: files.cancel,
    find: '|| typedName.trim() !== account.name.trim()',
    replace: '',
    tests: [tests.cancellation],
  },
  {
    why: 'the account that runs the server is cancelled',
    file: files.cancel,
    find: "if (await isOperatorsAccount(trx, accountId)) return { outcome: 'operators-account' };",
    replace: '',
    tests: [tests.cancellation],
  },
  {
    why: 'sessions stay after the cancellation',
    file: files.cancel,
    find: 'await endSessionsOfAccount(trx, accountId);',
    replace: '',
    tests: [tests.cancellation],
  },
  {
    why: 'requests stay pending after the cancellation',
    file: files.cancel,
    find: "await closePending(trx, { accountId, because: 'cancellation'",
    replace: "if (false) await closePending(trx, { accountId, because: 'cancellation'",
    tests: [tests.cancellation],
  },
  {
    why: 'requests stay pending in an account whose new type allows none',
    file: files.changeSettings,
    find: 'stillAllows(account, wanted) ? 0',
    replace: 'true ? 0',
    tests: [tests.operatorSettings],
  },
  {
    why: 'an operator overwrites settings that another changed meanwhile',
    file: files.changeSettings,
    find: "if (account.revision !== seen) return { outcome: 'stale' };",
    replace: '',
    tests: [tests.operatorSettings],
  },
  {
    why: 'scheduled changes are carried out after the cancellation',
    file: files.cancel,
    find: 'await voidUpcoming(trx, account, by);',
    replace: '',
    tests: [tests.cancellation],
  },
  {
    why: 'the owner overwrites settings that were changed meanwhile',
    file: files.accountSettings,
    find: "if (revisionOf(settings) !== seen) return 'stale';",
    replace: '',
    tests: [tests.accountSettings],
  },
];
