// Finding, by real keys and mouse: in one article, in all, in any script; labels for all hits; the wheel that makes text bigger.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { article, articles, launch, noCorpus, slice } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

async function withTexts(...texts)
{
    const desk = await world.desk();
    await desk.call('open', texts.map((data, i) => ({ name: `${i + 1}.txt`, data })), { mode: 'replace' });
    await desk.settled();
    return desk;
}

// What is selected, as text.
async function selected(desk)
{
    const { document, selection } = await desk.state();
    const { text } = (await desk.project()).documents.find(({ id }) => id === document);
    return slice(text, ...selection);
}

test('what is typed is found at once; Enter, F3 and their opposites go from hit to hit; a label key labels the hit', async () => {
    const desk = await withTexts('A ferry, a Ferry’s bell.', 'One more ferry.');
    await desk.press('Control+f');
    await desk.type('ferry');
    assert.equal(await selected(desk), 'ferry');
    assert.deepEqual((await desk.state()).selection, [2, 7]);
    await desk.press('Enter');
    assert.equal(await selected(desk), 'Ferry');
    await desk.press('F3');
    assert.deepEqual((await desk.state()).selection, [9, 14]);
    await desk.press('Shift+Enter');
    assert.equal(await selected(desk), 'Ferry');
    await desk.press('Escape');
    await desk.press('p');
    assert.deepEqual((await desk.spans()).map(({ label, quote }) => [label, ...quote]), [['PERSON', 'Ferry']]);
    await desk.close();
});

test('all hits get a label in one step, by mouse', async () => {
    const desk = await withTexts('A ferry, a Ferry’s bell.', 'One more ferry.');
    await desk.press('Control+f');
    await desk.type('ferry');
    await desk.click('find.label');
    await desk.click('find.scope=All: 3');
    await desk.click('find.label=PERSON');
    const quotes = (await desk.project()).sets.flatMap(({ spans }) => spans.flatMap(({ quote }) => quote));
    assert.deepEqual(quotes.sort(), ['Ferry', 'ferry', 'ferry']);
    assert.equal((await desk.state()).undo, 'Label Person 3 times');
    await desk.close();
});

test('text of another script is typed, found and selected by code points', async () => {
    const text = 'The minister said: وزیراعظم نے کہا۔ Then وزیراعظم left. 😀 ไทย';
    const desk = await withTexts(text);
    await desk.press('Control+f');
    await desk.page.keyboard.insertText('وزیراعظم');
    await desk.settled();
    assert.equal(await selected(desk), 'وزیراعظم');
    const [start] = (await desk.state()).selection;
    assert.equal(start, [...text.slice(0, text.indexOf('وزیراعظم'))].length);
    const hits = await desk.call('command', 'search.run', { query: '\\p{Thai}+', regex: true });
    assert.equal(slice(text, hits[0].start, hits[0].end), 'ไทย');
    await desk.close();
});

test('hits in the articles are those that JavaScript finds', { skip: noCorpus }, async () => {
    const texts = articles().map(article);
    const desk = await withTexts(...texts);
    const { documents } = await desk.project();
    for (const [query, options, expression] of [
        ['said', {}, /said/gi], ['said', { whole_words: true, match_case: true }, /\bsaid\b/g],
        ['[A-Z]\\w+ [A-Z]\\w+', { regex: true, match_case: true }, /[A-Z][\p{L}\p{M}\p{Nd}_]+ [A-Z][\p{L}\p{M}\p{Nd}_]+/gu],
        ['\\d+', { regex: true }, /\d+/g], ['“[^”]+”', { regex: true }, /“[^”]+”/g],
    ]) {
        const hits = await desk.call('command', 'search.run', { query, ...options });
        const expected = documents.flatMap(({ id, text }) => [...text.matchAll(expression)].map((match) => {
            const start = [...text.slice(0, match.index)].length;
            return { document: id, start, end: start + [...match[0]].length };
        }));
        assert.deepEqual(hits, expected, query);
    }
    await desk.close();
});

test('Ctrl and the wheel make the text bigger and smaller, and leave the page as it is', async () => {
    const desk = await withTexts('Some words to look at.');
    const width = async () => (await desk.call('locate', 'd-1', 0, 4))[0].width;
    const before = await width();
    const { x, y } = (await desk.call('locate', 'd-1', 0, 4))[0];
    await desk.page.mouse.move(x + 5, y + 5);
    await desk.page.keyboard.down('Control');
    await desk.page.mouse.wheel(0, -240);
    await desk.page.keyboard.up('Control');
    await desk.settled();
    assert.ok(await width() > before);
    await desk.close();
});
