import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('it');

export const addSeats: Messages['addSeats'] = {
  leadBuy: 'Le altre licenze valgono subito. Sono addebitate per il resto di questo periodo e poi con ogni periodo successivo.',
  leadRequest: (names) => `Richiedi le licenze che ti servono. Non cambia nulla finché ${names} non approva la tua richiesta.`,
  leadRepresentative: (name) =>
    `Comunica a ${name}, il tuo agente di vendita, quante licenze ti servono. Non cambia nulla finché non viene creato l'ordine.`,
  leadRepresentativeNobody:
    "Comunica a chi segue il tuo account quante licenze ti servono. Non cambia nulla finché non viene creato l'ordine.",
  leadCart: 'Indica quante. La pagina successiva mostra tutto il tuo abbonamento con le licenze aggiunte e quanto costa.',
  leadEdit: 'Modifica ciò che hai chiesto. Prende il posto di ciò che è in attesa.',
  kept: 'Ciò che hai scritto sul membro del team viene conservato. Poi torni lì.',
  keptBack: 'Torna senza aggiungere licenze',

  which: 'Licenze per',
  field: 'Licenze aggiuntive',
  fieldHint: 'Quante in più, non il nuovo totale.',
  noteRepresentativeHint: 'Che cosa deve sapere il tuo agente di vendita? Per esempio, da quando ti servono le licenze.',
  sure: (more, total) =>
    n(more, { one: `Sì, aggiungi # licenza, ${total} in totale`, other: `Sì, aggiungi # licenze, ${total} in totale` }),
  sureHint: (present) => `Ora ne hai ${present}. Conferma che questo è il numero di licenze aggiuntive e non il totale.`,
  sureNeeded: (more, present) =>
    `Conferma che ne vuoi ${more} in più rispetto alle ${present} che hai, oppure inserisci un numero più piccolo`,
  buy: 'Acquista licenze',
  request: 'Richiedi licenze',
  write: "Invia all'agente di vendita",
  cart: 'Continua',
  enter: 'Inserisci un numero e qui vedrai che cosa comporta.',
  total: (seats) => n(seats, { one: '# licenza', other: '# licenze' }),
  perProduct: 'Che cosa comporta per ogni prodotto',
  announce: (total, due) =>
    n(total, {
      one: `Nuovo totale: # licenza. Addebito per il resto del periodo: ${due}.`,
      other: `Nuovo totale: # licenze. Addebito per il resto del periodo: ${due}.`,
    }),
  announceTotal: (total) => n(total, { one: 'Nuovo totale: # licenza.', other: 'Nuovo totale: # licenze.' }),

  bought: (more, names, total, order) =>
    n(more, {
      one: `# licenza aggiunta: per ${names} ora sono ${total} in totale. Ordine ${order}.`,
      other: `# licenze aggiunte: per ${names} ora sono ${total} in totale. Ordine ${order}.`,
    }),
  requested: (more, names, total) =>
    n(more, {
      one: `Hai chiesto # licenza in più: per ${names} saranno ${total} in totale quando la tua richiesta sarà approvata.`,
      other: `Hai chiesto # licenze in più: per ${names} saranno ${total} in totale quando la tua richiesta sarà approvata.`,
    }),
  written: (more, names, total) =>
    n(more, {
      one: `Il tuo messaggio è in arrivo. Per ${names} ci sarà # licenza in più, ${total} in totale, quando l'ordine sarà creato.`,
      other: `Il tuo messaggio è in arrivo. Per ${names} ci saranno # licenze in più, ${total} in totale, quando l'ordine sarà creato.`,
    }),

  cannotTitle: 'Non puoi aggiungere licenze',
  cannot: (names) => `In questo account le richieste sono disattivate. Per altre licenze, rivolgiti a ${names}.`,
  cannotNobody: 'In questo account le richieste sono disattivate.',
  noGroupsManage: 'Per acquistare qualcosa che si vende a licenze, vai a "Gestisci abbonamento".',
};
