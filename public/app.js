// Every page works without this file. It prevents sending a form twice, announces the live summary to screen readers when the user stops
// typing, and adds the buttons that need a script.

// One click, one submit. The button is not `disabled`, because it would lose the focus; the second submit event is cancelled instead.
const sending = new Map();

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (sending.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const button = event.submitter;
    button?.setAttribute('aria-disabled', 'true');
    // A download does not replace the page, so no event ends the wait: after eight seconds the form can be sent again.
    sending.set(form, { button, timer: setTimeout(() => release(form), 8000) });
  },
  true,
);

function release(form) {
  const sent = sending.get(form);
  if (!sent) return;
  clearTimeout(sent.timer);
  sent.button?.removeAttribute('aria-disabled');
  sending.delete(form);
}

// The Back button may restore the page with its form still marked as being sent.
addEventListener('pageshow', () => [...sending.keys()].forEach(release));
document.addEventListener('htmx:finally:request', (event) => release(event.target.closest?.('form')));

// The live summary: one sentence in the status element of the page, one second after the last key. Empty while the input is invalid.
let sentence = '';
let pause;

function speakLater() {
  clearTimeout(pause);
  if (sentence) pause = setTimeout(speak, 1000);
}

function speak() {
  document.getElementById('live').textContent = sentence;
  sentence = '';
}

document.addEventListener('htmx:after:swap', () => {
  const announcement = document.querySelector('#summary [data-announce]');
  const live = document.getElementById('live');
  sentence = announcement ? announcement.textContent.trim() : '';
  if (!sentence) live.textContent = '';
  else if (sentence === live.textContent) sentence = '';
  speakLater();
});
document.addEventListener('input', speakLater);

// A notice that the user can dismiss: the label of its button is in data-dismiss.
for (const notice of document.querySelectorAll('[data-dismiss]')) {
  const button = makeButton(notice.dataset.dismiss);
  button.addEventListener('click', () => {
    notice.remove();
    document.getElementById('main').focus();
  });
  const action = document.createElement('div');
  action.className = 'notice-action';
  action.append(button);
  notice.append(action);
}

// The button that shows the password in a password field.
for (const field of document.querySelectorAll('.password')) {
  const input = field.querySelector('input');
  const button = makeButton('');
  const updateLabel = () => button.setAttribute('aria-label', input.type === 'password' ? field.dataset.show : field.dataset.hide);
  button.setAttribute('aria-controls', input.id);
  button.append(drawing('M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z'));
  button.addEventListener('click', () => {
    input.type = input.type === 'password' ? 'text' : 'password';
    updateLabel();
  });
  // Before the form is sent the field becomes a password field again, so that the browser does not save it as an ordinary autofill value.
  input.form?.addEventListener('submit', () => {
    input.type = 'password';
  });
  updateLabel();
  field.append(button);
}

function makeButton(label) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button quiet small';
  button.textContent = label;
  return button;
}

function drawing(d) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}
