import type { Messages } from '../messages.ts';

export const setup: Messages['setup'] = {
  title: 'Configura Seatkeeper',
  lead: 'Questo server è nuovo. Crea il primo account, di cui sarai proprietario; sarai anche il gestore di questo server.',
  code: 'Codice di configurazione',
  codeHint: "È nel registro del server, dall'ultimo avvio.",
  codeWrong: "Questo non è il codice dell'ultimo avvio del server; guarda di nuovo nel suo registro",
  accountName: "Nome dell'account",
  accountNameHint: 'La tua organizzazione o il tuo team.',
  name: 'Il tuo nome',
  currency: 'Valuta',
  language: "Lingua dell'account",
  button: 'Crea account',
  done: 'Seatkeeper è pronto.',
  aboutYou: 'Su di te',
  aboutAccount: "Sull'account",
};
