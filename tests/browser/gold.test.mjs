// The gold annotation of real articles: everything in it is shown, and nothing of it is lost by reading and writing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { corpus, launch, noCorpus } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const kGold = 'gold.glossator.json';
const readGold = () => readFileSync(join(corpus, kGold), 'utf8');

// A JSON value without what carries no meaning: the order of keys and of records, absent values written as empty ones, and what the
// writer computes.
function meaning(value, key)
{
    if (Array.isArray(value)) {
        const items = value.map((item) => meaning(item));
        const records = items.every((item) => item && typeof item === 'object' && !Array.isArray(item) && 'id' in item);
        return records && key !== 'labels' && key !== 'attributes' && key !== 'documents'
            ? items.sort((a, b) => a.id < b.id ? -1 : 1) : items;
    }
    if (!value || typeof value !== 'object') return value;
    const computed = new Set(['generator', 'sha256', 'length']);
    const empty = (each) => each === '' || each === null || (Array.isArray(each) && !each.length) ||
        (typeof each === 'object' && !Array.isArray(each) && !Object.keys(each).length);
    const members = Object.entries(value).filter(([name]) => !computed.has(name)).map(([name, each]) => [name, meaning(each, name)]);
    return Object.fromEntries(members.filter(([, each]) => !empty(each)).sort(([a], [b]) => a < b ? -1 : 1));
}

async function openFile(desk, name, text)
{
    const { problems } = await desk.call('open', [{ name, data: text }], { mode: 'replace' });
    assert.deepEqual(problems, []);
    await desk.settled();
}

test('the gold file is read and written without a change of meaning, and then byte for byte', { skip: noCorpus }, async () => {
    const desk = await world.desk();
    await openFile(desk, kGold, readGold());
    const first = await desk.exported();
    assert.deepEqual(meaning(JSON.parse(first)), meaning(JSON.parse(readGold())));

    await openFile(desk, kGold, first);
    const second = await desk.exported();
    assert.equal(second, first);

    await openFile(desk, 'gold.glossator.jsonl', await desk.exported('glossator-jsonl'));
    assert.equal(await desk.exported(), first);
    await desk.close();
});

test('every span of the gold file can be scrolled to and is painted', { skip: noCorpus }, async () => {
    const desk = await world.desk();
    await openFile(desk, kGold, readGold());
    const { sets } = await desk.project();
    for (const { document, spans } of sets) {
        await desk.click(`document:${document}`);
        await desk.call('select', document, 0, 0);
        await desk.settled();
        const waiting = new Map(spans.flatMap(({ id, at }) => at.map((range, i) => [`${id}/${i}`, range])));
        for (let turn = 0; turn < 100 && waiting.size; ++turn) {
            const places = [...waiting];
            const boxes = await desk.page.evaluate(
                ([id, ranges]) => ranges.map(([start, end]) => window.glossator.locate(id, start, end)),
                [document, places.map(([, range]) => range)]);
            boxes.forEach((found, i) => {
                const real = found.filter(({ width, height }) => width > 0.5 && height > 4);
                if (real.length) waiting.delete(places[i][0]);
            });
            const reading = await desk.box('reading');
            await desk.page.mouse.move(reading.x + reading.width / 2, reading.y + reading.height / 2);
            await desk.page.mouse.wheel(0, 300);
            await desk.settled();
        }
        assert.deepEqual([...waiting.keys()], [], `${document}: spans that were never painted`);
    }
    await desk.close();
});

test('a click focuses the smallest span there, a second click the next larger one', { skip: noCorpus }, async () => {
    const desk = await world.desk();
    await openFile(desk, kGold, readGold());
    const { document } = await desk.state();
    const { spans } = (await desk.project()).sets.find((set) => set.document === document);
    const outer = spans.find((span) => span.label === 'Claim' && span.at.length === 1 && spans.some((other) => inside(other, span)));
    const covering = ([start, end]) => spans.filter((span) => span.at.some(([s, e]) => s <= start && e >= end));
    const inner = spans.filter((other) => inside(other, outer)).sort((a, b) => size(a) - size(b))[0];
    const [box] = await desk.reveal(document, ...inner.at[0]);
    const middle = [box.x + box.width / 2, box.y + box.height / 2];
    const seen = new Set();
    for (let i = 0; i < covering(inner.at[0]).length; ++i) {
        await desk.page.mouse.click(...middle);
        await desk.settled();
        const { focused } = await desk.state();
        if (i === 0) assert.equal(focused, inner.id);
        seen.add(focused);
        await new Promise((resolve) => setTimeout(resolve, 400));  // not a double click
    }
    assert.deepEqual([...seen].sort(), covering(inner.at[0]).map(({ id }) => id).sort());
    await desk.close();
});

const size = ({ at }) => at.reduce((sum, [start, end]) => sum + end - start, 0);
function inside(span, outer)
{
    const [[start, end]] = outer.at;
    return span !== outer && span.at.length === 1 && span.at[0][0] > start && span.at[0][1] < end;
}
