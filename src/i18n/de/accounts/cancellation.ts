import type { Messages } from '../../messages.ts';

export const cancellation: Messages['cancellation'] = {
  title: 'Konto kündigen',
  lead: (account) => `Beendet das Abonnement und das Konto ${account}, sofort und endgültig.`,
  whatHappens: 'Was dann geschieht',
  consequences: [
    'Der Zugang endet sofort und für alle, auch für Sie: Alle Sitzungen enden, und niemand kann sich mehr anmelden.',
    'Die Daten sind für Mitglieder nicht mehr erreichbar.',
    'Ausstehende Anfragen werden geschlossen, und wer sie gestellt hat, wird benachrichtigt.',
    'Geplante Änderungen sind hinfällig. Im Voraus Bezahltes wird nicht erstattet.',
    'Aus dem, was noch offen ist, entsteht eine Schlussrechnung, die Sie per E-Mail erhalten.',
  ],
  name: 'Name des Kontos',
  nameHint: (account) => `Geben Sie ihn zur Bestätigung genau so ein: ${account}`,
  wrongName: 'Das ist nicht der Name des Kontos; geben Sie ihn genau so ein, wie er über dem Feld steht',
  button: 'Konto endgültig kündigen',
  keep: 'Konto behalten',
  operators:
    'Dieses Konto betreibt den Server und kann daher nicht gekündigt werden. Ohne es könnte sich niemand um die anderen Konten kümmern.',
  done: 'Das Konto wurde gekündigt. Sie wurden abgemeldet, und eine Nachricht ist zu Ihnen unterwegs.',
  mail: {
    subject: 'Ihr Konto wurde gekündigt',
    cancelled: (account) => `Das Konto ${account} wurde auf Ihren Wunsch gekündigt. Niemand kann sich mehr dort anmelden.`,
    finalInvoice:
      'Dies ist die Schlussrechnung über das, was noch offen war. Bitte bewahren Sie diese Nachricht auf: Die Rechnung kann nicht mehr eingesehen werden.',
    noInvoice: 'Es war nichts offen, daher gibt es keine Schlussrechnung.',
    because: (account) => `Sie erhalten diese Nachricht, weil Sie Inhaber des Kontos ${account} waren.`,
  },
};
