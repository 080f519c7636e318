import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('de');

export const seatLoss: Messages['seatLoss'] = {
  title: 'Wer die Lizenz verlieren würde',
  lead: (names, day, seats) =>
    n(seats, { one: `Ab dem ${day} gibt es # Lizenz für ${names}.`, other: `Ab dem ${day} gibt es # Lizenzen für ${names}.` }),
  leadRemoval: (name, day) => `Am ${day} wird ${name} entfernt. Alle, die eine Lizenz dafür haben, geben sie zurück.`,
  inUse: (used) => n(used, { one: '# Lizenz ist in Gebrauch.', other: '# Lizenzen sind in Gebrauch.' }),
  inUseTemporary: (temporary) =>
    n(temporary, { one: '# temporäre Lizenz ist dann noch da.', other: '# temporäre Lizenzen sind dann noch da.' }),
  tooMany: (count) =>
    n(count, { one: 'Also muss ein Mitglied seine Lizenz zurückgeben.', other: 'Also müssen # Mitglieder ihre Lizenz zurückgeben.' }),
  enough: 'Niemand verliert eine Lizenz: Es sind genug für alle da, die eine haben.',
  order:
    'Angekreuzt ist, wer seine Lizenz verlieren würde: zuerst, wer sie zuletzt bekommen hat, Agenten vor Administratoren vor Abrechnungsadministratoren. Sie können andere auswählen.',
  chosen: 'Angekreuzt ist, wer ausgewählt wurde. Sie können andere auswählen.',
  legend: 'Mitglieder, die ihre Lizenz zurückgeben',
  legendHint: (count) => n(count, { one: 'Kreuzen Sie genau eines an.', other: 'Kreuzen Sie genau # an.' }),
  holder: (role, day) => `${role}, Lizenz seit ${day}`,
  ownerStays: 'Der Kontoinhaber behält seine Lizenz immer.',
  more: (count) =>
    n(count, {
      one: 'Ein weiteres Mitglied hat eine Lizenz. Um es auszuwählen, geben Sie seine Lizenz auf der Seite „Teammitglieder“ frei.',
      other:
        '# weitere Mitglieder haben eine Lizenz. Um eines davon auszuwählen, geben Sie seine Lizenz auf der Seite „Teammitglieder“ frei.',
    }),
  choose: 'Diese Auswahl behalten',
  now: 'Lizenzen sofort zurückgeben',
  nowHint: (day) =>
    `Sofort zurückgegeben, sind die Lizenzen bis dahin für andere frei. Die Rechnung bleibt bis zum ${day}, wie sie ist. Wer keine Lizenz mehr hat, wird Endbenutzer und erfährt es per E-Mail.`,
  laterHint:
    'Mitglieder, die dann keine Lizenz mehr haben, werden Endbenutzer. Jedes von ihnen und der Kontoinhaber erfahren es per E-Mail.',
  wrongCount: (count, ticked) =>
    `${n(count, { one: 'Kreuzen Sie genau ein Mitglied an', other: 'Kreuzen Sie genau # Mitglieder an' })}: ${n(ticked, { one: '# ist angekreuzt', other: '# sind angekreuzt' })}`,
  notHolding: 'Jemand von den Angekreuzten hat keine Lizenz mehr. Sehen Sie sich die Liste an, wie sie jetzt ist',
  saved: 'Die Auswahl wurde gespeichert.',
  given: (count) => n(count, { one: 'Eine Lizenz wurde zurückgegeben.', other: '# Lizenzen wurden zurückgegeben.' }),
  stepLead: 'Es wurde noch nichts gespeichert. Prüfen Sie, wer die Lizenz zurückgibt, und speichern Sie dann.',
  saveNow: 'Aktualisieren und Lizenzen sofort zurückgeben',
  summary: (count, names, day, who) =>
    n(count, {
      one: `Am ${day} würde ein Mitglied seine Lizenz für ${names} verlieren: ${who}.`,
      other: `Am ${day} würden # Mitglieder ihre Lizenz für ${names} verlieren: ${who}.`,
    }),
  others: (count) => n(count, { one: '# weiteres', other: '# weitere' }),
  nextStep: 'Im nächsten Schritt können Sie andere auswählen, bevor etwas gespeichert wird.',
  answererChooses: 'Wer dies genehmigt, kann andere auswählen.',
  announce: (count) => n(count, { one: 'Ein Mitglied würde seine Lizenz verlieren.', other: '# Mitglieder würden ihre Lizenz verlieren.' }),
  back: 'Abonnement',
  mails: {
    lostSubject: 'Ihre Lizenz wurde zurückgegeben',
    lost: (account) => `${account} hat ab jetzt weniger Lizenzen, und Ihre war unter denen, die zurückgegeben werden mussten.`,
    lostAll: 'Sie haben keine andere Lizenz und sind daher jetzt Endbenutzer.',
    lostSignIn: 'Sie können sich weiterhin anmelden und Ihr Profil sehen.',
    lostSome: 'Ihre anderen Lizenzen behalten Sie.',
    seatsOf: 'Lizenz für',
    showProfile: 'Profil anzeigen',
    takenSubject: 'Mitglieder haben ihre Lizenzen zurückgegeben',
    taken: (account) =>
      `${account} hat ab jetzt weniger Lizenzen. Diese Mitglieder mussten ihre zurückgeben; jedes von ihnen wurde benachrichtigt.`,
    takenEndUsers: 'Wer keine andere Lizenz hatte, ist jetzt Endbenutzer.',
    showTeam: 'Teammitglieder anzeigen',
    endingSubject: 'Temporäre Lizenzen enden demnächst',
    ending: (account) => `Temporäre Lizenzen von ${account} enden bald.`,
    endingTooMany: (count) =>
      n(count, {
        one: 'Dann ist eine Lizenz zu viel in Gebrauch: Wird keine freigegeben und keine gekauft, verliert das Mitglied seine, das sie zuletzt bekommen hat.',
        other:
          'Dann sind # Lizenzen zu viel in Gebrauch: Werden sie nicht freigegeben und keine gekauft, verlieren die Mitglieder ihre, die sie zuletzt bekommen haben.',
      }),
    endingEnough: 'Die Lizenzen, die bleiben, genügen für alle, die eine haben.',
    product: 'Produkt',
    temporarySeats: 'Temporäre Lizenzen',
    lastDay: 'Letzter Tag',
    showSubscription: 'Abonnement anzeigen',
    becauseMember: (account) => `Sie erhalten diese Nachricht, weil Sie Mitglied von ${account} sind.`,
    becauseOwner: (account) => `Sie erhalten diese Nachricht, weil Sie Inhaber des Kontos ${account} sind.`,
    becauseDecider: (account) => `Sie erhalten diese Nachricht, weil Sie über das Abonnement von ${account} entscheiden dürfen.`,
  },
};
