import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('de');

export const requests: Messages['requests'] = {
  states: { pending: 'Ausstehend', approved: 'Genehmigt', rejected: 'Abgelehnt', withdrawn: 'Zurückgezogen', closed: 'Geschlossen' },

  leadAll: 'Was in diesem Konto angefragt wurde und was daraus geworden ist.',
  leadOwn: 'Was Sie angefragt haben und was daraus geworden ist.',
  captionAll: 'Anfragen dieses Kontos',
  captionOwn: 'Ihre Anfragen',
  columns: { state: 'Status', asked: 'Was angefragt wird', requester: 'Angefragt von', answer: 'Antwort', action: 'Öffnen' },
  pendingFor: (days) => (days < 1 ? 'Ausstehend seit heute' : n(days, { one: 'Ausstehend seit # Tag', other: 'Ausstehend seit # Tagen' })),
  outcomes: {
    pending: () => '',
    approved: (name, when) => `Genehmigt von ${name} am ${when}`,
    rejected: (name, when) => `Abgelehnt von ${name} am ${when}`,
    withdrawn: (_name, when) => `Zurückgezogen am ${when}`,
    closed: (_name, when) => `Geschlossen am ${when}`,
  },
  closedBecause: {
    cancellation: 'Das Konto wurde gekündigt.',
    type: 'Der neue Kontotyp lässt solche Anfragen nicht zu.',
    requester: 'Wer angefragt hat, darf keine Änderungen mehr anfragen.',
  },
  reasonIs: (reason) => `Begründung: ${reason}`,
  order: (number) => `Auftrag ${number}`,
  review: 'Anfrage überprüfen',
  open: 'Anfrage anzeigen',
  ofPerson: (name, when) => `von ${name} vom ${when}`,
  emptyAll: 'Es wurde noch nichts angefragt',
  emptyAllText:
    'Wenn jemand, der das Abonnement nicht selbst ändern kann, um eine Änderung bittet, wartet die Anfrage hier auf eine Antwort.',
  emptyOwn: 'Sie haben noch nichts angefragt',
  emptyOwnText: 'Wenn Sie weitere Lizenzen brauchen, fragen Sie sie hier an; eine entscheidungsberechtigte Person antwortet Ihnen.',

  title: 'Anfrageübersicht',
  back: 'Alle Anfragen',
  backOwn: 'Ihre Anfragen',
  leadOf: (name) => `${name} hat um eine Änderung am Abonnement gebeten.`,
  leadYours: 'Sie haben um eine Änderung am Abonnement gebeten.',
  asked: 'Was angefragt wird',
  lines: 'Vorher und nachher',
  linesCaption: 'Die Positionen des Abonnements ohne und mit der Änderung',
  whenAsked: 'Bei der Anfrage',
  now: 'Jetzt',
  before: 'Vorher',
  after: 'Nachher',
  seats: (seats) => n(seats, { one: '# Lizenz', other: '# Lizenzen' }),
  notHeld: 'Nicht im Abonnement',
  removedOn: (day) => `Wird am ${day} entfernt`,
  fromDay: (day) => `ab ${day}`,
  moved: 'Das Abonnement hat sich seit der Anfrage geändert',
  movedText:
    'Die Anfrage bezieht sich auf das Abonnement, wie es jetzt ist. Vergleichen Sie, wie es damals war, wie es jetzt ist und wie es sein würde.',
  notMoved: 'Das Abonnement ist noch so wie bei der Anfrage.',
  costs: 'Kosten der Erweiterungen',
  asAsked: 'Dies sind die Zahlen vom Tag der Anfrage. Nichts davon wurde umgesetzt.',
  refused: 'So kann diese Anfrage nicht genehmigt werden',
  refusedDecider: (name) => `Lehnen Sie sie mit einer Begründung ab, oder bitten Sie ${name}, sie zu bearbeiten.`,
  refusedRequester: 'Bearbeiten Sie Ihre Anfrage, oder ziehen Sie sie zurück.',
  note: (name) => `Notiz von ${name}`,
  yourNote: 'Ihre Notiz',
  facts: 'Zu dieser Anfrage',
  submittedAt: 'Eingereicht',
  editedAt: 'Zuletzt bearbeitet',
  remindedAt: 'Letzte Erinnerung',
  autoRemindedAt: 'Automatische Erinnerung',
  outcome: 'Ergebnis',
  reason: 'Begründung',
  orderFact: 'Auftrag',

  decision: 'Ihre Entscheidung',
  approveText: 'Die Änderung wird zu den hier gezeigten Preisen vorgenommen, und die anfragende Person wird benachrichtigt.',
  approveOf: (name) => `wie von ${name} angefragt`,
  reject: 'Ablehnen',
  rejectOf: (name) => `Anfrage von ${name}`,
  reasonField: 'Begründung der Ablehnung',
  reasonHint: (name) => `${name} wird sie lesen.`,
  reasonMissing: 'Geben Sie eine Begründung ein, damit die anfragende Person weiß, warum',
  decidedByRepresentative: (name) => `${name} beantwortet diese Anfrage als Ihr Kundenberater.`,
  decidedByNobodyYet: 'Ihr Kundenberater beantwortet diese Anfrage. Es ist noch niemand zugewiesen.',

  yours: 'Ihre Anfrage',
  waitsFor: (names) => `Die Anfrage wartet auf eine Antwort von ${names}.`,
  edit: 'Bearbeiten',
  withdraw: 'Zurückziehen',
  remind: 'Erinnerung senden',
  yourRequest: 'Ihre Anfrage',
  ofYourRequest: 'an Ihre Anfrage',
  remindedText: (when) => `Sie haben daran erinnert. Die nächste Erinnerung kann ab ${when} gesendet werden.`,
  tooSoon: (when) => `Sie können einmal am Tag erinnern; das nächste Mal ab ${when}.`,
  alreadyTitle: 'Sie haben bereits eine ausstehende Anfrage',
  alreadyText:
    'Es kann immer nur eine Anfrage ausstehen. Bearbeiten Sie diese, wenn Sie etwas anderes brauchen, oder ziehen Sie sie zurück.',
  typedTitle: 'Was Sie gerade eingegeben haben, wurde nicht eingereicht',
  typedText: 'Sie können es an die Stelle der ausstehenden Anfrage setzen.',
  editWithTyped: 'Mit den neuen Eingaben bearbeiten',

  submitted: (names) => `Ihre Anfrage wurde eingereicht. Darüber entscheiden können jetzt: ${names}.`,
  submittedToNobody: 'Ihre Anfrage wurde eingereicht.',
  submittedBefore: 'Diese Anfrage war schon eingereicht; sie wurde nicht doppelt gesendet.',
  edited: 'Ihre Anfrage wurde geändert. Die entscheidungsberechtigten Personen wurden benachrichtigt.',
  withdrawn: 'Ihre Anfrage wurde zurückgezogen. Die entscheidungsberechtigten Personen wurden benachrichtigt.',
  reminded: (names) => `Eine Erinnerung wurde gesendet an: ${names}.`,
  remindedNobody: 'Die Erinnerung ist vermerkt, aber es gibt niemanden, an den sie gesendet werden kann.',
  approved: (order, name) => `Das Abonnement wurde aktualisiert, wie von ${name} angefragt. Auftrag ${order}.`,
  rejected: (name) => `Die Anfrage wurde abgelehnt. ${name} wird Ihre Begründung lesen.`,
  stale:
    'Die Anfrage oder das Abonnement hat sich geändert, seit Sie diese Seite geöffnet haben. Es wurde nichts angewendet. So sieht es jetzt aus.',
  staleReject:
    'Die Anfrage oder das Abonnement hat sich geändert, seit Sie diese Seite geöffnet haben. Es wurde nichts entschieden. So sieht es jetzt aus.',
  first: {
    pending: () => '',
    approved: (name, when) => `${name} war schneller und hat diese Anfrage am ${when} genehmigt. Von Ihnen wurde nichts angewendet.`,
    rejected: (name, when) => `${name} war schneller und hat diese Anfrage am ${when} abgelehnt. Von Ihnen wurde nichts angewendet.`,
    withdrawn: (name, when) => `${name} hat diese Anfrage am ${when} zurückgezogen. Es wurde nichts angewendet.`,
    closed: (_name, when) => `Diese Anfrage wurde am ${when} geschlossen. Es wurde nichts angewendet.`,
  },
  endedTitle: 'Diese Anfrage ist bereits beantwortet',

  costOf: (rest, more, cycle, beforeTax) =>
    `${rest} für den Rest dieses Zeitraums, danach ${more} mehr ${cycle === 'annual' ? 'im Jahr' : 'im Monat'}${beforeTax ? ', zuzüglich Steuer' : ''}`,

  changes: {
    moreSeats: (names, more, from, to) =>
      n(more, {
        one: `${names}: # weitere Lizenz, von ${from} auf ${to}`,
        other: `${names}: # weitere Lizenzen, von ${from} auf ${to}`,
      }),
    fewerSeats: (names, fewer, from, to) =>
      n(fewer, {
        one: `${names}: # Lizenz weniger, von ${from} auf ${to}`,
        other: `${names}: # Lizenzen weniger, von ${from} auf ${to}`,
      }),
    plan: (name, from, to) => `${name}: Plan ${to} statt ${from}`,
    keepPlan: (name, plan) => `${name}: beim Plan ${plan} bleiben`,
    add: (name, plan) => `${name} im Plan ${plan} hinzufügen`,
    addSeated: (name, plan, seats) =>
      n(seats, { one: `${name} im Plan ${plan} mit # Lizenz hinzufügen`, other: `${name} im Plan ${plan} mit # Lizenzen hinzufügen` }),
    addFollowing: (name, plan, leader) => `${name} im Plan ${plan} mit gleich vielen Lizenzen wie ${leader} hinzufügen`,
    remove: (name) => `${name} entfernen`,
    cycle: (to) => (to === 'annual' ? 'Jährliche statt monatliche Abrechnung' : 'Monatliche statt jährliche Abrechnung'),
    extend: (cycles, cycle) =>
      cycle === 'annual'
        ? n(cycles, { one: 'Abonnement um # Jahr verlängern', other: 'Abonnement um # Jahre verlängern' })
        : n(cycles, { one: 'Abonnement um # Monat verlängern', other: 'Abonnement um # Monate verlängern' }),
    code: (code) => `Aktionscode ${code} verwenden`,
  },
};
