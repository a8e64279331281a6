// From the press of a label's key to the painted span, in an article of 100 kB with 2,000 spans: a Markdown row, and JSON with --json FILE.
// Counted from the browser's own time stamp of the key event to the end of the frame that shows the span, and to the next task of the
// page, which comes after the browser has taken the frame over (with software rendering, that is most of it).
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { launch } from '../browser/desk.mjs';

const kPresses = 60, kBytes = 100_000, kSpans = 2_000, kBoundMs = 16;

// Plain paragraphs, a span on every few words.
function generate()
{
    const words = 'the ferry line to the island will cost more than was planned and open before winter said the mayor'.split(' ');
    let text = '', seed = 1;
    while (text.length < kBytes) {
        seed = (seed * 48271) % 2147483647;
        text += words[seed % words.length] + (seed % 97 === 0 ? '.\n\n' : ' ');
    }
    const starts = [...text.matchAll(/\b[a-z]+ [a-z]+\b/g)].filter((_, i, all) => i % Math.floor(all.length / kSpans) === 0).slice(0, kSpans);
    const labels = ['PERSON', 'ORG', 'CLAIM'];
    const spans = starts.map((match, i) => ({
        id: `s-${i + 1}`, label: labels[i % labels.length], at: [[match.index, match.index + match[0].length]], quote: [match[0]], attributes: {},
    }));
    const label = (id, layer, title, color, key) => ({ id, layer, title, color, key });
    return JSON.stringify({
        format: 'glossator', version: 1, offset_unit: 'codepoint',
        project: { id: 'p-1', title: 'Bench', description: '', language: 'en', guidelines: '' },
        schema: {
            labels: [label('PERSON', 'entity', 'Person', '#1b9e77', 'p'), label('ORG', 'entity', 'Organisation', '#d95f02', 'o'),
                label('CLAIM', 'claim', 'Claim', '#7570b3', 'c'), label('CUE', 'attribution', 'Cue', '#e7298a', 'q')],
            attributes: [], attribution_attributes: [], document_attributes: [], relations: [], claim_relations: [],
        },
        annotators: [{ id: 'me', name: 'Me', kind: 'human' }],
        documents: [{
            id: 'd-1', name: 'bench.txt', title: '', publisher: '', url: '', date: '', language: 'en', meta: {}, text,
            sha256: createHash('sha256').update(text).digest('hex'), length: { codepoints: text.length, utf16: text.length, bytes: text.length },
        }],
        entities: [], claims: [],
        sets: [{ id: 't-1', document: 'd-1', by: 'me', role: 'annotator', status: 'open', flags: [], attributes: {}, note: '', spans, relations: [], attributions: [] }],
    });
}

// In the page: for each press of Q, both times.
function watch()
{
    window.times = [];
    const channel = new MessageChannel();
    let pressed = 0;
    addEventListener('keydown', (event) => { pressed = event.timeStamp; }, true);
    window.glossator.on('change', () => {  // comes at the end of the frame
        const since = pressed;
        pressed = 0;
        if (since) channel.port2.postMessage({ since, drawn: performance.now() - since });
    });
    channel.port1.onmessage = ({ data }) => window.times.push({ drawn: data.drawn, taken: performance.now() - data.since });
}

const world = await launch();
const desk = await world.desk();
const project = generate();
const { problems } = await desk.call('open', [{ name: 'bench.glossator.json', data: project }], { mode: 'replace' });
if (problems.length) throw new Error(problems[0].message);
await desk.settled();
await desk.page.evaluate(watch);
const { text } = (await desk.project()).documents[0];
const words = [...text.matchAll(/[a-z]+/g)];
for (let i = 0; i < kPresses; ++i) {
    const word = words[Math.floor(words.length * (i + 0.5) / kPresses)];
    await desk.call('select', 'd-1', word.index, word.index + word[0].length);
    await desk.settled();
    await desk.page.keyboard.press('q');
    await desk.page.waitForFunction((count) => window.times.length === count, i + 1);
    await desk.settled();
}
const times = await desk.page.evaluate(() => window.times);
const stats = await desk.call('stats');
await world.close();

const at = (what, share) => times.map((each) => each[what]).sort((a, b) => a - b)[Math.floor(share * (times.length - 1))];
const result = {
    name: 'key to painted, 100 kB, 2,000 spans', bound_ms: kBoundMs, median_ms: at('drawn', 0.5), p95_ms: at('drawn', 0.95),
    taken_median_ms: at('taken', 0.5), taken_p95_ms: at('taken', 0.95), frame_ms: stats.frame_ms,
};
const ms = (value) => `${value.toFixed(1)} ms`;
console.log(`| ${result.name} | median ${ms(result.median_ms)}, p95 ${ms(result.p95_ms)}; ` +
    `taken over ${ms(result.taken_median_ms)}, ${ms(result.taken_p95_ms)} | ≤ ${kBoundMs} ms |`);
const json = process.argv.indexOf('--json');
if (json > 0) writeFileSync(process.argv[json + 1], JSON.stringify(result, null, 1) + '\n');
