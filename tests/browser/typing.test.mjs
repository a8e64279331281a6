// Text as people type it: any keyboard layout, dead keys, input methods, the clipboard, a finger.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browserName } from './browsers.mjs';
import { inChromium, launch } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

// The sample with one span focused, and the keyboard in its note.
async function inNote()
{
    const desk = await world.desk({ query: '?sample' });
    await desk.settled();
    const { sets, documents } = await desk.project();
    const span = sets.find(({ document }) => document === documents[0].id).spans[0];
    const [box] = await desk.reveal(documents[0].id, ...span.at[0]);
    await desk.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await desk.settled();
    const { focused } = await desk.state();
    await desk.click('inspector.note');
    const note = async () => (await desk.spans()).find(({ id }) => id === focused).note ?? '';
    // A note is taken over when the field is left.
    const leave = async () => {
        const { x, y, height } = await desk.box('status.caret');
        await desk.page.mouse.click(x - 2, y + height / 2);
        await desk.settled();
    };
    return { desk, note, leave };
}

test('what is being typed when the page goes is there when it comes back', async () => {
    const { desk, note } = await inNote();
    const { focused } = await desk.state();
    await desk.type('Typed, not left');
    assert.equal(await note(), '');
    await desk.page.reload();
    await desk.call('ready');
    await desk.settled();
    const spans = (await desk.project()).sets.flatMap(({ spans }) => spans);
    assert.equal(spans.find(({ id }) => id === focused).note, 'Typed, not left');
    await desk.close();
});

inChromium('dead keys and keys beyond ASCII end up as text', async () => {
    const { desk, note, leave } = await inNote();
    assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'text');
    await desk.type('Cafe');
    await desk.page.keyboard.press('Backspace');
    const keys = await desk.context.newCDPSession(desk.page);
    // What a browser sends for the dead acute accent and the e after it.
    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Dead', code: 'BracketLeft', windowsVirtualKeyCode: 229 });
    await keys.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await keys.send('Input.insertText', { text: 'é' });
    await desk.page.keyboard.insertText(' Ünï – ژ');
    await desk.settled();
    await leave();
    assert.equal(await note(), 'Café Ünï – ژ');
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

inChromium('an input method shows its composition in place, and gives its text once', async () => {
    const { desk, note, leave } = await inNote();
    const keys = await desk.context.newCDPSession(desk.page);
    for (const text of ['か', 'かん', 'かんじ']) await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await desk.settled();
    const shown = await desk.page.evaluate(() => {
        const field = document.getElementById('text'), box = field.getBoundingClientRect();
        return { value: field.value, opacity: getComputedStyle(field).opacity, x: box.x, y: box.y };
    });
    const { x, y, width, height } = await desk.box('inspector.note');
    assert.equal(shown.value, 'かんじ');
    assert.equal(shown.opacity, '1');
    assert.ok(shown.x >= x - 4 && shown.x <= x + width && shown.y >= y - 12 && shown.y <= y + height, JSON.stringify(shown));
    assert.equal(await note(), '');
    await keys.send('Input.insertText', { text: '漢字' });
    await desk.settled();
    assert.equal(await desk.page.evaluate(() => getComputedStyle(document.getElementById('text')).opacity), '0');
    await leave();
    assert.equal(await note(), '漢字');
    await desk.close();
});

inChromium('copy, cut and paste go through the clipboard of the system', async () => {
    const { desk, note, leave } = await inNote();
    await desk.type('north and south');
    await desk.press('Control+a', 'Control+x');
    const clipboard = () => desk.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(await clipboard(), 'north and south');
    await desk.page.evaluate(() => navigator.clipboard.writeText('from elsewhere, ünï'));
    await desk.press('Control+v');
    await desk.type('!');
    await leave();
    assert.equal(await note(), 'from elsewhere, ünï!');

    const { document } = await desk.state();
    const { text } = (await desk.project()).documents.find(({ id }) => id === document);
    await desk.doubleClick(document, 0, 8);
    await desk.press('Control+c');
    const { selection } = await desk.state();
    assert.equal(await clipboard(), [...text].slice(...selection).join(''));
    await desk.close();
});

inChromium('a letter labels in any keyboard layout, and while an input method is on', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'a.txt', data: 'Ilse met Jonas in Bergen.\n' }]);
    await desk.settled();
    const { document } = await desk.state();
    const keys = await desk.context.newCDPSession(desk.page);
    // The key of a Latin P on a Russian keyboard.
    await desk.doubleClick(document, 0, 4);
    for (const type of ['keyDown', 'keyUp']) await keys.send('Input.dispatchKeyEvent', { type, key: 'з', code: 'KeyP', text: type === 'keyDown' ? 'з' : undefined, windowsVirtualKeyCode: 80 });
    await desk.settled();
    // A keyboard on which Q and A have changed places.
    await desk.doubleClick(document, 9, 14);
    for (const type of ['keyDown', 'keyUp']) await keys.send('Input.dispatchKeyEvent', { type, key: 'q', code: 'KeyA', text: type === 'keyDown' ? 'q' : undefined, windowsVirtualKeyCode: 81 });
    await desk.settled();
    assert.deepEqual((await desk.spans()).map(({ label, quote }) => [label, quote[0]]), [['PERSON', 'Ilse'], ['CUE', 'Jonas']]);
    assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'canvas', 'no text field, so no input method');
    await desk.close();
});

inChromium('the browser keeps its own keys', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.page.evaluate(() => {
        window.prevented = {};
        addEventListener('keydown', (event) => { window.prevented[event.key] = event.defaultPrevented; });
    });
    const press = (key, code, modifiers) => desk.page.evaluate(([k, c, m]) => {
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: k, code: c, ...m, bubbles: true, cancelable: true }));
        return window.prevented[k];
    }, [key, code, modifiers]);
    for (const [key, code, held] of [['r', 'KeyR', { ctrlKey: true }], ['I', 'KeyI', { ctrlKey: true, shiftKey: true }], ['F5', 'F5', {}],
        ['F12', 'F12', {}], ['t', 'KeyT', { ctrlKey: true }], ['l', 'KeyL', { ctrlKey: true }]])
        assert.equal(await press(key, code, held), false, key);
    for (const [key, code, held] of [['s', 'KeyS', { ctrlKey: true }], ['k', 'KeyK', { ctrlKey: true }], ['ArrowLeft', 'ArrowLeft', { altKey: true }],
        ['Tab', 'Tab', {}], ['Backspace', 'Backspace', {}]])
        assert.equal(await press(key, code, held), true, key);
    await desk.close();
});

test('the Enter of the number pad does what the other one does', async () => {
    const desk = await world.desk();
    await desk.page.evaluate(() => window.glossator.open([{ name: 'a.txt', data: 'The mayor said that the ferry would sail.\n' }]));
    await desk.settled();
    const { document } = await desk.state();
    const enter = browserName === 'firefox' ? 'Enter' : 'NumpadEnter';  // there the driver has no other
    const select = () => desk.call('select', document, 15, 40);
    await select();
    await desk.press(`Shift+${enter}`);
    assert.equal((await desk.call('find', 'proposal.take')).length, 1);
    await desk.press('Escape');
    await select();
    await desk.press(enter);  // the menu of labels
    await desk.type('claim');
    await desk.press(enter);
    assert.deepEqual((await desk.spans()).map(({ label }) => label), ['CLAIM']);
    const { status } = await desk.set();
    await desk.press(`Control+${enter}`);
    assert.notEqual((await desk.set()).status, status);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

inChromium('a finger taps, scrolls and selects', async () => {
    const desk = await world.desk({ query: '?sample', hasTouch: true });
    await desk.settled();
    const session = await desk.context.newCDPSession(desk.page);
    const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
    const { x, y, width, height } = await desk.box('reading');
    const middle = x + width / 2;
    await touch('touchStart', [middle, y + height - 60]);
    for (let i = 1; i <= 10; ++i) await touch('touchMove', [middle, y + height - 60 - 20 * i]);
    await touch('touchEnd');
    await desk.settled();
    const { top } = await desk.call('scroll');
    assert.ok(top > 150 && top <= 201, `${top} px`);

    const { document } = await desk.state();
    const { text } = (await desk.project()).documents.find(({ id }) => id === document);
    const at = text.indexOf('council');
    const [box] = await desk.reveal(document, at, at + 7);
    await touch('touchStart', [box.x + box.width / 2, box.y + box.height / 2]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await touch('touchEnd');
    await desk.settled();
    assert.equal([...text].slice(...(await desk.state()).selection).join(''), 'council');

    const menu = await desk.box('top.view');
    await desk.page.touchscreen.tap(menu.x + menu.width / 2, menu.y + menu.height / 2);
    await desk.settled();
    assert.ok((await desk.call('find', 'top.view.list')).length);
    await desk.close();
});

inChromium('on a phone a finger opens, drags and closes the sheet', async () => {
    const desk = await world.desk({ query: '?sample', hasTouch: true, viewport: { width: 390, height: 800 } });
    await desk.settled();
    const session = await desk.context.newCDPSession(desk.page);
    const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
    const middle = async (name) => {
        const { x, y, width, height } = await desk.box(name);
        return [x + width / 2, y + height / 2];
    };
    const drag = async ([x, from], to) => {
        await touch('touchStart', [x, from]);
        for (let i = 1; i <= 5; ++i) await touch('touchMove', [x, from + (to - from) * i / 5]);
        await touch('touchEnd');
        await desk.settled();
    };
    const shown = async (name) => (await desk.call('find', name)).length > 0;
    await desk.page.touchscreen.tap(...await middle('sheet.inspector'));
    await desk.settled();
    assert.ok(await shown('inspector'));
    const [x, y] = await middle('sheet.inspector');
    await drag([x, y], y - 120);
    assert.ok(Math.abs((await middle('sheet.inspector'))[1] - (y - 120)) < 8);
    await drag([x, y - 120], 780);
    assert.ok(!await shown('inspector'));
    await drag(await middle('sheet.inspector'), 400);
    assert.ok(await shown('inspector'));
    await desk.close();
});
