import type { Messages } from '../../messages.ts';

export const contacts: Messages['contacts'] = {
  title: 'Contatti',
  lead: "A chi rivolgerti per l'abbonamento di questo account.",
  deciders: "Proprietario dell'account e amministratori di fatturazione",
  decidersLead: {
    decide: 'Ognuna di queste persone può rispondere a una richiesta di modifica.',
    see: "Queste persone vedono l'intero abbonamento. Le modifiche sono a cura dell'agente di vendita.",
  },
  caption: "Persone con l'autorizzazione di fatturazione",
  name: 'Nome',
  role: 'Ruolo',
  email: 'E-mail',
  invited: 'Invito inviato, nessun accesso finora',
  you: '(tu)',
  none: "Al momento nessuno ha l'autorizzazione di fatturazione.",
  representative: 'Agente di vendita',
  representativeLead: 'Segue questo account per conto del fornitore.',
  noRepresentative: 'A questo account non è ancora stato assegnato un agente di vendita.',
  buying: 'Chi può acquistare?',
  accountType: 'Tipo di account',
  online: {
    everything:
      "L'abbonamento di questo account si modifica qui: più o meno licenze, prodotti e componenti aggiuntivi, piani e ciclo di fatturazione.",
    additions:
      "Qui puoi aggiungere licenze, prodotti e componenti aggiuntivi disponibili e passare a piani superiori. Non puoi rimuovere o ridurre nulla: rivolgiti all'agente di vendita.",
    nothing: "L'abbonamento di questo account non può essere modificato qui. Gli ordini vengono creati dall'agente di vendita.",
  },
  acts: {
    buy: 'Acquistare licenze, prodotti e componenti aggiuntivi',
    extend: "Prolungare l'abbonamento",
    lower: 'Ridurre le licenze, passare a un piano inferiore o cambiare il ciclo di fatturazione',
    remove: 'Rimuovere un prodotto o un componente aggiuntivo',
    request: 'Richiedere una modifica',
    decide: 'Rispondere a una richiesta',
    write: "Scrivere all'agente di vendita",
    cancel: "Annullare l'account",
  },
  onlyRepresentative: "L'agente di vendita, su richiesta",
  requestsOff: "Nessuno: le richieste di modifica sono disattivate. Il proprietario dell'account può attivarle nelle impostazioni.",
  what: 'Che cosa',
  who: 'Chi',
  how: 'Che cosa puoi fare',
  reader: {
    change:
      'Puoi modificare tu l\'abbonamento: con "Gestisci" nella pagina "Abbonamento" oppure con "Aggiungi altre licenze" nella pagina "Membri del team".',
    request:
      'Puoi richiedere una modifica: con "Gestisci" nella pagina "Abbonamento" oppure con "Aggiungi altre licenze" nella pagina "Membri del team". Sarà applicata non appena approvata.',
    write: 'Puoi scrivere all\'agente di vendita, che crea l\'ordine: con "Aggiungi altre licenze" nella pagina "Membri del team".',
    ask: (names) => `Qui non puoi né modificare l'abbonamento né richiedere una modifica. Rivolgiti a ${names}.`,
    askNobody: "Qui non puoi né modificare l'abbonamento né richiedere una modifica.",
  },
  manage: 'Gestisci',
  addSeats: 'Aggiungi altre licenze',
};
