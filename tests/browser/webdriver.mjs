// WebKit as WebKitGTK's WebDriver drives it, with the part of Playwright's interface that the tests use. The driver tells neither of requests
// nor of what the console says: both are asked of the page itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const kLook = 30;  // ms
const kPatience = 30000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// WebDriver's characters for keys that type none.
const keyCodes = {
    Backspace: '\uE003', Tab: '\uE004', Enter: '\uE006', NumpadEnter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A',
    Escape: '\uE00C', Space: ' ', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011', ArrowLeft: '\uE012', ArrowUp: '\uE013',
    ArrowRight: '\uE014', ArrowDown: '\uE015', Insert: '\uE016', Delete: '\uE017', Meta: '\uE03D',
    ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`F${i + 1}`, String.fromCharCode(0xE031 + i)])),
};
function keyOf(name)
{
    const key = keyCodes[name] ?? name;
    if ([...key].length !== 1) throw new Error(`There is no key ${name}.`);
    return key;
}

async function freePort()
{
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    await new Promise((resolve) => { server.close(resolve); });
    return port;
}

async function ask(base, method, path, body)
{
    const response = await fetch(base + path, { method, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path.replace(/^\/session\/[^/]*/, '')}: ${value.error}: ${value.message}`);
    return value;
}

export async function launchWebKit(driver, binary, env)
{
    const contexts = new Set();
    return {
        newContext: async (options) => {
            const context = await Context.start(driver, binary, env, options);
            contexts.add(context);
            return context;
        },
        close: async () => { for (const context of contexts) await context.close(); },
    };
}

class Emitter {
    #listeners = [];
    on(event, listener) { this.#listeners.push([event, listener]); }
    emit(event, detail) { for (const [each, listener] of this.#listeners) if (each === event) listener(detail); }
}

// A browser of its own that keeps nothing longer than it runs.
class Context extends Emitter {
    #running = Promise.resolve();
    #current;  // the window that commands go to
    #closed = false;

    static async start(driver, binary, env, { viewport })
    {
        const context = new Context(), port = await freePort();
        context.viewport = viewport;
        context.process = spawn(driver, [`--port=${port}`], { env, stdio: 'ignore' });
        context.stop = () => context.process.kill();
        process.on('exit', context.stop);
        const base = `http://127.0.0.1:${port}`, alwaysMatch = { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
        for (const end = Date.now() + kPatience; !await ask(base, 'GET', '/status').catch(() => null);) {
            if (Date.now() > end) throw new Error('WebKitWebDriver does not answer');
            await pause(kLook);
        }
        const { sessionId } = await ask(base, 'POST', '/session', { capabilities: { alwaysMatch } });
        context.base = `${base}/session/${sessionId}`;
        await context.command('POST', '/timeouts', { script: kPatience, pageLoad: kPatience });
        return context;
    }

    command(method, path, body) { return ask(this.base, method, path, body); }

    // The commands of `work` go to one window; others wait meanwhile.
    in(handle, work)
    {
        const turn = this.#running.then(async () => {
            if (handle !== this.#current) await this.command('POST', '/window', { handle });
            this.#current = handle;
            return work();
        });
        this.#running = turn.catch(() => {});
        return turn;
    }
    forget() { this.#current = undefined; }

    async newPage()
    {
        const [first] = await this.command('GET', '/window/handles');
        const handle = this.opened ? (await this.in(first, () => this.command('POST', '/window/new', { type: 'window' }))).handle : first;
        this.opened = true;
        const page = new Page(this, handle);
        await page.bringToFront();
        await page.fitWindow();
        return page;
    }

    async close()
    {
        if (this.#closed) return;
        this.#closed = true;
        await this.#running;
        await this.command('DELETE', '').catch(() => {});
        this.stop();
        process.off('exit', this.stop);
    }
}

class Page extends Emitter {
    constructor(context, handle)
    {
        super();
        Object.assign(this, { context, handle, keyboard: new Keyboard(this), mouse: new Mouse(this) });
    }

    command(method, path, body) { return this.context.in(this.handle, () => this.context.command(method, path, body)); }
    perform(...sources) { return this.command('POST', '/actions', { actions: sources }); }
    bringToFront() { return this.context.in(this.handle, () => {}); }

    async goto(url)
    {
        await this.tellRequests();
        await this.command('POST', '/url', { url });
        await this.listen();
    }
    async reload()
    {
        await this.tellRequests();
        await this.command('POST', '/refresh');
        await this.listen();
    }
    async close()
    {
        await this.tellRequests();
        await this.command('DELETE', '/window');
        this.context.forget();
    }
    addInitScript() { throw new Error('WebDriver runs no script before those of the page.'); }

    // A page that is left takes with it what it has loaded.
    tellRequests() { return this.evaluate(() => null); }
    // From now on evaluate() hears of what is complained of.
    listen()
    {
        return this.evaluate(() => {
            window.saidToTest = [];
            for (const [method, type] of [['error', 'error'], ['warn', 'warning']])
                console[method] = (...words) => window.saidToTest.push({ type, text: words.join(' ') });
            addEventListener('error', ({ message }) => window.saidToTest.push({ type: 'error', text: message }));
            addEventListener('unhandledrejection', ({ reason }) => window.saidToTest.push({ type: 'error', text: String(reason) }));
        });
    }

    // What a function of the page, or an expression, comes to. Values cross as JSON.
    async evaluate(work, argument = null)
    {
        const script = `const [given, done] = arguments, answer = (outcome) => {
                const asked = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type)).map(({ name }) => name);
                done(JSON.stringify({ ...outcome, said: window.saidToTest?.splice(0), asked: asked.slice(window.toldToTest ?? 0) }));
                window.toldToTest = asked.length;
            };
            (async () => { const made = (${work}); return typeof made === 'function' ? made(given) : made; })()
                .then((value) => answer({ value }), ({ name, message }) => answer({ error: { name, message } }));`;
        const answer = await this.command('POST', '/execute/async', { script, args: [argument] })
            .catch((fault) => { throw new Error(`${fault.message}, to: ${String(work).slice(0, 300)}`); });
        const { value, error, said = [], asked } = JSON.parse(answer);
        for (const { type, text } of said) this.emit('console', { type: () => type, text: () => text });
        for (const url of asked) this.context.emit('request', { url: () => url });
        if (error) throw Object.assign(new Error(error.message), { name: error.name });
        return value;
    }

    waitForTimeout(ms) { return pause(ms); }
    async waitForFunction(question, argument)
    {
        for (const end = Date.now() + kPatience; !await this.evaluate(question, argument); await pause(kLook))
            if (Date.now() > end) throw new Error(`Not within ${kPatience} ms: ${question}`);
    }

    async waitForEvent(event)
    {
        if (event !== 'filechooser') throw new Error(`WebDriver does not tell of '${event}'.`);
        await this.waitForFunction(() => document.querySelector('input[type=file]') !== null);
        const [id] = Object.values(await this.command('POST', '/element', { using: 'css selector', value: 'input[type=file]' }));
        return { setFiles: (paths) => this.command('POST', `/element/${id}/value`, { text: paths.join('\n') }) };
    }

    async screenshot({ path } = {})
    {
        const png = Buffer.from(await this.command('GET', '/screenshot'), 'base64');
        if (path) writeFileSync(path, png);
        return png;
    }

    // Makes the page as large as it should be, whatever the window has around it.
    async fitWindow()
    {
        const { width, height } = this.context.viewport;
        const [wider, higher] = await this.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
        await this.command('POST', '/window/rect', { x: 0, y: 0, width: width + wider, height: height + higher });
        await this.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height]);
    }
}

class Keyboard {
    constructor(page) { this.page = page; }

    #perform(actions) { return this.page.perform({ type: 'key', id: 'keyboard', actions }); }
    // "Control+Shift+ArrowRight", "+"
    press(chord)
    {
        const keys = chord.split(/\+(?!$)/).map(keyOf);
        return this.#perform([...keys.map((value) => ({ type: 'keyDown', value })), ...keys.reverse().map((value) => ({ type: 'keyUp', value }))]);
    }
    type(text) { return this.#perform([...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }])); }
}

class Mouse {
    #at = { x: 0, y: 0 };
    #turned = { deltaX: 0, deltaY: 0 };
    constructor(page) { this.page = page; }

    #perform(...actions)
    {
        return this.page.perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
    }
    #moves(x, y, steps = 1)
    {
        const from = this.#at;
        this.#at = { x, y };
        return Array.from({ length: steps }, (_, i) => {
            const part = (i + 1) / steps;
            return { type: 'pointerMove', duration: 0, x: Math.round(from.x + (x - from.x) * part), y: Math.round(from.y + (y - from.y) * part) };
        });
    }
    #presses(times) { return Array.from({ length: times }, () => [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]).flat(); }

    move(x, y, { steps } = {}) { return this.#perform(...this.#moves(x, y, steps)); }
    down() { return this.#perform({ type: 'pointerDown', button: 0 }); }
    up() { return this.#perform({ type: 'pointerUp', button: 0 }); }
    click(x, y, { clickCount = 1 } = {}) { return this.#perform(...this.#moves(x, y), ...this.#presses(clickCount)); }
    dblclick(x, y) { return this.click(x, y, { clickCount: 2 }); }
    // WebKit turns the wheel by what differs from the last time, and gives it to the page when it next draws.
    async wheel(deltaX, deltaY)
    {
        this.#turned = { deltaX: this.#turned.deltaX + Math.round(deltaX), deltaY: this.#turned.deltaY + Math.round(deltaY) };
        const [x, y] = [this.#at.x, this.#at.y].map(Math.round), scroll = { type: 'scroll', duration: 0, x, y, ...this.#turned };
        await this.page.evaluate(() => {
            window.turned = false;
            addEventListener('wheel', () => { window.turned = true; }, { once: true });
        });
        await this.page.perform({ type: 'wheel', id: 'wheel', actions: [scroll] });
        await this.page.waitForFunction(() => window.turned);
    }
}
