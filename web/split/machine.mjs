// A browser's outside, as much of it as the page touches: it shows nothing and keeps everything in memory. Made new for each visit, but
// for what it `keeps`.
import { readFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';

// An object of which everything may be asked, and which does nothing.
function nothing(known = {})
{
    return new Proxy(() => {}, {
        get: (_, name) => name in known ? known[name] : name === Symbol.toPrimitive ? () => 0 : name === 'then' ? undefined : nothing(),
        set: (_, name, value) => { known[name] = value; return true; },
        apply: () => nothing(),
        construct: () => nothing(),
    });
}

// Something with events; `fire` calls who listens.
function target(known = {})
{
    const listeners = new Map();
    return nothing(Object.assign(known, {
        addEventListener: (type, listener) => listeners.set(type, [...listeners.get(type) ?? [], listener]),
        fire: (type, event) => {
            for (const listener of listeners.get(type) ?? [])
                listener({ type, preventDefault() {}, getModifierState: () => false, composedPath: () => [], target: null, ...event });
        },
    }));
}

const uniform = { name: 'scale_and_shift', size: 1, type: 0x8B52 };
const webgl = () => nothing({
    getParameter: () => 4096, getProgramParameter: () => 1, getShaderParameter: () => 1, getSupportedExtensions: () => [],
    getActiveUniform: () => uniform, getUniformLocation: () => ({}), isContextLost: () => false,
    createBuffer: () => ({}), createProgram: () => ({}), createShader: () => ({}), createTexture: () => ({}), createVertexArray: () => ({}),
});
function canvas2d()
{
    let drawn = '';  // each text has a picture of its own, but for a Chinese letter of the sample, which this machine lacks
    return nothing({
        measureText: () => ({ width: 60, actualBoundingBoxLeft: 0, actualBoundingBoxRight: 12, actualBoundingBoxAscent: 12, actualBoundingBoxDescent: 2 }),
        fillText: (text) => { drawn = text === '一' ? '\u{10FFFF}' : text; },
        getImageData: (x, y, width, height) => ({ data: new Uint8ClampedArray(4 * width * height).fill(drawn.codePointAt(0) % 251) }),
        canvas: { width: 0, height: 0 },
    });
}

// IndexedDB as far as storage.js goes: a range is all keys that begin as its lower end does.
function database({ stores })
{
    const answer = (result) => {
        const request = { result };
        setTimeout(() => request.onsuccess?.());
        return request;
    };
    const store = (name) => {
        const records = stores[name];
        const within = (range) => [...records.values()].filter(({ key }) => !range || range.begin.every((part, i) => key[i] === part));
        const put = (value, key) => { records.set(String(key), { key, value }); };
        return {
            get: (key) => answer(records.get(String(key))?.value), put, add: put,
            getAll: (range) => answer(within(range).map(({ value }) => value)),
            getAllKeys: (range) => answer(within(range).map(({ key }) => key)),
            delete: (keys) => { for (const { key } of keys.begin ? within(keys) : [{ key: keys }]) records.delete(String(key)); },
        };
    };
    const transaction = () => {
        const made = { objectStore: store };
        setTimeout(() => made.oncomplete?.());
        return made;
    };
    return { open: () => answer({ transaction }) };
}

// Milliseconds that pass while somebody looks at the clock: what is done in pieces then takes several frames, as it may in a browser.
const kLook = 0.2;

export const newKept = () => ({ stores: { snapshot: new Map(), journal: new Map(), generation: new Map() }, settings: new Map() });

// `read(path)` gives the page's files. The globals that scripts see, and `fire`, `nextFrame` for whoever uses the machine.
export function machine({ query, kept, read, width = 1280, height = 800 })
{
    let frames = [], now = 0;
    const storage = { getItem: (key) => kept.settings.get(key) ?? null, setItem: (key, value) => { kept.settings.set(key, value); } };
    const canvas = target({ clientWidth: width, clientHeight: height, width: 300, height: 150, style: {}, focus() {}, setPointerCapture() {},
        getBoundingClientRect: () => ({ left: 0, top: 0, width, height, x: 0, y: 0 }), getContext: webgl });
    const elements = { canvas, text: target({ value: '', style: {}, classList: { add() {}, remove() {} }, focus() {} }) };
    const document = target({
        currentScript: { src: 'http://page/glossator.js' }, documentElement: { dataset: {} }, activeElement: null, hidden: false, body: nothing(),
        getElementById: (id) => elements[id] ??= nothing({ style: {} }), querySelector: (selector) => elements[selector.slice(1)], hasFocus: () => true,
        createElement: (name) => name === 'canvas' ? nothing({ getContext: canvas2d }) : target({ style: {} }),
    });
    const fetch = async (address) => {
        const bytes = read(new URL(address, 'http://page/').pathname.slice(1));
        return { ok: bytes !== null, headers: { has: () => true, get: () => null }, clone: () => nothing(), text: async () => new TextDecoder().decode(bytes),
            arrayBuffer: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) };
    };
    const window = target();
    const globals = {
        document, fetch, addEventListener: window.addEventListener, location: { search: query, href: 'http://page/' + query },
        navigator: { platform: 'Linux', languages: ['en'], userAgent: '', clipboard: nothing(), maxTouchPoints: 0, storage: { persist: async () => true },
            locks: { request: async (name, options, callback) => callback({ name }) } }, localStorage: storage, sessionStorage: storage,
        indexedDB: database(kept), IDBKeyRange: { bound: (low) => ({ begin: low.slice(0, -1) }) }, devicePixelRatio: 1, matchMedia: () => target({ matches: false }),
        ResizeObserver: class { observe() {} }, requestAnimationFrame: (callback) => frames.push(callback), requestIdleCallback: () => {}, performance: { now: () => now += kLook },
        WheelEvent: { DOM_DELTA_LINE: 1, DOM_DELTA_PAGE: 2 }, WebGLRenderingContext: class {}, File: class {},
        setInterval: () => 0, setTimeout, clearTimeout, queueMicrotask, ArrayBuffer, Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array, BigUint64Array,
        BroadcastChannel: class { postMessage() {} close() {} }, AbortController, URL, URLSearchParams, TextDecoder, TextEncoder, AbortSignal, crypto: webcrypto, console,
    };
    globals.window = globals.self = globals.top = globals;
    return {
        globals,
        fire: { canvas: canvas.fire, window: window.fire, document: document.fire },
        // So many sixtieths of a second: half of one, unless told.
        async nextFrames(count = 30) {
            for (let i = 0; i < count; ++i) {
                await new Promise((resolve) => { setTimeout(resolve, 1); });
                now += 17;
                for (const callback of frames.splice(0)) callback(now);
            }
        },
    };
}

export const fileReader = (folders) => (path) => {
    for (const folder of folders) {
        try {
            return new Uint8Array(readFileSync(new URL(path, folder)));
        } catch (error) {
            if (error.code !== 'ENOENT') throw error;
        }
    }
    return null;
};
