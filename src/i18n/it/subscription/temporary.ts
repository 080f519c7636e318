import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('it');

export const temporarySeats: Messages['temporarySeats'] = {
  buyTitle: 'Acquista licenze temporanee',
  lead: 'Licenze aggiuntive tra due giorni. Si pagano a giornata e contano come acquistate solo finché sono attive.',
  group: 'Per',
  seats: 'Licenze',
  firstOn: 'Primo giorno',
  lastOn: 'Ultimo giorno',
  lastHint: (day) => `Al più tardi il ${day}. Quando finiscono, i membri allora in eccesso perdono la licenza.`,
  check: 'Mostra il prezzo',
  confirmTitle: 'Conferma le licenze temporanee',
  confirmLead: 'Non è stato ancora acquistato nulla.',
  product: 'Prodotto',
  cost: 'Costo',
  costCaption: 'Quanto costano le licenze temporanee',
  total: 'Totale prima delle imposte',
  tax: (rate) => `Imposta (${rate})`,
  totalWithTax: 'Totale',
  onNextInvoice: (day) => `L'importo sarà nella fattura del ${day}.`,
  buy: 'Acquista licenze temporanee',
  change: 'Modifica',
  bought: (seats, from, to, order) =>
    `${n(seats, { one: '# licenza temporanea è stata acquistata', other: '# licenze temporanee sono state acquistate' })}, dal ${from} al ${to}. Ordine ${order}.`,
  moved: "Nel frattempo l'abbonamento è cambiato. Questo è il prezzo di adesso; non è stato ancora acquistato nulla.",
  none: "In questo abbonamento non c'è nulla che abbia licenze.",
  refusals: {
    'day-invalid': 'Inserisci un giorno che esiste, per esempio 2026-03-31',
    'first-too-early': 'Il primo giorno deve essere oggi o più tardi',
    'last-before-first': "L'ultimo giorno non può precedere il primo",
    'last-too-late': "L'ultimo giorno è tra più di due anni",
    'seats-too-many': 'In tutto sono più di 100.000 licenze',
    'group-unknown': 'Scegli uno dei prodotti',
    'product-leaves': "Questo prodotto viene rimosso prima dell'ultimo giorno",
  },
};
