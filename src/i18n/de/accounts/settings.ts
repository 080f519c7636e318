import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('de');

export const settings: Messages['settings'] = {
  title: 'Einstellungen',
  lead: 'Was für das ganze Konto gilt.',
  account: 'Konto',
  name: 'Name des Kontos',
  nameHint: 'Er steht auf Rechnungen und in Nachrichten.',
  language: 'Sprache',
  languageHint: 'Von Einladungen und neuen Mitgliedern. Die eigene Sprache wählen alle in ihrem Profil.',
  requestsEnabled: 'Administratoren dürfen Änderungen anfragen',
  requestsEnabledHint:
    'Administratoren ohne Abrechnungsberechtigung können dann Anfragen zur Abonnementänderung einreichen, die Sie oder ein Abrechnungsadministrator beantworten.',
  requestsAreOn: 'Administratoren dürfen Änderungen anfragen. Ob sie das dürfen, legt der Kundenberater fest.',
  requestsAreOff: 'Administratoren dürfen keine Änderungen anfragen. Ob sie das dürfen, legt der Kundenberater fest.',
  mailBillingAdmins: 'E-Mail an Abrechnungsadministratoren',
  mailBillingAdminsHint:
    'Nicht nur Sie, auch die Abrechnungsadministratoren erfahren von Anfragen, Rechnungen und dem Ende temporärer Lizenzen.',
  save: 'Einstellungen speichern',
  saved: 'Die Einstellungen wurden gespeichert.',
  unchanged: 'Es wurde nichts geändert.',
  stale: 'Jemand war schneller: Die Einstellungen haben sich inzwischen geändert. Von Ihnen wurde nichts gespeichert; so sind sie jetzt.',
  askOwner: (name) => `Die Einstellungen kann nur der Kontoinhaber ändern: ${name}.`,

  payment: 'Zahlungsinformationen',
  paymentLead: 'Wie die Rechnungen bezahlt werden. Sie stehen auf der Seite „Abonnement“; abgebucht wird damit nichts.',
  method: 'Zahlungsart',
  methods: { invoice: 'Auf Rechnung', card: 'Mit Karte' },
  terms: (days) =>
    n(days, {
      one: 'Zahlbar innerhalb von # Tag ab Rechnungsdatum.',
      other: 'Zahlbar innerhalb von # Tagen ab Rechnungsdatum.',
    }),
  cardHint: 'Gespeichert werden nur die Art und die letzten vier Ziffern, um die Karte von anderen zu unterscheiden.',
  purchaseOrder: 'Bestellnummer',
  purchaseOrderHint: 'Für die Zahlung auf Rechnung. Sie steht ab der nächsten auf jeder Rechnung.',
  cardBrand: 'Art der Karte',
  cardBrandHint: 'Für die Zahlung mit Karte: der Name auf der Vorderseite, ohne Ziffern.',
  cardBrandDigits: 'Geben Sie nur die Art der Karte ein, ohne Ziffern',
  cardLast4: 'Letzte vier Ziffern',
  cardLast4Hint: 'Für die Zahlung mit Karte. Geben Sie nie die ganze Nummer ein.',
  cardLast4Wrong: 'Geben Sie die letzten vier Ziffern der Karte ein, zum Beispiel 1234, und nicht mehr',
  savePayment: 'Zahlungsinformationen speichern',
};
