// The browsers that the tests run in: Chromium and Firefox by Playwright, WebKit by the WebDriver of WebKitGTK. Each comes with the same small
// part of Playwright's interface.
//
// node browsers.mjs NAME: fails with a sentence where that browser isn't installed.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, firefox } from 'playwright-core';
import { launchWebKit } from './webdriver.mjs';

const firstOf = (...paths) => paths.find((path) => path && existsSync(path));

export const executablePath = firstOf(process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome');
export const flags = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];

const firefoxPath = firstOf(process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox');
const webKitDriver = firstOf('/usr/bin/WebKitWebDriver');
const xvfb = firstOf('/usr/bin/Xvfb');

function findMiniBrowser()
{
    for (const folder of existsSync('/usr/lib') ? readdirSync('/usr/lib') : []) {
        const path = join('/usr/lib', folder, 'webkit2gtk-4.1/MiniBrowser');
        if (existsSync(path)) return path;
    }
}

// What a browser needs besides itself: without a window, neither Firefox nor WebKitGTK has WebGL.
const needs = {
    chromium: () => [['Chromium', executablePath]],
    firefox: () => [['Firefox', firefoxPath], ['Xvfb', xvfb]],
    webkit: () => [['WebKitWebDriver', webKitDriver], ["WebKitGTK's MiniBrowser", findMiniBrowser()], ['Xvfb', xvfb]],
};
export const missingFor = (name) => needs[name]().filter(([, path]) => !path).map(([what]) => `${what} is not installed`).join(', ');

// An X server of its own, so that no window comes up on anybody's screen.
async function startDisplay()
{
    const server = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const stop = () => server.kill();
    process.on('exit', stop);
    const number = await new Promise((resolve, reject) => {
        server.on('error', reject);
        server.on('exit', () => reject(new Error('Xvfb does not start')));
        server.stdio[3].once('data', (data) => resolve(String(data).trim()));
    });
    const env = { ...process.env, DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: '1', GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
    delete env.WAYLAND_DISPLAY;
    return { env, stop };
}

async function onDisplay(launch)
{
    const display = await startDisplay();
    const browser = await launch(display.env).catch((error) => {
        display.stop();
        throw error;
    });
    return {
        newContext: (options) => browser.newContext(options),
        close: async () => {
            await browser.close();
            display.stop();
        },
    };
}

// A page that goes is told before, as people's Firefox does and one for tests doesn't.
const preferences = { 'webgl.force-enabled': true, 'dom.disable_beforeunload': false };

const launchers = {
    chromium: (moreFlags) => chromium.launch({ executablePath, args: [...flags, ...moreFlags] }),
    firefox: () => onDisplay((env) => firefox.launch({
        channel: 'moz-firefox', executablePath: firefoxPath, headless: false, env, firefoxUserPrefs: preferences,
    })),
    webkit: () => onDisplay((env) => launchWebKit(webKitDriver, findMiniBrowser(), env)),
};

export const browserName = process.env.GLOSSATOR_BROWSER ?? 'chromium';
if (!(browserName in launchers)) throw new Error(`There is no browser '${browserName}'; there are ${Object.keys(launchers).join(', ')}.`);
// `moreFlags` are Chromium's.
export const launchBrowser = (moreFlags = []) => launchers[browserName](moreFlags);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
    const missing = missingFor(process.argv[2]);
    if (missing) console.log(missing);
    process.exitCode = missing ? 1 : 0;
}
