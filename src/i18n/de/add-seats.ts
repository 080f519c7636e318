import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('de');

export const addSeats: Messages['addSeats'] = {
  leadBuy: 'Weitere Lizenzen gelten sofort. Sie werden für den Rest dieses Zeitraums berechnet und danach mit jedem weiteren.',
  leadRequest: (names) => `Fragen Sie die Lizenzen an, die Sie brauchen. Es ändert sich nichts, bis ${names} Ihre Anfrage genehmigt.`,
  leadRepresentative: (name) =>
    `Teilen Sie mit, wie viele Lizenzen Sie brauchen. Ihr Kundenberater ist ${name}; es ändert sich nichts, bis der Auftrag für Sie angelegt ist.`,
  leadRepresentativeNobody:
    'Teilen Sie der Stelle, die Ihr Konto betreut, mit, wie viele Lizenzen Sie brauchen. Es ändert sich nichts, bis der Auftrag für Sie angelegt ist.',
  leadCart: 'Geben Sie an, wie viele. Die nächste Seite zeigt Ihr ganzes Abonnement mit den zusätzlichen Lizenzen und was es kostet.',
  leadEdit: 'Ändern Sie, was Sie angefragt haben. Es tritt an die Stelle dessen, was jetzt wartet.',
  kept: 'Was Sie zum Teammitglied eingegeben haben, bleibt erhalten. Danach kehren Sie dorthin zurück.',
  keptBack: 'Zurück, ohne Lizenzen hinzuzufügen',

  which: 'Lizenzen für',
  field: 'Zusätzliche Lizenzen',
  fieldHint: 'Wie viele mehr, nicht die neue Gesamtzahl.',
  noteRepresentativeHint: 'Was sollte Ihr Kundenberater wissen? Zum Beispiel, ab wann Sie die Lizenzen brauchen.',
  sure: (more, total) =>
    n(more, { one: `Ja, # Lizenz hinzufügen, insgesamt ${total}`, other: `Ja, # Lizenzen hinzufügen, insgesamt ${total}` }),
  sureHint: (present) =>
    `Sie haben jetzt ${present}. Bitte bestätigen Sie, dass dies die Zahl der zusätzlichen Lizenzen ist und nicht die Gesamtzahl.`,
  sureNeeded: (more, present) =>
    `Bestätigen Sie, dass Sie zu den ${present}, die Sie haben, ${more} weitere wollen, oder geben Sie eine kleinere Zahl ein`,
  buy: 'Lizenzen kaufen',
  request: 'Agentenlizenzen anfordern',
  write: 'An Kundenberater senden',
  cart: 'Weiter',
  enter: 'Geben Sie eine Zahl ein, und Sie sehen hier, was sie bedeutet.',
  total: (seats) => n(seats, { one: '# Lizenz', other: '# Lizenzen' }),
  perProduct: 'Was das je Produkt bedeutet',
  announce: (total, due) =>
    n(total, {
      one: `Neue Gesamtzahl: # Lizenz. Für den Rest des Zeitraums werden ${due} berechnet.`,
      other: `Neue Gesamtzahl: # Lizenzen. Für den Rest des Zeitraums werden ${due} berechnet.`,
    }),
  announceTotal: (total) => n(total, { one: 'Neue Gesamtzahl: # Lizenz.', other: 'Neue Gesamtzahl: # Lizenzen.' }),

  bought: (more, names, total, order) =>
    n(more, {
      one: `# Lizenz hinzugefügt: Für ${names} sind es jetzt insgesamt ${total}. Auftrag ${order}.`,
      other: `# Lizenzen hinzugefügt: Für ${names} sind es jetzt insgesamt ${total}. Auftrag ${order}.`,
    }),
  requested: (more, names, total) =>
    n(more, {
      one: `Sie haben # weitere Lizenz angefragt: Für ${names} sind es insgesamt ${total}, sobald Ihre Anfrage genehmigt ist.`,
      other: `Sie haben # weitere Lizenzen angefragt: Für ${names} sind es insgesamt ${total}, sobald Ihre Anfrage genehmigt ist.`,
    }),
  written: (more, names, total) =>
    n(more, {
      one: `Ihre Nachricht ist unterwegs. Für ${names} kommt # Lizenz hinzu, insgesamt ${total}, sobald der Auftrag angelegt ist.`,
      other: `Ihre Nachricht ist unterwegs. Für ${names} kommen # Lizenzen hinzu, insgesamt ${total}, sobald der Auftrag angelegt ist.`,
    }),

  cannotTitle: 'Sie können selbst keine Lizenzen hinzufügen',
  cannot: (names) => `In diesem Konto sind Anfragen ausgeschaltet. Für weitere Lizenzen wenden Sie sich an ${names}.`,
  cannotNobody: 'In diesem Konto sind Anfragen ausgeschaltet.',
  noGroupsManage: 'Um etwas zu kaufen, was nach Lizenzen verkauft wird, gehen Sie zu „Abonnement verwalten“.',
};
