import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('de');

export const temporarySeats: Messages['temporarySeats'] = {
  buyTitle: 'Temporäre Lizenzen kaufen',
  lead: 'Zusätzliche Lizenzen zwischen zwei Tagen. Sie werden tageweise berechnet und zählen nur als gekauft, solange sie aktiv sind.',
  group: 'Für',
  seats: 'Lizenzen',
  firstOn: 'Erster Tag',
  lastOn: 'Letzter Tag',
  lastHint: (day) => `Spätestens ${day}. Wenn sie enden, verlieren Mitglieder, die dann zu viel sind, ihre Lizenz.`,
  check: 'Preis anzeigen',
  confirmTitle: 'Temporäre Lizenzen bestätigen',
  confirmLead: 'Es wurde noch nichts gekauft.',
  product: 'Produkt',
  cost: 'Kosten',
  costCaption: 'Was die temporären Lizenzen kosten',
  total: 'Summe vor Steuer',
  tax: (rate) => `Steuer (${rate})`,
  totalWithTax: 'Gesamtbetrag',
  onNextInvoice: (day) => `Der Betrag steht auf der Rechnung vom ${day}.`,
  buy: 'Temporäre Lizenzen kaufen',
  change: 'Ändern',
  bought: (seats, from, to, order) =>
    `${n(seats, { one: '# temporäre Lizenz wurde gekauft', other: '# temporäre Lizenzen wurden gekauft' })}, vom ${from} bis zum ${to}. Auftrag ${order}.`,
  moved: 'Das Abonnement hat sich inzwischen geändert. Dies ist der Preis, wie er jetzt ist; es wurde noch nichts gekauft.',
  none: 'In diesem Abonnement gibt es nichts, das Lizenzen hat.',
  refusals: {
    'day-invalid': 'Geben Sie einen Tag ein, den es gibt, zum Beispiel 2026-03-31',
    'first-too-early': 'Der erste Tag muss heute oder später sein',
    'last-before-first': 'Der letzte Tag darf nicht vor dem ersten liegen',
    'last-too-late': 'Der letzte Tag liegt mehr als zwei Jahre entfernt',
    'seats-too-many': 'Das sind insgesamt mehr als 100.000 Lizenzen',
    'group-unknown': 'Wählen Sie eines der Produkte',
    'product-leaves': 'Dieses Produkt wird vor dem letzten Tag entfernt',
  },
};
