// What a screen reader finds: the mirror of the canvas in the page (web/page/mirror.js), by the browser's own accessibility tree.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, locateIn, slice } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world.close());

// The browser's tree as nested [role, name, children], without what it ignores.
async function tree(desk)
{
    const session = await desk.context.newCDPSession(desk.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    await session.detach();
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const nested = (node) => {
        const children = (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean).flatMap(nested);
        return node.ignored ? children : [{ role: node.role.value, name: node.name?.value ?? '', children }];
    };
    return nested(nodes[0])[0];
}
const all = (node, role) => [...(node.role === role ? [node] : []), ...node.children.flatMap((child) => all(child, role))];
const words = (node) => node.role === 'StaticText' ? node.name : node.children.map(words).join('');

// The page shows it a moment later.
async function mirrored(desk, holds, ...args)
{
    await desk.settled();
    await desk.page.waitForFunction(holds, ...args);
}
const hasText = (desk, text) => mirrored(desk, (wanted) => document.querySelector('#mirror article')?.textContent.includes(wanted), text);
const inMirror = (desk, role, name) => desk.page.locator('#mirror').getByRole(role, { name, exact: true });

async function open(text, name = 'a.txt')
{
    const desk = await world.desk();
    const { documents: [id] } = await desk.page.evaluate(([file, data]) => window.glossator.open([{ name: file, data }]), [name, text]);
    await hasText(desk, text.split('\n')[0].replace('\r', ''));
    return { desk, id };
}

test('the accessibility tree reads the sample article with all its spans', async () => {
    const desk = await world.desk({ query: '?sample' });
    const project = await desk.project(), state = await desk.state();
    const article = project.documents.find(({ id }) => id === state.document);
    const { spans } = project.sets.find(({ id }) => id === state.set);
    const titles = new Map(project.schema.labels.map(({ id, title }) => [id, title]));
    await hasText(desk, article.text.split('\n')[0]);

    const root = await tree(desk);
    const main = all(root, 'main')[0];
    assert.deepEqual(all(main, 'paragraph').map(words), article.text.split('\n').filter(Boolean));
    const read = all(main, 'mark').map((mark) => `${mark.name}|${words(mark)}`);
    const wanted = spans.flatMap(({ label, at }) => at.flatMap(([start, end]) =>
        slice(article.text, start, end).split('\n').map((part) => [titles.get(label), part])));
    assert.ok(wanted.length > 80);
    // Each fragment is a mark with its label and words; one that another crosses is two.
    for (const [title, part] of wanted) {
        const whole = read.indexOf(read.find((each) => each.startsWith(title) && each.endsWith(`|${part}`)));
        if (whole >= 0) {
            read.splice(whole, 1);
            continue;
        }
        const first = read.findIndex((each) => each.startsWith(title) && !each.includes(', continued|') && part.startsWith(each.split('|').at(-1)));
        assert.ok(first >= 0, `${title}: ${part}`);
        let [, rest] = read.splice(first, 1)[0].split('|');
        while (rest !== part) {
            const next = read.findIndex((each) => each.startsWith(title) && each.includes(', continued|') && part.startsWith(rest + each.split('|').at(-1)));
            assert.ok(next >= 0, `${title}: ${part} after ${rest}`);
            rest += read.splice(next, 1)[0].split('|').at(-1);
        }
    }
    assert.deepEqual(read, []);
    assert.deepEqual(all(all(root, 'navigation')[0], 'button').map(({ name }) => name.split('. ')[0]).length, project.documents.length);
    assert.ok(all(all(root, 'toolbar')[0], 'button').some(({ name }) => name === 'Person'));
    await desk.close();
});

test('what is focused there is focused in the tool, and the other way round', async () => {
    const desk = await world.desk({ query: '?sample' });
    await hasText(desk, 'OSTREVIK');
    const mark = desk.page.locator('#mirror mark', { hasText: 'Ilse Okonjo' }).last();
    const id = await mark.getAttribute('data-span');
    await mark.focus();
    await desk.page.waitForFunction((span) => window.glossator.state().focused === span, id);
    await mirrored(desk, (span) => document.querySelector('#mirror mark[aria-current]')?.dataset.span === span, id);
    await mirrored(desk, () => /Ilse Okonjo/.test(document.querySelector('#mirror section').textContent));
    await desk.press('Tab');  // the tool's own: the next span
    const { focused } = await desk.state();
    assert.notEqual(focused, id);
    await mirrored(desk, (span) => document.activeElement.dataset.span === span, focused);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

for (const [what, text, word] of [['emoji and line ends of two kinds', 'Und 🏴󠁧󠁢󠁷󠁬󠁳󠁿 sagte 👩‍👩‍👧 es:\r\n\r\nDer Minister 🙂 sprach.\nUnd ging.\r\n', 'Minister 🙂'],
    ['right to left', 'وزیر نے Lyon میں کہا۔\n\nاور چلا گیا۔\n', 'چلا']])
    test(`text selected there is labelled by a key with the right offsets: ${what}`, async () => {
        const { desk, id } = await open(text);
        await desk.page.evaluate((wanted) => {
            const walker = document.createTreeWalker(document.querySelector('#mirror article'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.textContent.indexOf(wanted);
                if (at >= 0) return getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + wanted.length);
            }
            throw new Error(`${wanted} is not there`);
        }, word);
        const range = locateIn(text, word);
        await desk.page.waitForFunction((wanted) => JSON.stringify(window.glossator.state().selection) === wanted, JSON.stringify(range));
        await desk.press('p');
        const [span] = await desk.spans();
        assert.deepEqual(span.at, [range]);
        assert.equal((await desk.state()).document, id);
        await mirrored(desk, (wanted) => [...document.querySelectorAll('#mirror mark')].map((mark) => mark.textContent).join('') === wanted, word);
        await desk.close();
    });

test('articles, labels and commands are pressed there, and what happens is said', async () => {
    const { desk, id } = await open('The minister said so in Lyon.\n');
    await desk.page.evaluate((data) => window.glossator.open([{ name: 'b.txt', data }]), 'Another article.\n');
    await mirrored(desk, () => document.querySelectorAll('#mirror nav:first-child button').length === 2);
    await desk.page.locator('#mirror nav:first-child button').first().dispatchEvent('click');
    await desk.page.waitForFunction((wanted) => window.glossator.state().document === wanted, id);
    await desk.call('select', id, 4, 12);
    await mirrored(desk, () => document.querySelector('#mirror [role=status]').textContent === 'Selected: minister');
    await inMirror(desk, 'button', 'Person').dispatchEvent('click');
    await desk.page.waitForFunction(() => window.glossator.project().sets[0]?.spans.length === 1);
    const undo = desk.page.locator('#mirror nav[aria-label=Commands] button', { hasText: 'Undo: Label Person' });
    await undo.dispatchEvent('click');
    await desk.page.waitForFunction(() => window.glossator.project().sets[0].spans.length === 0);
    await desk.close();
});

test('a question is a dialog there, and can be answered', async () => {
    const { desk } = await open('The minister said so in Lyon.\n');
    await desk.call('command', 'span.create', { label: 'PERSON', at: [[4, 12]] });
    await desk.call('command', 'file.new');
    const dialog = desk.page.locator('#mirror [role=alertdialog]');
    await dialog.waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: 'Cancel' }).dispatchEvent('click');
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await desk.project()).documents.length, 1);
    await desk.close();
});

test('lists, menus and fields are there as they are drawn, and can be pressed and typed into', async () => {
    const desk = await world.desk({ query: '?sample' });
    await hasText(desk, 'OSTREVIK');
    const panels = desk.page.locator('#mirror section[aria-label=Panels]');
    const button = (name, options = {}) => panels.getByRole('button', { name, exact: true, ...options });
    await button('View').dispatchEvent('click');
    await button('Dark').waitFor({ state: 'attached' });
    assert.equal(await button('As the system').getAttribute('aria-pressed'), 'true');
    await button('Dark').dispatchEvent('click');
    await button('Dark').waitFor({ state: 'detached' });
    await button('View').dispatchEvent('click');
    await desk.page.waitForFunction(() => document.querySelector('#mirror [data-control="top.view:theme.dark 0"]')?.getAttribute('aria-pressed') === 'true');
    await button('View').dispatchEvent('click');

    const { documents: [{ title }] } = await desk.project();
    const field = panels.locator('[data-control="inspector.document.title 0"]');
    assert.equal(await field.textContent(), title);
    assert.equal(await field.evaluate((element) => element.previousSibling.textContent), 'Title');
    await field.focus();
    await desk.page.keyboard.press('Enter');  // the button's own: the keyboard is in the field now
    await desk.page.waitForFunction(() => document.activeElement.id === 'text');
    await desk.press('Control+a');
    await desk.type('Other costs');
    await desk.press('Enter');
    assert.equal((await desk.project()).documents[0].title, 'Other costs');

    await desk.call('command', 'view.entities');
    const row = panels.getByRole('button', { name: /^Ilse Okonjo/ }).first();
    await row.waitFor({ state: 'attached' });
    await row.focus();
    await row.press('Enter');
    await mirrored(desk, () => document.activeElement.textContent.startsWith('Ilse Okonjo'));
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('of a long text there is a part, and ways on from it; it never grows with the text', async () => {
    const line = 'The line will cost more, the mayor said on Thursday in Ostrevik.\n';
    const { desk } = await open(Array.from({ length: 4000 }, (_, i) => `${i}: ${line}`).join(''));
    const length = () => desk.page.evaluate(() => document.querySelector('#mirror article').textContent.length);
    assert.ok(await length() <= 40000);
    await inMirror(desk, 'button', 'Text after this').dispatchEvent('click');
    await hasText(desk, '700: The line');
    assert.ok(await length() <= 40000);
    await inMirror(desk, 'button', 'Earlier text').waitFor({ state: 'attached' });
    await desk.close();
});

test('what is there breaks no rule of accessible pages', async () => {
    const desk = await world.desk({ query: '?sample' });
    await hasText(desk, 'OSTREVIK');
    await desk.page.locator('#mirror mark').first().focus();
    await desk.settled();
    await desk.page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations, passes } = await desk.page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    assert.deepEqual(violations.map(({ id, help, nodes }) => [id, help, nodes[0].html.slice(0, 100)]), []);
    assert.ok(passes.length > 10);
    await desk.close();
});
