/** The setup page: the form that creates the first account. */
export const setup = {
  title: 'Set up Seatkeeper',
  lead: 'This server is new. Create the first account and yourself as its owner; you will also be the operator of this server.',
  code: 'Setup code',
  codeHint: 'It stands in the log of the server, from its last start.',
  codeWrong: 'This is not the code from the last start of the server; look in its log again',
  accountName: 'Name of the account',
  accountNameHint: 'Your organisation or team.',
  name: 'Your name',
  currency: 'Currency',
  language: 'Language of the account',
  button: 'Create account',
  done: 'Seatkeeper is ready.',
  aboutYou: 'About you',
  aboutAccount: 'About the account',
};
