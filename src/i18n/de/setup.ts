import type { Messages } from '../messages.ts';

export const setup: Messages['setup'] = {
  title: 'Seatkeeper einrichten',
  lead: 'Dieser Server ist neu. Legen Sie das erste Konto an, mit Ihnen als Inhaber; Sie sind dann auch Betreiber dieses Servers.',
  code: 'Einrichtungscode',
  codeHint: 'Er steht im Protokoll des Servers, vom letzten Start.',
  codeWrong: 'Das ist nicht der Code vom letzten Start des Servers; sehen Sie noch einmal in sein Protokoll',
  accountName: 'Name des Kontos',
  accountNameHint: 'Ihre Organisation oder Ihr Team.',
  name: 'Ihr Name',
  currency: 'Währung',
  language: 'Sprache des Kontos',
  button: 'Konto anlegen',
  done: 'Seatkeeper ist bereit.',
  aboutYou: 'Über Sie',
  aboutAccount: 'Über das Konto',
};
