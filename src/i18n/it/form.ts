export const form = {
  missing: 'Compila questo campo',
  missingNamed: (label: string) => `Compila il campo “${label}”`,
  'whole-number': 'Inserisci un numero intero, per esempio 25',
  'too-long': 'Il testo è troppo lungo; accorcialo',
  'control-characters': 'Il testo contiene caratteri invisibili che non possono essere salvati; scrivilo di nuovo',
  'choose-one': 'Scegli una delle opzioni',
  email: 'Inserisci un indirizzo e-mail, per esempio nome@example.com',
  'unknown-field': 'Il modulo conteneva qualcosa che non ne fa parte; è stato tralasciato. Controlla il modulo e invialo di nuovo',
  'repeated-field': 'Questo valore è stato inviato due volte; resta solo il primo. Controllalo e invia di nuovo',
  invalid: 'Questo valore non può essere usato; controllalo',
};
