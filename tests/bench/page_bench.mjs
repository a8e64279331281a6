// The table of speed, size and memory: what was measured natively (--native FILE), and the page in headless Chromium with the files of
// `glossator_bench --write FOLDER` (--files FOLDER), each beside a plain page with the same text and marks. Prints Markdown; --json FILE. --only NAME: the documents whose names hold that.
//
// What has to hold are the times of our own code: until the tool has handed its drawing to WebGL, the waiting in WebGL left out ("drawn").
// Until the browser has taken the frame over ("painted") the graphics process has its say, which here is a program on the same cores. The
// plain page's times are "painted".
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { corpus, dist, launch, noCorpus } from '../browser/desk.mjs';
import { Hand, kActions, withoutAnnotation } from '../browser/gold_hand.mjs';
import { fetchFile, openFile, openPlainly, watch } from './pages.mjs';

const kSizes = [['5k', '5 kB, 60 spans', Infinity], ['100k', '100 kB, 2,000 spans', Infinity], ['1m', '1 MB, 20,000 spans', 150], ['10m', '10 MB, 200,000 spans', 400]];
const kScripts = [['latin', ''], ['mixed', ', mixed scripts']];
const kBad = ['long-line', 'long-word', 'marks', 'bidi', 'nested', 'stacked'];
const kRuns = 5, kPresses = 24, kIdleS = 3;

const option = (name) => process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : '';
const files = option('--files');
const rows = [];
const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))];
const median = (values) => at(values, 0.5);
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const mb = (value) => `${(value / 1e6).toFixed(1)} MB`;
const number = (value) => Math.round(value).toLocaleString('en');

// `aim` and `measured` are numbers that `show` makes readable; without an aim nothing has to hold.
function row(what, { document = '', aim = Infinity, measured, show = ms, more = '', reference = '', ...rest })
{
    const holds = aim === Infinity ? null : measured <= aim;
    rows.push({ what, document, aim: aim === Infinity ? null : aim, measured, holds, reference, ...rest });
    console.log(`| ${what} | ${document} | ${holds === null ? '' : `≤ ${show(aim)}`} | ${show(measured)}${more && ` (${more})`} | ${reference} | ${
        holds === null ? '' : holds ? 'yes' : '**no**'} |`);
}

// What was measured of core, without a browser.
function nativeRows()
{
    for (const { what, document, median_ms, reference, reference_ms } of JSON.parse(readFileSync(option('--native'))).native)
        row(`native: ${what}`, {
            document, measured: median_ms, show: (value) => `${value.toPrecision(3)} ms`,
            reference: reference && `${reference}: ${reference_ms.toPrecision(3)} ms`,
        });
}

// What a page that was never open before asks for until the first article can be marked.
async function transfer(world)
{
    const desk = await world.desk();
    const asked = new Set(desk.requests.map((each) => new URL(each).pathname.replace('/tools/glossator/', '') || 'index.html'));
    const bytes = [...asked].filter((path) => !path.startsWith('sample/'))
        .reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path)), { level: 9 }).length, 0);
    row('transferred before the first article, gzipped', { aim: 600e3, measured: bytes, show: (value) => `${number(value / 1e3)} kB` });
    await desk.close();
}

// From the navigation to the painted sample, in a browser that has been there before.
async function start(world)
{
    const profile = mkdtempSync(join(tmpdir(), 'glossator-bench-'));
    const context = await world.persistent(profile);
    await context.addInitScript(watch);
    const opened = [];
    let waits = 0;
    for (let i = 0; i < 3 + 2 * kRuns; ++i) {
        const page = await context.newPage();
        await page.goto(world.server.url('/cached/?sample'));
        const times = await (await page.waitForFunction(() => window.bench.opened?.painted && window.bench.opened)).jsonValue();
        if (i >= 3) opened.push(times);
        await page.evaluate(() => window.glossator.settled());
        waits += await waitsForLater(page);
        await page.evaluate(() => indexedDB.databases().then((all) => all.forEach(({ name }) => indexedDB.deleteDatabase(name))));
        await page.close();
    }
    await context.close();
    rmSync(profile, { recursive: true, force: true });
    row(`first article: waits for the later file, of ${3 + 2 * kRuns}`, { aim: 0, measured: waits, show: number });
    row('page opened to first article drawn, warm cache', {
        aim: 300, measured: median(opened.map((each) => each.drawn)), more: `painted ${ms(median(opened.map((each) => each.painted)))}` });
}

// How often the page had to wait for what comes later: it then asks for it at once.
const waitsForLater = (page) => page.evaluate(() => performance.getEntriesByType('resource')
    .filter(({ initiatorType, name }) => initiatorType === 'xmlhttprequest' && name.includes('later')).length);

async function deskWith(world, name)
{
    const desk = await world.desk({ init: watch });
    await desk.page.evaluate(fetchFile, `/bench/${name}.glossator.json`);
    return desk;
}

async function plainly(world, name)
{
    const context = await world.browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(watch);
    const page = await context.newPage();
    await page.goto(world.server.url('/bench/empty.html'));
    await page.evaluate(fetchFile, `/bench/${name}.glossator.json`);
    const result = await page.evaluate(openPlainly);
    await context.close();
    return result;
}

async function open(world, size, document, aim)
{
    const results = [], plain = [];
    let waits = 0;
    for (let i = 0; i < kRuns; ++i) {
        const desk = await deskWith(world, size);
        results.push(await desk.page.evaluate(openFile));
        waits += await waitsForLater(desk.page);
        await desk.close();
    }
    for (let i = 0; i < (size.startsWith('10m') ? 1 : 3); ++i) plain.push(await plainly(world, size));
    const middle = (of) => median(results.map(of));
    const part = (name) => `${name} ${ms(middle(({ own }) => own[name]))}`;
    const reference = plain[0];
    row('open: bytes to article drawn', {
        document, aim, measured: middle((each) => each.drawn),
        more: ['parse', 'index', 'layout', 'paint'].map(part).join(', ') + `; painted ${ms(middle((each) => each.painted))}, kept after ${ms(middle((each) => each.kept))}`,
        reference: `plain page ${ms(median(plain.map((each) => each.painted)))}`, runs: results,
    });
    const { wasm_bytes, empty_bytes, text_bytes, spans } = results[0];
    row('memory that opening took', {
        document, aim: 6 * text_bytes + 200 * spans, measured: wasm_bytes - empty_bytes, show: mb, more: `in all ${mb(wasm_bytes)}`,
        reference: `plain page, only JavaScript's: ${mb(reference.heap)}` });
    row(`opened at the start: waits for the later file, of ${kRuns}`, { document, measured: waits, show: number });
    row('longest frame while opening and keeping', { document, measured: middle((each) => each.longest) });
    return reference;
}

// The frames drawn while `act` runs.
async function framesDuring(desk, act)
{
    await desk.settled();
    await desk.page.evaluate(() => { window.bench.frames.length = 0; });
    await act();
    await desk.settled();
    return desk.page.evaluate(() => window.bench.frames);
}

async function scroll(desk)
{
    const { x, y, width, height } = await desk.box('reading');
    await desk.page.mouse.move(x + width / 2, y + height / 2);
    for (const turn of [120, 120, 120, 400, 400, -120, -120, 4000, 4000, -400]) {
        for (let i = 0; i < 4; ++i) {
            await desk.page.mouse.wheel(0, turn);
            await desk.page.evaluate(() => window.bench.nextFrame());
        }
    }
}

async function type(desk)
{
    await desk.call('command', 'view.show', { name: 'palette' });
    await desk.type('next article');
    await desk.page.keyboard.press('Escape');
}

async function frames(desk, document)
{
    await scroll(desk);  // what is shaped once is shaped
    for (const [what, act] of [['scrolling', scroll], ['typing', type]]) {
        const times = await framesDuring(desk, () => act(desk));
        row(`one frame, ${what}`, {
            document, aim: 4, measured: median(times), more: `p95 ${ms(at(times, 0.95))}, longest ${ms(Math.max(...times))}, ${times.length} frames` });
    }
}

// Presses the key again and again, each time after `before`. A press that changes nothing (the span is there already) isn't counted.
async function presses(desk, key, count, before)
{
    await desk.page.evaluate(() => { window.bench.presses = []; });
    for (let i = 0; i < count; ++i) {
        await before(i);
        await desk.settled();
        await desk.page.keyboard.press(key);
        await desk.settled();
        await desk.page.evaluate(() => window.bench.nextTask());
    }
    const times = await desk.page.evaluate(() => window.bench.presses);
    if (times.length < count / 2) throw new Error(`Only ${times.length} of ${count} presses of ${key} changed something.`);
    return times;
}

async function edits(desk, document, reference)
{
    const { text_bytes } = await desk.call('stats');
    const place = (i) => Math.floor(text_bytes / 2 * (i + 0.5) / kPresses);
    const report = (what, times) => row(what, {
        document, aim: 16, measured: median(times.map((each) => each.drawn)),
        more: `p95 ${ms(at(times.map((each) => each.drawn), 0.95))}, painted ${ms(median(times.map((each) => each.painted)))}`,
        reference: `plain page ${ms(reference.marked)}`,
    });
    report('label a word: key to drawn', await presses(desk, 'q', kPresses, (i) => desk.call('select', 'd-1', place(i), place(i) + 5)));
    report('undo it: key to drawn', await presses(desk, 'Control+z', (await desk.state()).steps, async () => {}));
}

async function idle(desk, document)
{
    const session = await desk.context.newCDPSession(desk.page);
    await session.send('Performance.enable');
    const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
    await desk.settled();
    await desk.page.waitForTimeout(1000);
    const [before, drawn] = [await busy(), (await desk.call('stats')).frames];
    await desk.page.waitForTimeout(1000 * kIdleS);
    const [after, drawnAfter] = [await busy(), (await desk.call('stats')).frames];
    row(`frames drawn in ${kIdleS} idle seconds`, {
        document, aim: 0, measured: drawnAfter - drawn, show: number, more: `the page's thread busy ${(100 * (after - before) / kIdleS).toFixed(2)} %` });
}

// Many articles: each view while it is made and then scrolled.
async function newsroom(world)
{
    const desk = await deskWith(world, 'newsroom');
    const { spans, painted } = await desk.page.evaluate(openFile);
    const document = `1,000 articles of 5 kB, ${number(spans)} spans`;
    row('open: bytes to article drawn', { document, measured: painted });
    const center = { x: 640, y: 420 };
    for (const view of ['reading', 'coverage', 'attributions', 'timeline', 'statistics', 'entities', 'claims']) {
        const made = await framesDuring(desk, () => desk.call('command', 'view.show', { name: view }));
        const times = await framesDuring(desk, async () => {
            await desk.page.mouse.move(center.x, center.y);
            for (const turn of [120, 120, 400, 400, 4000, 4000, -120, -400, -4000]) {
                await desk.page.mouse.wheel(0, turn);
                await desk.page.evaluate(() => window.bench.nextFrame());
            }
        });
        row(`one frame, ${view}`, { document, aim: 4, measured: median(times),
            more: `p95 ${ms(at(times, 0.95))}, longest ${ms(Math.max(...times))}; while it is made ${made.length} frames, longest ${
                ms(Math.max(0, ...made))}` });
    }
    await desk.close();
}

// What annotating costs: actions of mouse and keyboard by which an article is made as the gold has it.
async function actions(world)
{
    if (noCorpus) return console.log(`No actions were counted: ${noCorpus}.`);
    const gold = JSON.parse(readFileSync(join(corpus, 'gold.glossator.json'), 'utf8'));
    const set = gold.sets.find((each) => each.attributions.length === 10);
    const desk = await world.desk();
    await desk.call('open', [{ name: 'gold.glossator.json', data: JSON.stringify(withoutAnnotation(gold, set.document)) }], { mode: 'replace' });
    await desk.settled();
    await desk.click(`document:${set.document}`);
    const counts = await new Hand(desk, gold, set).rebuild();
    for (const [kind, { times, actions: count }] of counts)
        row(`actions for a ${kind}`, { document: 'a real article', aim: kActions[kind] ?? Infinity, measured: count / times,
            show: (value) => value.toFixed(2), more: `${times} of them` });
    await desk.close();
}

async function bad(world, name)
{
    const desk = await deskWith(world, `bad-${name}`);
    const { painted, spans } = await desk.page.evaluate(openFile);
    const { documents: [{ length }] } = JSON.parse(readFileSync(join(files, `bad-${name}.glossator.json`)));
    const middle = length.codepoints >> 1;
    const longest = {};
    const act = async (what, does) => { longest[what] = Math.max(0, ...await framesDuring(desk, does)); };
    await act('scroll', () => scroll(desk));
    await act('select', () => desk.call('select', 'd-1', middle, middle + 4));
    await act('word', () => desk.press('Control+Shift+ArrowRight', 'Control+Shift+ArrowRight'));
    await act('label', () => desk.press('q'));
    await act('undo', () => desk.press('Control+z'));
    row('bad input: longest frame', {
        document: name, aim: 100, measured: Math.max(...Object.values(longest)),
        more: Object.entries(longest).map(([what, value]) => `${what} ${ms(value)}`).join(', ') + `; open ${ms(painted)}`, spans });
    await desk.close();
}

console.log('| what | document | aim | measured | reference | holds |\n|---|---|---|---|---|---|');
if (option('--native')) nativeRows();
writeFileSync(join(files, 'empty.html'), '<!DOCTYPE html><meta charset="utf-8"><title>Plain</title>');
const world = await launch({ '/bench/': files }, ['--enable-precise-memory-info']);
try {
    await transfer(world);
    await start(world);
    for (const [size, words, aim] of kSizes) {
        for (const [scripts, more] of kScripts) {
            if (!`${size}-${scripts}`.includes(option('--only'))) continue;
            const reference = await open(world, `${size}-${scripts}`, words + more, aim);
            if (size === '5k' || size === '1m') continue;
            const desk = await deskWith(world, `${size}-${scripts}`);
            await desk.page.evaluate(openFile);
            await frames(desk, words + more);
            await edits(desk, words + more, reference);
            if (size === '10m') await idle(desk, words + more);
            await desk.close();
        }
    }
    if ('newsroom'.includes(option('--only'))) await newsroom(world);
    if ('actions'.includes(option('--only'))) await actions(world);
    for (const name of kBad) if (`bad-${name}`.includes(option('--only'))) await bad(world, name);
} finally {
    await world.close();
}
if (option('--json')) writeFileSync(option('--json'), JSON.stringify({ rows }, null, 1) + '\n');
