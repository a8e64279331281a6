// @ts-check
// What a screen reader finds in the page, since a canvas tells it nothing (ui/mirror.h says what): the articles, the text with its spans as
// marks, labels, the chosen span, the panels with their lists and fields, all commands, questions and what was said last. It can't be
// seen, and Tab doesn't stop there. What is clicked, focused or selected in it is so in the tool, and what is chosen in the tool is the
// current one here.
{
    const page = glossatorPage;
    const kAfterMs = 250;      // since the last change; nobody waits for it with their eyes
    const kDeepest = 40;       // marks within marks
    const kSelectedMs = 300;
    /** @type {HTMLElement} */
    const root = page.element('mirror');

    /** @param {string} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} inside */
    function make(name, attributes = {}, ...inside) {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
        made.append(...inside);
        return made;
    }
    /** @param {string} text @param {() => void} act @param {Record<string, string>} [attributes] */
    function button(text, act, attributes = {}) {
        const made = make('button', { type: 'button', tabindex: '-1', ...attributes }, text);
        made.addEventListener('click', act);
        return made;
    }
    const list = (/** @type {Node[]} */ items) => items.length ? make('ul', {}, ...items.map((item) => make('li', {}, item))) : '';
    /** @param {string} id @param {object} [args] */
    const run = (id, args) => void window.glossator.command(id, args).catch((error) => { parts.problem.textContent = error.message; });
    /** As if it was pressed. @param {string} key */
    const press = (key) => { for (const type of ['keydown', 'keyup']) dispatchEvent(new KeyboardEvent(type, { key, code: key })); };

    const parts = {
        articles: make('nav'),
        main: make('main'),
        labels: make('div', { role: 'toolbar' }),
        details: make('section'),
        panels: make('section'),
        commands: make('nav'),
        dialog: make('div', { 'aria-live': 'assertive' }),
        said: make('div', { role: 'status' }),
        problem: make('div', { role: 'alert' }),
    };

    /** What the mirror itself says, in the interface's language. @type {Record<string, string>} */
    let words = {};
    /** What each part was last made of. @type {Map<string, string>} */
    const shown = new Map();
    /** @param {string} part @param {any} value */
    function isNew(part, value) {
        const text = JSON.stringify(value);
        if (shown.get(part) === text) return false;
        shown.set(part, text);
        return true;
    }

    /** @typedef {{from: number, to: number, span: string, about: string}} Mark */
    /** The text with its marks; of those that cross, the later one goes on in a second element. @param {{start: number, text: string, marks: Mark[]}} of */
    function paragraph({ start, text, marks }) {
        const made = make('p', { 'data-start': String(start) });
        const ends = [...new Set([0, ...marks.flatMap(({ from, to }) => [from, to]), text.length])].sort((a, b) => a - b);
        /** @type {{mark: Mark, element: Element}[]} */
        let open = [];
        for (let i = 0; i + 1 < ends.length; ++i) {
            const at = ends[i], firstEnded = open.findIndex(({ mark }) => mark.to <= at);
            const cut = firstEnded < 0 ? [] : open.splice(firstEnded).map(({ mark }) => mark).filter(({ to }) => to > at);
            const begun = marks.filter(({ from }) => from === at);
            for (const mark of [...cut, ...begun].sort((a, b) => b.to - a.to)) {
                if (open.length >= kDeepest) break;
                const title = begun.includes(mark) ? mark.about : words.continued.replace('{}', mark.about);
                const element = make('mark', { 'data-span': mark.span, tabindex: '-1', title });
                (open.at(-1)?.element ?? made).append(element);
                open.push({ mark, element });
            }
            (open.at(-1)?.element ?? made).append(text.slice(at, ends[i + 1]));
        }
        return made;
    }

    /** Those that stay as they are keep their elements, where a reader may be. @param {any} text @param {string} view */
    function showText(text, view) {
        const frame = isNew('frame', [text && { ...text, focused: '', paragraphs: [] }, view]);
        if (frame) {
            shown.delete('paragraphs');
            const goTo = (/** @type {number} */ at) => () => window.glossator.select(text.document, at, at);
            const article = make('article', { lang: text?.language ?? '', 'aria-label': text?.title ?? '' });
            parts.main.replaceChildren(make('h1', {}, text?.title ?? view),
                ...(text?.earlier != null ? [button(words.earlier, goTo(text.earlier))] : []), article,
                ...(text?.later != null ? [button(words.later, goTo(text.later))] : []), parts.details);
        }
        const article = parts.main.querySelector('article');
        const paragraphs = text?.paragraphs ?? [];
        paragraphs.forEach((/** @type {any} */ each, /** @type {number} */ i) => {
            const old = article.children[i], made = JSON.stringify(each);
            if (/** @type {any} */ (old)?.madeOf === made) return;
            const element = Object.assign(paragraph(each), { madeOf: made });
            if (old) old.replaceWith(element);
            else article.append(element);
        });
        while (article.children.length > paragraphs.length) article.lastChild.remove();
        showFocus(text?.focused ?? '');
    }

    function showFocus(/** @type {string} */ id) {
        for (const mark of parts.main.querySelectorAll('mark')) {
            const isIt = mark.dataset.span === id;
            if (isIt === mark.hasAttribute('aria-current')) continue;
            mark.toggleAttribute('aria-current', isIt);
            if (isIt) mark.setAttribute('aria-current', 'true');
        }
        const first = [...parts.main.querySelectorAll('mark')].find((mark) => mark.dataset.span === id);
        const active = /** @type {HTMLElement} */ (document.activeElement);
        if (first && active?.dataset.span && active.dataset.span !== id && root.contains(active)) first.focus({ preventScroll: true });
    }

    /** What the mouse would press. @param {string} name @param {number} nth */
    async function pressControl(name, nth) {
        const box = window.glossator.find(name)[nth];
        if (!box) return;
        const kMouse = 0, kLeft = 0;
        page.call('pointer_moved', kMouse, box.x + box.width / 2, box.y + box.height / 2);
        for (const down of [true, false]) page.call('pointer_button', kMouse, kLeft, down);
        await window.glossator.settled();
        page.call('pointer_left');
        if (page.call('wants_text')) page.element('text').focus({ preventScroll: true });
    }

    /** @param {{words: string, control: string, nth: number, chosen: boolean}} of */
    const panelItem = ({ words: said, control, nth, chosen }) => !control ? make('p', {}, said)
        : button(said, () => void pressControl(control, nth), { 'data-control': `${control} ${nth}`, 'aria-pressed': chosen ? 'true' : '' });

    /** Panels that stay as they are keep their elements, and what is focused in another is so in the new one. @param {any[]} panels */
    function showPanels(panels) {
        const focused = parts.panels.contains(document.activeElement)
            ? /** @type {HTMLElement} */ (document.activeElement).dataset.control : '';
        panels.forEach((panel, i) => {
            const old = parts.panels.children[i], made = JSON.stringify(panel);
            if (/** @type {any} */ (old)?.madeOf === made) return;
            const element = Object.assign(make('div', { role: 'group' }, ...panel.items.map(panelItem)), { madeOf: made });
            if (old) old.replaceWith(element);
            else parts.panels.append(element);
        });
        while (parts.panels.children.length > panels.length) parts.panels.lastChild.remove();
        if (focused && !parts.panels.contains(document.activeElement))
            [...parts.panels.querySelectorAll('button')].find((each) => each.dataset.control === focused)?.focus({ preventScroll: true });
    }

    function showDialog(/** @type {any} */ dialog) {
        parts.dialog.replaceChildren(...(dialog ? [make('div', { role: 'alertdialog', 'aria-modal': 'true', 'aria-label': dialog.text },
            make('p', {}, dialog.text), button(dialog.yes, () => press('Enter')),
            ...dialog.others.map((/** @type {any} */ { title, command }) => button(title, () => run(command))),
            button(words.cancel, () => press('Escape')))] : []));
    }

    function update() {
        const now = JSON.parse(page.read(page.call('mirror')));
        if (isNew('words', now.words)) {
            words = now.words;
            root.lang = now.words.language;
            root.dir = now.words.direction;
            for (const part of ['articles', 'labels', 'details', 'panels', 'commands']) parts[part].setAttribute('aria-label', words[part]);
            shown.delete('frame');
            shown.delete('dialog');
        }
        showText(now.text, now.view);
        if (isNew('articles', now.articles)) {
            parts.articles.replaceChildren(list(now.articles.map(({ id, title, about, open }) =>
                button(`${title}. ${about}`, () => run('document.show', { id }), open ? { 'aria-current': 'page' } : {}))));
        }
        if (isNew('labels', now.labels)) {
            parts.labels.replaceChildren(...now.labels.map(({ id, title, key }) =>
                button(title, () => run('label.apply', { label: id }), { 'aria-keyshortcuts': key })));
        }
        if (isNew('details', now.details))
            parts.details.replaceChildren(list(now.details.map(([name, value]) => document.createTextNode(`${name}: ${value}`))));
        if (isNew('commands', now.commands)) {
            parts.commands.replaceChildren(list(now.commands.map(({ id, title, keys }) =>
                button(title, () => run(id), { 'aria-keyshortcuts': keys.replaceAll('Ctrl', 'Control') }))));
        }
        if (isNew('panels', now.panels)) showPanels(now.panels);
        if (isNew('dialog', now.dialog)) showDialog(now.dialog);
        if (isNew('said', now.said)) parts.said.textContent = now.said;
        if (isNew('problem', now.problem)) parts.problem.textContent = now.problem;
    }

    let scheduled = false;
    /** At the end of a frame. */
    page.mirrorSoon = () => {
        if (scheduled || !page.call('mirror_changed')) return;
        scheduled = true;
        const soon = window.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act));
        setTimeout(() => soon(async () => {
            await page.whole;
            scheduled = false;
            if (!page.stopped) update();
        }), kAfterMs);
    };

    /** Code points of the document before a place in the mirror; null if it is no text of it. @param {Node} node @param {number} offset */
    function offsetOf(node, offset) {
        const element = node instanceof Element ? node : node.parentElement;
        const within = /** @type {HTMLElement | null} */ (element?.closest('[data-start]'));
        if (!within || !root.contains(within)) return null;
        const before = document.createRange();
        before.selectNodeContents(within);
        before.setEnd(node, offset);
        return Number(within.dataset.start) + [...before.toString()].length;
    }

    let selecting = 0;
    function attach() {
        root.append(parts.articles, parts.main, parts.labels, parts.panels, parts.commands, parts.dialog, parts.said, parts.problem);
        const chosen = (/** @type {Event} */ event) => {
            const mark = /** @type {HTMLElement} */ (event.target).closest?.('mark');
            if (mark && !mark.hasAttribute('aria-current')) run('span.focus', { id: mark.dataset.span });
        };
        root.addEventListener('click', chosen);
        root.addEventListener('focusin', chosen);
        root.addEventListener('keydown', (event) => {  // a button's own
            if (/** @type {HTMLElement} */ (event.target).tagName === 'BUTTON' && /^(Enter| )$/.test(event.key)) event.stopPropagation();
        });
        document.addEventListener('selectionchange', () => {
            clearTimeout(selecting);
            selecting = setTimeout(() => {
                const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
                if (isCollapsed) return;
                const ends = [offsetOf(anchorNode, anchorOffset), offsetOf(focusNode, focusOffset)];
                if (ends.includes(null)) return;
                const [start, end] = ends.sort((a, b) => a - b);
                window.glossator.select(JSON.parse(shown.get('frame'))[0].document, start, end);
            }, kSelectedMs);
        });
    }
    attach();
}
