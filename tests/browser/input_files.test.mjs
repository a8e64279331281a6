// Files that are not as they should be: a sentence names file and place, and the open project stays as it was.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { launch } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

// A project file, changed.
const project = (change = () => {}) => {
    const text = 'Ilse Okonjo said so.\n';
    const value = {
        format: 'glossator', version: 1, offset_unit: 'codepoint',
        project: { id: 'p-1', title: 'One', description: '', language: 'en', guidelines: '' },
        schema: {
            labels: [{ id: 'PERSON', layer: 'entity', title: 'Person', color: '#1b9e77', key: 'p' }], attributes: [],
            attribution_attributes: [], document_attributes: [], relations: [], claim_relations: [],
        },
        annotators: [{ id: 'mira', name: 'Mira', kind: 'human' }],
        documents: [{
            id: 'd-1', name: 'a.txt', title: '', publisher: '', url: '', date: '', language: '', meta: {}, text,
            sha256: createHash('sha256').update(text).digest('hex'), length: { codepoints: 21, utf16: 21, bytes: 21 },
        }],
        entities: [], claims: [],
        sets: [{
            id: 't-1', document: 'd-1', by: 'mira', role: 'annotator', status: 'open', flags: [], attributes: {}, note: '',
            spans: [{ id: 's-1', label: 'PERSON', at: [[0, 11]], quote: ['Ilse Okonjo'], attributes: {} }],
            relations: [], attributions: [],
        }],
    };
    change(value);
    return JSON.stringify(value, null, 1);
};
const bytes = (...values) => ({ bytes: values });

const bad = [
    ['latin1.txt', bytes(0x43, 0x61, 0x66, 0xe9, 0x0a), /UTF-8/],
    ['cut.glossator.json', project().slice(0, 400), /line \d+, column \d+/],
    ['damaged.glossator.json', project().replace('"version": 1', '"version": 1,,'), /line \d+, column \d+/],
    ['outside.glossator.json', project((p) => { p.sets[0].spans[0].at = [[0, 2000]]; }), /line \d+, column \d+/],
    ['hash.glossator.json', project((p) => { p.documents[0].sha256 = '0'.repeat(64); }), /line \d+, column \d+/],
    ['twice.glossator.json', project((p) => p.sets[0].spans.push(p.sets[0].spans[0])), /s-1/],
    ['quote.glossator.json', project((p) => { p.sets[0].spans[0].quote = ['Somebody']; }), /line \d+, column \d+/],
    ['label.glossator.json', project((p) => { p.sets[0].spans[0].label = 'NOBODY'; }), /NOBODY/],
];

// `data` may be a string, { bytes } or { repeat, count }.
const open = (desk, name, data) => desk.page.evaluate(async ([file, content]) => {
    const value = typeof content === 'string' ? content
        : content.bytes ? Uint8Array.from(content.bytes) : content.repeat.repeat(content.count);
    return window.glossator.open([{ name: file, data: value }]);
}, [name, data]);

test('damaged files are refused with a sentence that names file and place', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'good.txt', data: 'Ilse Okonjo said so.\n' }]);
    await desk.settled();
    const before = await desk.exported();
    for (const [name, data, expected] of bad) {
        const { documents, problems } = await open(desk, name, data);
        assert.deepEqual(documents, [], name);
        assert.ok(problems.length > 0, name);
        assert.equal(problems[0].file, name);
        assert.match(problems[0].message, expected, name);
        assert.match(problems[0].message, /[.!?]$/, `${name}: ${problems[0].message}`);
        assert.equal(await desk.exported(), before, `${name} changed the project`);
    }
    assert.deepEqual((await open(desk, 'whole.glossator.json', project())).problems, []);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('empty files, byte order marks, CRLF and 50 MB of text', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'good.txt', data: 'Ilse Okonjo said so.\n' }]);
    const before = (await desk.project()).documents.length;

    const empty = await open(desk, 'empty.txt', '');
    if (empty.problems.length) assert.match(empty.problems[0].message, /empty|no text|nothing/i);
    const count = (await desk.project()).documents.length;

    await open(desk, 'marked.txt', bytes(0xef, 0xbb, 0xbf, 0x41, 0x0d, 0x0a, 0x42, 0x0d, 0x0a));
    const marked = (await desk.project()).documents.find(({ name }) => name === 'marked.txt');
    assert.equal(marked.text, 'A\r\nB\r\n');

    const large = await open(desk, 'large.txt', { repeat: 'A line of a very long text, over and over.\n', count: 1220000 });
    assert.equal(large.documents.length, 0);
    assert.match(large.problems[0].message, /32 Mi?B/);
    assert.equal((await desk.project()).documents.length, count + 1);
    assert.ok(count >= before);
    await desk.close();
});

test('of several files the readable ones are opened, and the others named', async () => {
    const desk = await world.desk();
    const { documents, problems } = await desk.page.evaluate(() => window.glossator.open([
        { name: 'one.txt', data: 'One.\n' }, { name: 'bad.txt', data: Uint8Array.of(0xff, 0xfe) }, new File(['Two.\n'], 'two.txt')]));
    assert.equal(documents.length, 2);
    assert.deepEqual(problems.map(({ file }) => file), ['bad.txt']);
    assert.equal(problems[0].offset, 0);
    await desk.close();
});

function crc32(data)
{
    let crc = ~0;
    for (const byte of data) {
        crc ^= byte;
        for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? (crc >>> 1) ^ 0xEDB88320 : crc >>> 1;
    }
    return ~crc >>> 0;
}

// A ZIP archive as other programs make it: deflated.
function zip(files)
{
    const number = (value, size) => { const out = Buffer.alloc(size); out.writeUIntLE(value, 0, size); return out; };
    const members = [], directory = [];
    let at = 0;
    for (const [name, text] of files) {
        const data = Buffer.from(text), packed = deflateRawSync(data);
        const common = Buffer.concat([number(20, 2), number(0, 2), number(8, 2), number(0x210000, 4), number(crc32(data), 4),
            number(packed.length, 4), number(data.length, 4), number(name.length, 2), number(0, 2)]);
        members.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed);
        directory.push(Buffer.from('PK\x01\x02'), number(20, 2), common, Buffer.alloc(10), number(at, 4), Buffer.from(name));
        at += 30 + name.length + packed.length;
    }
    const list = Buffer.concat(directory);
    return Buffer.concat([...members, list, Buffer.from('PK\x05\x06'), number(0, 4), number(files.length, 2), number(files.length, 2),
        number(list.length, 4), number(at, 4), number(0, 2)]);
}

const drop = (desk, name, data) => desk.page.evaluate(([file, values]) => {
    const files = new DataTransfer();
    files.items.add(new File([Uint8Array.from(values)], file));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
}, [name, [...data]]);
const shown = (desk, name) => desk.page.waitForFunction((control) => window.glossator.find(control).length > 0, name);

test('an archive of another tool shows first what it brings, its labels become ours, and one undo takes all of it back', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'good.txt', data: 'Ilse Okonjo said so.\n' }]);
    await desk.settled();
    const before = await desk.exported();
    const archive = zip([['day/a.txt', 'Ilse Okonjo spoke in Lyon.\n'],
        ['day/a.ann', 'T1\tPER 0 11\tIlse Okonjo\nT2\tTOWN 21 25\tLyon\nR1\tlives_in Arg1:T1 Arg2:T2\n']]);
    await drop(desk, 'work.zip', archive);
    await shown(desk, 'import.take');
    assert.equal(await desk.exported(), before);
    await desk.press('Escape');
    assert.deepEqual(await desk.call('find', 'import'), []);
    assert.equal(await desk.exported(), before);

    await drop(desk, 'work.zip', archive);
    await shown(desk, 'import.take');
    await desk.click('import.target:label:TOWN');
    await shown(desk, 'import.target:label:TOWN=left_out');
    await desk.click('import.target:label:TOWN=left_out');
    await desk.press('Enter');
    await desk.page.waitForFunction(() => window.glossator.project().documents.length === 2);
    const { schema, sets } = await desk.project();
    const spans = sets.flatMap((set) => set.spans);
    assert.deepEqual(spans.map(({ quote }) => quote), [['Ilse Okonjo']]);
    const { title, layer } = schema.labels.find(({ id }) => id === spans[0].label);
    assert.deepEqual([title, layer], ['Person', 'entity']);
    assert.ok(!schema.labels.some(({ id }) => ['PER', 'TOWN'].includes(id)));
    await desk.press('Control+z');
    assert.equal(await desk.exported(), before);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});
