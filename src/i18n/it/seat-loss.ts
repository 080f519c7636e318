import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('it');

export const seatLoss: Messages['seatLoss'] = {
  title: 'Chi perderebbe la licenza',
  lead: (names, day, seats) =>
    n(seats, { one: `Dal ${day} ci sarà # licenza per ${names}.`, other: `Dal ${day} ci saranno # licenze per ${names}.` }),
  leadRemoval: (name, day) => `Il ${day} ${name} viene rimosso. Chi ne ha una licenza la restituisce.`,
  inUse: (used) => n(used, { one: '# licenza è in uso.', other: '# licenze sono in uso.' }),
  inUseTemporary: (temporary) =>
    n(temporary, { one: '# licenza temporanea ci sarà ancora.', other: '# licenze temporanee ci saranno ancora.' }),
  tooMany: (count) => n(count, { one: 'Quindi un membro deve restituire la sua.', other: 'Quindi # membri devono restituire la loro.' }),
  enough: 'Nessuno perde una licenza: ce ne sono abbastanza per tutti quelli che ne hanno una.',
  order:
    "Sono selezionati quelli che perderebbero la licenza: per primi quelli che l'hanno ricevuta per ultimi, gli agenti prima degli amministratori e questi prima degli amministratori di fatturazione. Puoi sceglierne altri.",
  chosen: 'Sono selezionati quelli che sono stati scelti. Puoi sceglierne altri.',
  legend: 'Membri che restituiscono la licenza',
  legendHint: (count) => n(count, { one: 'Selezionane esattamente uno.', other: 'Selezionane esattamente #.' }),
  holder: (role, day) => `${role}, licenza dal ${day}`,
  ownerStays: "Il proprietario dell'account conserva sempre la sua licenza.",
  more: (count) =>
    n(count, {
      one: 'Un altro membro ha una licenza. Per sceglierlo, libera la sua licenza nella pagina "Membri del team".',
      other: 'Altri # membri hanno una licenza. Per sceglierne uno, libera la sua licenza nella pagina "Membri del team".',
    }),
  choose: 'Conserva questa scelta',
  now: 'Restituisci subito le licenze',
  nowHint: (day) =>
    `Restituite subito, le licenze sono libere per altri fino ad allora. L'importo da pagare non cambia prima del ${day}. Chi resta senza licenze diventa utente finale e ne viene informato per e-mail.`,
  laterHint:
    "I membri che allora restano senza licenze diventano utenti finali. Ognuno di loro e il proprietario dell'account ne vengono informati per e-mail.",
  wrongCount: (count, ticked) =>
    `${n(count, { one: 'Seleziona esattamente un membro', other: 'Seleziona esattamente # membri' })}: ${n(ticked, { one: '# è selezionato', other: '# sono selezionati' })}`,
  notHolding: "Qualcuno dei selezionati non ha più una licenza. Guarda l'elenco com'è adesso",
  saved: 'La scelta è stata salvata.',
  given: (count) => n(count, { one: 'Una licenza è stata restituita.', other: '# licenze sono state restituite.' }),
  stepLead: 'Non è stato ancora salvato nulla. Controlla chi restituisce la licenza, poi salva.',
  saveNow: 'Aggiorna e restituisci subito le licenze',
  summary: (count, names, day, who) =>
    n(count, {
      one: `Un membro perderebbe la licenza per ${names} dal ${day}: ${who}.`,
      other: `# membri perderebbero la licenza per ${names} dal ${day}: ${who}.`,
    }),
  others: (count) => n(count, { one: '# altro', other: 'altri #' }),
  nextStep: 'Nel prossimo passaggio puoi sceglierne altri, prima che venga salvato qualcosa.',
  answererChooses: 'Chi la approva può sceglierne altri.',
  announce: (count) => n(count, { one: 'Un membro perderebbe la licenza.', other: '# membri perderebbero la licenza.' }),
  back: 'Abbonamento',
  mails: {
    lostSubject: 'La tua licenza è stata restituita',
    lost: (account) => `${account} ha ora meno licenze e la tua era tra quelle che si sono dovute restituire.`,
    lostAll: 'Non hai altre licenze, quindi ora sei utente finale.',
    lostSignIn: 'Puoi ancora accedere e vedere il tuo profilo.',
    lostSome: 'Le tue altre licenze restano tue.',
    seatsOf: 'Licenza di',
    showProfile: 'Mostra profilo',
    takenSubject: 'Alcuni membri hanno restituito la licenza',
    taken: (account) => `${account} ha ora meno licenze. Questi membri hanno dovuto restituire la loro; ognuno di loro è stato informato.`,
    takenEndUsers: 'Chi non aveva altre licenze ora è utente finale.',
    showTeam: 'Mostra i membri del team',
    endingSubject: 'Alcune licenze temporanee stanno per finire',
    ending: (account) => `Alcune licenze temporanee di ${account} finiscono presto.`,
    endingTooMany: (count) =>
      n(count, {
        one: "Allora sarà in uso una licenza di troppo: se nessuna viene liberata o acquistata, la perde il membro che l'ha ricevuta per ultimo.",
        other:
          'Allora saranno in uso # licenze di troppo: se non vengono liberate e non se ne acquistano altre, le perdono i membri che le hanno ricevute per ultimi.',
      }),
    endingEnough: 'Le licenze che restano bastano per tutti quelli che ne hanno una.',
    product: 'Prodotto',
    temporarySeats: 'Licenze temporanee',
    lastDay: 'Ultimo giorno',
    showSubscription: 'Mostra abbonamento',
    becauseMember: (account) => `Ricevi questo messaggio perché sei membro di ${account}.`,
    becauseOwner: (account) => `Ricevi questo messaggio perché sei il proprietario dell'account ${account}.`,
    becauseDecider: (account) => `Ricevi questo messaggio perché puoi decidere sull'abbonamento di ${account}.`,
  },
};
