import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('de');

export const reclaim: Messages['reclaim'] = {
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
};
