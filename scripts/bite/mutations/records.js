import { files, tests } from '../paths.js';

/** @type {readonly import('../mutations.js').Mutation[]} */
export const records = [
  {
    why: 'events are not chained',
    file: files.auditRecord,
    find: 'previous_hash: last?.hash ?? firstPreviousHash',
    replace: 'previous_hash: firstPreviousHash',
    tests: [tests.auditRecord],
  },
  {
    why: 'an event that was taken out is not noticed',
    file: files.auditVerify,
    find: "if (row.previous_hash !== previousHash) return { intact: false, seq, broken: 'unlinked' };",
    replace: '',
    tests: [tests.auditRecord],
  },
  {
    why: 'an event that was changed is not noticed',
    file: files.auditVerify,
    find: "if (hashOf(content) !== hash) return { intact: false, seq, broken: 'changed' };",
    replace: '',
    tests: [tests.auditRecord],
  },
  {
    why: 'the part of an event that says what was before can be changed unnoticed',
    file: files.auditChain,
    find: "'before',\n",
    replace: '',
    tests: [tests.auditRecord],
  },
  {
    why: 'a name puts a header into a letter',
    file: files.outbox,
    find: "return text.replace(/\\p{Cc}+/gu, ' ').trim();",
    replace: 'return text;',
    tests: [tests.mailWorker],
  },
  {
    why: 'a letter that is refused for good is sent again and again',
    file: files.smtp,
    find: "return responseCode >= 500 || command === 'API' ? 'refused' : 'later';",
    replace: "return command === 'API' ? 'refused' : 'later';",
    tests: [tests.mailWorker],
  },
  {
    why: 'mail goes out without TLS',
    file: files.smtp,
    find: 'requireTLS: !secure && !local',
    replace: 'requireTLS: false',
    tests: [tests.mailWorker],
  },
  {
    why: 'two workers send the same letter',
    file: files.mailWorker,
    find: ".where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))",
    replace: '',
    tests: [tests.mailWorker],
  },
  {
    why: 'a letter that was sent keeps its text, and the secret link in it',
    file: files.mailWorker,
    find: "(keepsText ? {} : { text: '', html: '' })",
    replace: '({})',
    tests: [tests.mailWorker],
  },
  {
    why: 'a reset link stays in the outbox after its letter was refused',
    file: files.mailKind,
    find: "['invitation', 'password-reset']",
    replace: "['invitation']",
    tests: [tests.mailWorker],
  },
  {
    why: 'a letter that was set aside keeps its text',
    file: files.failedMail,
    find: "set_aside_at: by.now, text: '', html: ''",
    replace: 'set_aside_at: by.now',
    tests: [tests.operatorMail],
  },
  {
    why: 'mail goes to a server with a certificate of another',
    file: files.smtp,
    find: 'rejectUnauthorized: !local',
    replace: 'rejectUnauthorized: false',
    tests: [tests.mailWorker],
  },
];
