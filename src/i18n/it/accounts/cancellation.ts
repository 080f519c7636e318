import type { Messages } from '../../messages.ts';

export const cancellation: Messages['cancellation'] = {
  title: "Annulla l'account",
  lead: (account) => `Pone fine all'abbonamento e all'account ${account}, subito e definitivamente.`,
  whatHappens: 'Che cosa succede poi',
  consequences: [
    "L'accesso termina subito e per tutti, anche per te: tutte le sessioni terminano e nessuno può più accedere.",
    'I membri non possono più raggiungere i dati.',
    'Le richieste in attesa vengono chiuse e chi le ha fatte viene informato.',
    'Le modifiche in programma decadono. Ciò che è stato pagato in anticipo non viene rimborsato.',
    'Per ciò che è ancora da fatturare viene emessa una fattura finale, che ricevi per e-mail.',
  ],
  name: "Nome dell'account",
  nameHint: (account) => `Per confermare, scrivilo esattamente così: ${account}`,
  wrongName: "Questo non è il nome dell'account; scrivilo esattamente come sta sopra il campo",
  button: "Annulla definitivamente l'account",
  keep: "Conserva l'account",
  operators:
    'Questo account gestisce il server, quindi non può essere annullato. Senza di esso nessuno potrebbe occuparsi degli altri account.',
  done: "L'account è stato annullato. La tua sessione è terminata e ti è stato inviato un messaggio.",
  mail: {
    subject: 'Il tuo account è stato annullato',
    cancelled: (account) => `L'account ${account} è stato annullato, come hai chiesto. Nessuno può più accedervi.`,
    finalInvoice:
      'Questa è la fattura finale di ciò che era ancora da fatturare. Conserva questo messaggio: la fattura non può più essere consultata.',
    noInvoice: "Non c'era nulla da fatturare, quindi non c'è una fattura finale.",
    because: (account) => `Ricevi questo messaggio perché eri il proprietario dell'account ${account}.`,
  },
};
