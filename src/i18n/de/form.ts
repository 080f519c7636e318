export const form = {
  missing: 'Füllen Sie dieses Feld aus',
  missingNamed: (label: string) => `Füllen Sie das Feld „${label}“ aus`,
  'whole-number': 'Geben Sie eine ganze Zahl ein, zum Beispiel 25',
  'too-long': 'Das ist zu lang; kürzen Sie es',
  'control-characters': 'Das enthält unsichtbare Zeichen, die nicht gespeichert werden können; geben Sie es neu ein',
  'choose-one': 'Wählen Sie eine der Möglichkeiten',
  email: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com',
  'unknown-field':
    'Das Formular enthielt etwas, das nicht dazugehört; es wurde weggelassen. Prüfen Sie das Formular und senden Sie es erneut',
  'repeated-field': 'Das wurde zweimal gesendet; nur die erste Angabe bleibt. Prüfen Sie sie und senden Sie erneut',
  invalid: 'Das kann nicht verwendet werden; prüfen Sie die Angabe',
};
