/** Why a field was refused. The same message is shown at the field and in the error summary. */
export const form = {
  missing: 'Fill in this field',
  missingNamed: (label: string) => `Fill in “${label}”`,
  'whole-number': 'Enter a whole number, such as 25',
  'too-long': 'This is too long; shorten it',
  'control-characters': 'This contains invisible characters that cannot be saved; type it again',
  'choose-one': 'Choose one of the options',
  email: 'Enter an e-mail address, such as name@example.com',
  'unknown-field': 'The form held something that does not belong to it; it was left out. Check the form and send it again',
  'repeated-field': 'This was sent twice; only the first is kept. Check it and send again',
  invalid: 'This cannot be used; check it',
};
