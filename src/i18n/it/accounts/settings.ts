import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('it');

export const settings: Messages['settings'] = {
  title: 'Impostazioni',
  lead: "Ciò che vale per tutto l'account.",
  account: 'Account',
  name: "Nome dell'account",
  nameHint: 'Compare sulle fatture e nei messaggi.',
  language: 'Lingua',
  languageHint: 'Quella degli inviti e dei nuovi membri. Ognuno sceglie la propria lingua nel suo profilo.',
  requestsEnabled: 'Gli amministratori possono richiedere modifiche',
  requestsEnabledHint:
    "Gli amministratori senza autorizzazione di fatturazione possono allora inviare richieste di modifica dell'abbonamento, a cui rispondi tu o un amministratore di fatturazione.",
  requestsAreOn: "Gli amministratori possono richiedere modifiche. Lo decide l'agente di vendita.",
  requestsAreOff: "Gli amministratori non possono richiedere modifiche. Lo decide l'agente di vendita.",
  mailBillingAdmins: 'E-mail agli amministratori di fatturazione',
  mailBillingAdminsHint:
    'Non solo tu: anche gli amministratori di fatturazione vengono informati delle richieste, delle fatture e della fine delle licenze temporanee.',
  save: 'Salva impostazioni',
  saved: 'Le impostazioni sono state salvate.',
  unchanged: 'Non è stato modificato nulla.',
  stale:
    'Qualcuno è stato più veloce: nel frattempo le impostazioni sono cambiate. Delle tue modifiche non è stato salvato nulla; ora sono così.',
  askOwner: (name) => `Solo il proprietario dell'account, ${name}, può modificare le impostazioni.`,

  payment: 'Informazioni di pagamento',
  paymentLead: 'Come si pagano le fatture. Compaiono nella pagina "Abbonamento"; con esse non viene addebitato nulla.',
  method: 'Metodo',
  methods: { invoice: 'Con fattura', card: 'Con carta' },
  terms: (days) =>
    n(days, {
      one: 'Da pagare entro # giorno dalla data della fattura.',
      other: 'Da pagare entro # giorni dalla data della fattura.',
    }),
  cardHint: 'Si conservano solo il tipo e le ultime quattro cifre, per distinguere la carta dalle altre.',
  purchaseOrder: "Numero d'ordine",
  purchaseOrderHint: 'Per il pagamento con fattura. Compare su ogni fattura a partire dalla prossima.',
  cardBrand: 'Tipo di carta',
  cardBrandHint: 'Per il pagamento con carta: il nome sul davanti, senza cifre.',
  cardBrandDigits: 'Inserisci solo il tipo di carta, senza cifre',
  cardLast4: 'Ultime quattro cifre',
  cardLast4Hint: 'Per il pagamento con carta. Non inserire mai il numero intero.',
  cardLast4Wrong: 'Inserisci le ultime quattro cifre della carta, per esempio 1234, e niente di più',
  savePayment: 'Salva informazioni di pagamento',
};
