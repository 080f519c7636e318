import { account } from './mutations/account.js';
import { browser } from './mutations/browser.js';
import { database } from './mutations/database.js';
import { members } from './mutations/members.js';
import { money } from './mutations/money.js';
import { records } from './mutations/records.js';
import { requests } from './mutations/requests.js';
import { rights } from './mutations/rights.js';
import { signingIn } from './mutations/signing-in.js';
import { subscription } from './mutations/subscription.js';
import { tenancy } from './mutations/tenancy.js';

/**
 * @typedef {object} Edit
 * @property {string} find Text that occurs exactly once in the file: short, so that it survives a change beside it.
 * @property {string} replace
 *
 * A guard that is taken away or turned round, and the tests of which at least one has to turn red.
 *
 * @typedef {object} Mutation
 * @property {string} why What goes wrong in the product without the guard.
 * @property {string} file
 * @property {string} find
 * @property {string} replace
 * @property {readonly Edit[]} [also] More places of the same file, for a guard that is written twice.
 * @property {readonly string[]} tests Files or folders.
 */

/** @type {readonly Mutation[]} */
export const mutations = [
  ...money,
  ...rights,
  ...tenancy,
  ...requests,
  ...subscription,
  ...members,
  ...signingIn,
  ...browser,
  ...account,
  ...records,
  ...database,
];
