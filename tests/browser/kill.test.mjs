// The browser is killed while somebody works, again and again: every step that the page had called saved is there, and the chain of what is kept
// holds. GLOSSATOR_KILLS says how often.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { executablePath, flags } from './browsers.mjs';
import { dist } from './desk.mjs';
import { serve } from './server.mjs';

const kills = Number(process.env.GLOSSATOR_KILLS ?? 200), kAtOnce = 2;
let server;
before(async () => { server = await serve({ '/': dist }); });
after(() => server.close());

// Makes one entity after another as fast as it can, and tells which are saved; at times a project is opened, for a new snapshot. Runs in the page.
function work()
{
    const g = window.glossator;
    let made = g.project().entities.length;
    g.on('problem', ({ message }) => console.log(`problem ${message}`));
    console.log(`found ${g.project().entities.map(({ name }) => name).join(' ')}`);
    (async () => {
        for (;;) {
            for (let i = Math.random() * 4; i > 0; --i) await g.command('entity.create', { name: String(made++), type: '' });
            if (made % 20 === 0) {
                const data = JSON.stringify(g.project());
                await g.open([{ name: 'p.glossator.json', data }], { mode: 'replace' });
            }
            await g.settled();
            console.log(`saved ${made}`);
        }
    })();
}

// A browser of its own process group, on the same profile each time.
async function start(profile)
{
    const child = spawn(executablePath, [...flags, '--headless=new', `--user-data-dir=${profile}`, '--remote-debugging-port=0', '--window-size=800,600',
        'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await new Promise((resolve, reject) => {
        let said = '';
        child.stderr.on('data', (data) => {
            said += data;
            const found = /DevTools listening on (ws:\S+)/.exec(said);
            if (found) resolve(found[1]);
        });
        child.once('exit', () => reject(new Error(`the browser ended: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const page = browser.contexts()[0].pages()[0];
    return { child, browser, page };
}

// The whole group, and its end.
async function kill(child)
{
    const ended = child.exitCode !== null || child.signalCode !== null || new Promise((resolve) => child.once('exit', resolve));
    try { process.kill(-child.pid, 'SIGKILL'); } catch { /* it has ended */ }
    await ended;
}

// Starts on what is there, works, and kills; returns how many steps were saved. What is there and isn't shown is told apart from what is lost.
async function workAndKill(profile, round, saved)
{
    const { child, browser, page } = await start(profile);
    try {
        const problems = [];
        const found = new Promise((resolve) => page.on('console', (message) => {
            const [word, ...rest] = message.text().split(' ');
            if (word === 'found') resolve(rest.filter(Boolean));
            if (word === 'saved') saved = Math.max(saved, Number(rest[0]));
            if (word === 'problem') problems.push(rest.join(' '));
        }));
        await page.goto(server.url('/'));
        await page.evaluate(() => window.glossator.ready);
        const expected = saved;
        await page.evaluate(work);
        const names = await found;
        const at = names.length < expected ? await page.evaluate(() => JSON.stringify([performance.now(), window.glossator.state()])) : '';
        assert.ok(names.length >= expected, `round ${round}: ${expected} steps were saved, ${names.length} are there ${at}`);
        assert.deepEqual(names.map(Number).sort((a, b) => a - b), names.map((_, i) => i), `round ${round}`);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 500));
        assert.deepEqual(problems, [], `round ${round}`);
    } finally {
        await kill(child);
        await browser.close().catch(() => {});
    }
    return saved;
}

async function killAgainAndAgain(times)
{
    const profile = mkdtempSync(join(tmpdir(), 'glossator-kill-'));
    let saved = 0;
    for (let round = 0; round <= times; ++round) saved = await workAndKill(profile, round, saved);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    return saved;
}

test(`${kills} kills of the browser lose no saved step`, async () => {
    const share = Math.ceil(kills / kAtOnce);
    const saved = await Promise.all(Array.from({ length: kAtOnce }, () => killAgainAndAgain(share)));
    for (const count of saved) assert.ok(count > share, `${count} steps were saved in ${share} runs`);
});
