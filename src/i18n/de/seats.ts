import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('de');

export const seats: Messages['seats'] = {
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

  reclaim: {
    notice: (seats, names) =>
      n(seats, {
        one: `# Lizenz für ${names} könnte zuerst freigegeben werden`,
        other: `# Lizenzen für ${names} könnten zuerst freigegeben werden`,
      }),
    reasons: {
      suspended: (names) => `Gesperrt: ${names}`,
      invited: (days, names) => `Vor mehr als ${days} Tagen eingeladen, noch ohne Antwort: ${names}`,
      away: (days, names) => `Seit ${days} Tagen nicht angemeldet: ${names}`,
    },
    andMore: (more) => n(more, { one: 'und # weitere Person', other: 'und # weitere Personen' }),
    choose: 'Auswählen und freigeben',
    chooseFor: (names) => `für ${names}`,
    title: 'Lizenzen freigeben',
    lead: 'Diese Personen belegen eine Lizenz und nutzen sie anscheinend nicht. Eine freizugeben schafft Platz für jemand anderen, ohne dass Sie kaufen.',
    bill: 'Eine Lizenz freizugeben senkt Ihre Rechnung nicht: Sie zahlen für die gekauften Lizenzen. Rollen und Einladungen bleiben, wie sie sind.',
    legend: (names) => `Lizenzen für ${names}`,
    suspendedSince: (day) => `Gesperrt seit ${day}`,
    suspended: 'Gesperrt',
    invitedOn: (day) => `Eingeladen am ${day}, noch ohne Antwort`,
    lastSeen: (day) => `Zuletzt angemeldet am ${day}`,
    neverSeen: 'Hat sich noch nie angemeldet',
    shown: (shown, all) => `Gezeigt werden die ersten ${shown} von ${all}; die übrigen folgen, sobald diese frei sind.`,
    button: 'Ausgewählte Lizenzen freigeben',
    choiceMissing: 'Wählen Sie mindestens eine Person, deren Lizenz freigegeben werden soll',
    freed: (seats, names, holders) =>
      n(seats, {
        one: `# Lizenz für ${names} ist frei: Belegt war sie von ${holders}. Ihre Rechnung bleibt gleich.`,
        other: `# Lizenzen für ${names} sind frei: Belegt waren sie von ${holders}. Ihre Rechnung bleibt gleich.`,
      }),
    othersFreed: (more) => n(more, { one: '# weiteren Person', other: '# weiteren Personen' }),
    freedNone: 'Es wurde nichts freigegeben: Die ausgewählten Lizenzen sind schon frei oder wieder in Gebrauch.',
    kept: (seats) =>
      n(seats, {
        one: '# ausgewählte Lizenz blieb belegt: Sie ist wieder in Gebrauch.',
        other: '# ausgewählte Lizenzen blieben belegt: Sie sind wieder in Gebrauch.',
      }),
    emptyTitle: 'Keine Lizenzen freizugeben',
    empty: 'Alle, die hier eine Lizenz belegen, nutzen sie, oder es steht Ihnen nicht zu, sie freizugeben.',
  },
};
