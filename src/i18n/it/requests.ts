import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('it');

export const requests: Messages['requests'] = {
  states: { pending: 'In attesa', approved: 'Approvata', rejected: 'Rifiutata', withdrawn: 'Ritirata', closed: 'Chiusa' },

  leadAll: "Che cosa è stato chiesto in questo account e com'è andata a finire.",
  leadOwn: "Che cosa hai chiesto e com'è andata a finire.",
  captionAll: 'Richieste di questo account',
  captionOwn: 'Le tue richieste',
  columns: { state: 'Stato', asked: 'Che cosa si chiede', requester: 'Richiedente', answer: 'Risposta', action: 'Apri' },
  pendingFor: (days) => (days < 1 ? 'In attesa da oggi' : n(days, { one: 'In attesa da # giorno', other: 'In attesa da # giorni' })),
  outcomes: {
    pending: () => '',
    approved: (name, when) => `Approvata da ${name} il ${when}`,
    rejected: (name, when) => `Rifiutata da ${name} il ${when}`,
    withdrawn: (_name, when) => `Ritirata il ${when}`,
    closed: (_name, when) => `Chiusa il ${when}`,
  },
  closedBecause: {
    cancellation: "L'account è stato annullato.",
    type: 'Il nuovo tipo di account non consente richieste di questo genere.',
    requester: 'Chi ha fatto la richiesta non può più chiedere modifiche.',
  },
  reasonIs: (reason) => `Motivo: ${reason}`,
  order: (number) => `Ordine ${number}`,
  review: 'Verifica richiesta',
  open: 'Mostra richiesta',
  ofPerson: (name, when) => `di ${name} del ${when}`,
  emptyAll: 'Nessuno ha ancora chiesto nulla',
  emptyAllText: "Quando qualcuno che non può modificare l'abbonamento chiede una modifica, la richiesta attende qui una risposta.",
  emptyOwn: 'Non hai ancora chiesto nulla',
  emptyOwnText: 'Se ti servono altre licenze, chiedile qui; ti risponderà una persona che può decidere.',

  title: 'Riepilogo della richiesta',
  back: 'Tutte le richieste',
  backOwn: 'Le tue richieste',
  leadOf: (name) => `${name} ha chiesto una modifica dell'abbonamento.`,
  leadYours: "Hai chiesto una modifica dell'abbonamento.",
  asked: 'Che cosa si chiede',
  lines: 'Prima e dopo',
  linesCaption: "Le voci dell'abbonamento, senza e con la modifica",
  whenAsked: 'Al momento della richiesta',
  now: 'Adesso',
  before: 'Prima',
  after: 'Dopo',
  seats: (seats) => n(seats, { one: '# licenza', other: '# licenze' }),
  notHeld: "Non è nell'abbonamento",
  removedOn: (day) => `Rimosso il ${day}`,
  fromDay: (day) => `dal ${day}`,
  moved: "L'abbonamento è cambiato dopo questa richiesta",
  movedText: "La richiesta si conta a partire dall'abbonamento com'è adesso. Confronta com'era allora, com'è adesso e come diventerebbe.",
  notMoved: "L'abbonamento è com'era al momento della richiesta.",
  costs: 'Costo delle aggiunte',
  asAsked: 'Questi sono i numeri del giorno della richiesta. Nulla è stato applicato.',
  refused: "Così com'è, questa richiesta non può essere approvata",
  refusedDecider: (name) => `Rifiutala indicando un motivo, oppure chiedi a ${name} di modificarla.`,
  refusedRequester: 'Modifica la tua richiesta, oppure ritirala.',
  note: (name) => `Nota di ${name}`,
  yourNote: 'La tua nota',
  facts: 'Informazioni sulla richiesta',
  submittedAt: 'Inviata',
  editedAt: 'Ultima modifica',
  remindedAt: 'Ultimo promemoria',
  autoRemindedAt: 'Promemoria automatico',
  outcome: 'Esito',
  reason: 'Motivo',
  orderFact: 'Ordine',

  decision: 'La tua decisione',
  approveText: "La modifica viene applicata ai prezzi indicati qui, e chi l'ha chiesta viene avvisato.",
  approveOf: (name) => `come chiede ${name}`,
  reject: 'Rifiuta',
  rejectOf: (name) => `la richiesta di ${name}`,
  reasonField: 'Motivo del rifiuto',
  reasonHint: (name) => `${name} lo leggerà.`,
  reasonMissing: 'Indica un motivo, così chi ha fatto la richiesta sa perché',
  decidedByRepresentative: (name) => `A questa richiesta risponde ${name}, il tuo agente di vendita.`,
  decidedByNobodyYet: 'A questa richiesta risponde il tuo agente di vendita. Non è ancora stato assegnato nessuno.',

  yours: 'La tua richiesta',
  waitsFor: (names) => `Attende la risposta di ${names}.`,
  edit: 'Modifica',
  withdraw: 'Ritira',
  remind: 'Invia promemoria',
  yourRequest: 'la tua richiesta',
  ofYourRequest: 'per la tua richiesta',
  remindedText: (when) => `Hai inviato un promemoria. Il prossimo si può inviare dal ${when}.`,
  tooSoon: (when) => `Puoi inviare un promemoria al giorno; il prossimo dal ${when}.`,
  alreadyTitle: 'Hai già una richiesta in attesa',
  alreadyText: 'Può attendere una sola richiesta alla volta. Modifica questa se ti serve altro, oppure ritirala.',
  typedTitle: 'Quello che hai appena inserito non è stato inviato',
  typedText: 'Puoi metterlo al posto della richiesta in attesa.',
  editWithTyped: 'Modifica con quello che hai appena inserito',

  submitted: (names) => `La tua richiesta è stata inviata. Ora possono decidere: ${names}.`,
  submittedToNobody: 'La tua richiesta è stata inviata.',
  submittedBefore: 'Questa richiesta era già stata inviata; non è stata inviata due volte.',
  edited: 'La tua richiesta è stata modificata. Chi può decidere è stato avvisato.',
  withdrawn: 'La tua richiesta è stata ritirata. Chi può decidere è stato avvisato.',
  reminded: (names) => `È stato inviato un promemoria a: ${names}.`,
  remindedNobody: "Il promemoria è annotato, ma non c'è nessuno a cui inviarlo.",
  approved: (order, name) => `L'abbonamento è stato aggiornato come chiesto da ${name}. Ordine ${order}.`,
  rejected: (name) => `La richiesta è stata rifiutata. ${name} leggerà il tuo motivo.`,
  stale:
    "La richiesta o l'abbonamento è cambiato da quando hai aperto questa pagina. Non è stato applicato nulla. Ecco la situazione attuale.",
  staleReject:
    "La richiesta o l'abbonamento è cambiato da quando hai aperto questa pagina. Non è stato deciso nulla. Ecco la situazione attuale.",
  first: {
    pending: () => '',
    approved: (name, when) =>
      `${name} ha fatto prima e ha approvato questa richiesta il ${when}. Da parte tua non è stato applicato nulla.`,
    rejected: (name, when) =>
      `${name} ha fatto prima e ha rifiutato questa richiesta il ${when}. Da parte tua non è stato applicato nulla.`,
    withdrawn: (name, when) => `${name} ha ritirato questa richiesta il ${when}. Non è stato applicato nulla.`,
    closed: (_name, when) => `Questa richiesta è stata chiusa il ${when}. Non è stato applicato nulla.`,
  },
  endedTitle: 'Questa richiesta ha già avuto una risposta',

  costOf: (rest, more, cycle, beforeTax) =>
    `${rest} per il resto di questo periodo, poi ${more} in più ${cycle === 'annual' ? "all'anno" : 'al mese'}${beforeTax ? ', tasse escluse' : ''}`,

  changes: {
    moreSeats: (names, more, from, to) =>
      n(more, { one: `${names}: # licenza in più, da ${from} a ${to}`, other: `${names}: # licenze in più, da ${from} a ${to}` }),
    fewerSeats: (names, fewer, from, to) =>
      n(fewer, { one: `${names}: # licenza in meno, da ${from} a ${to}`, other: `${names}: # licenze in meno, da ${from} a ${to}` }),
    plan: (name, from, to) => `${name}: piano ${to} invece di ${from}`,
    keepPlan: (name, plan) => `${name}: restare al piano ${plan}`,
    add: (name, plan) => `Aggiungere ${name} con il piano ${plan}`,
    addSeated: (name, plan, seats) =>
      n(seats, {
        one: `Aggiungere ${name} con il piano ${plan} e # licenza`,
        other: `Aggiungere ${name} con il piano ${plan} e # licenze`,
      }),
    addFollowing: (name, plan, leader) => `Aggiungere ${name} con il piano ${plan} e tante licenze quante ${leader}`,
    remove: (name) => `Rimuovere ${name}`,
    cycle: (to) => (to === 'annual' ? 'Fatturazione annuale invece che mensile' : 'Fatturazione mensile invece che annuale'),
    extend: (cycles, cycle) =>
      cycle === 'annual'
        ? n(cycles, { one: "Prolungare l'abbonamento di # anno", other: "Prolungare l'abbonamento di # anni" })
        : n(cycles, { one: "Prolungare l'abbonamento di # mese", other: "Prolungare l'abbonamento di # mesi" }),
    code: (code) => `Usare il codice promozionale ${code}`,
  },
};
