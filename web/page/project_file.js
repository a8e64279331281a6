// @ts-check
// The project's file, written in place where the browser can (File System Access API). What was last read or written here is remembered
// beside what is kept (storage.js), so that what somebody else writes to it is noticed, after a restart too.
{
    const page = glossatorPage;
    const WHAT_PROJECT = 5;  // Platform::Failed::What
    const kLookEveryMs = 3000;

    /** `handle` is absent while the file isn't there yet; `before` is what `version` held, and `next` what was about to be written. @typedef {{handle?: any, directory?: any, name: string, version: string, before?: Blob, next?: Blob}} Place */
    /** Platform::InputFile::place counts them, from 1. @type {Place[]} */
    const places = [];
    /** @type {Place | null} */
    let file = null;
    let told = '';  // the version that C++ was told of last

    /** @param {File} found */
    const versionOf = (found) => `${found.lastModified}:${found.size}`;

    /** @param {any} handle @param {File} read */
    page.addPlace = (handle, read) => places.push({ handle, name: handle.name, version: versionOf(read) });
    /** For the project's file in a folder that has none. @param {any} directory */
    page.addFolderPlace = (directory) => places.push({ directory, name: `${directory.name}.glossator.json`, version: '' });

    /** One thing after the other. @type {Promise<void>} */
    let last = Promise.resolve();
    const inTurn = (/** @type {() => Promise<void>} */ work) => {
        last = last.then(work).catch((error) => { page.call('failed', WHAT_PROJECT, `The project's file can't be used: ${error.message}.`, 0, false); });
    };

    /** @param {Place | null} place */
    async function use(place) {
        file = place;
        told = '';
        await page.rememberFile(file);
        page.call('project_file', file?.name ?? '');
    }

    /** @param {File} found @param {Blob} holds */
    async function know(found, holds) {
        file = { ...file, version: versionOf(found), before: holds, next: undefined };
        await page.rememberFile(file);
    }

    /** @param {Blob} a @param {Blob | undefined} b */
    async function isSame(a, b) {
        if (a.size !== b?.size) return false;
        const [x, y] = await Promise.all([a, b].map(async (each) => new Uint8Array(await each.arrayBuffer())));
        return page.isSame(x, y);
    }

    /** Tells what somebody else has written since, other than the version `over`. Whether there is something. @param {string} [over] */
    async function tellIfChanged(over) {
        const found = await file.handle?.getFile().catch(() => null);  // one that is gone is made anew by the next write
        if (!found || versionOf(found) === file.version || versionOf(found) === over) return false;
        if (await isSame(found, file.next) || await isSame(found, file.before)) {
            await know(found, new Blob([await found.arrayBuffer()]));
            return false;
        }
        const [before, now] = await Promise.all([file.before ?? new Blob(), found].map(async (each) => new Uint8Array(await each.arrayBuffer())));
        told = versionOf(found);
        for (const bytes of [before, now]) page.deliver(bytes, 'kept_part');
        page.call('file_changed', told);
        return true;
    }

    /** @param {'read' | 'readwrite'} mode @param {boolean} [asks] */
    async function may(mode, asks) {
        const entry = file.directory ?? file.handle, query = { mode };
        const state = await entry.queryPermission?.(query) ?? 'granted';
        return (asks && state === 'prompt' ? await entry.requestPermission(query) : state) === 'granted';
    }

    page.setProjectFile = (/** @type {number} */ number) => inTurn(async () => {
        const place = places[number - 1] ? { ...places[number - 1] } : null;
        const found = await place?.handle?.getFile().catch(() => null);
        // Written since it was read: a look will tell, and nobody knows what it held.
        if (found && versionOf(found) === place.version) place.before = new Blob([await found.arrayBuffer()]);
        else if (place) place.version = '';
        await use(place);
    });

    /** @param {Uint8Array} bytes @param {string} over @param {boolean} byItself */
    async function write(bytes, over, byItself) {
        try {
            if (!await may('readwrite', !byItself))
                throw new Error(byItself ? 'this browser asks you first, so save it yourself once' : 'you have not allowed it');
            if (!file.handle) {
                file.handle = await file.directory.getFileHandle(file.name, { create: true });
                const made = await file.handle.getFile();
                if (made.size === 0) file.version = versionOf(made);
            }
            if (await tellIfChanged(over)) return;
            // After a crash what was written is not to be taken for somebody else's.
            await page.rememberFile({ ...file, next: new Blob([bytes]) });
            const stream = await file.handle.createWritable();  // takes the file's place when it is closed
            await stream.write(bytes);
            if (await tellIfChanged(over)) return void await stream.abort();
            await stream.close();
            await know(await file.handle.getFile(), new Blob([bytes]));
            page.call('file_saved', file.name, true);
        } catch (error) {
            page.call('failed', WHAT_PROJECT, `${file.name} could not be written: ${error.message}.`, 0, false);
        }
    }
    /** @param {Uint8Array} bytes @param {string} over @param {boolean} byItself */
    page.writeProject = (bytes, over, byItself) => inTurn(() => write(bytes, over, byItself));

    page.saveProject = async (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => {
        const handle = await page.chooseTarget(name).catch(() => undefined);
        if (handle === undefined) return;  // the user has thought better of it
        if (!handle) {
            page.download(name, bytes);
            return void page.call('file_saved', name, true);
        }
        inTurn(async () => {
            await use({ handle, name: handle.name, version: '' });
            const found = await handle.getFile();
            await write(bytes, versionOf(found), false);  // the dialog has asked whether what is there may go
        });
    };

    async function look() {
        if (!file?.handle || document.hidden || !page.tab.writes || !await may('read')) return;
        const found = await file.handle.getFile().catch(() => null);
        if (found && versionOf(found) !== told) await tellIfChanged();
    }
    const lookSoon = () => { if (file) inTurn(() => look().catch(() => {})); };  // what can't be read just now is read later

    page.watchProjectFile = () => {
        addEventListener('focus', lookSoon);
        document.addEventListener('visibilitychange', lookSoon);
        setInterval(lookSoon, kLookEveryMs);
    };

    /** After what was kept has been given to C++. @param {Place | undefined} remembered */
    page.restoreProjectFile = (remembered) => {
        file = remembered ?? null;
        told = '';
        if (file) page.call('project_file', file.name);
        lookSoon();
    };
}
