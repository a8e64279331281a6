// @ts-check
// Files in, by picker, drop and paste; files out, in place where the browser can, else as a download.
{
    const page = glossatorPage;
    const WHAT_OPEN = 0, WHAT_SAVE = 1;  // Platform::Failed::What
    const kLargestFile = 512 * 1024 * 1024;
    /** How the names end of what can be read, in lower case. @returns {string[]} */
    const readableEnds = () => JSON.parse(page.read(page.call('extensions')));
    /** Whether it is taken from a folder. @param {string} name */
    const isReadable = (name) => readableEnds().some((end) => name.toLowerCase().endsWith(end));

    /** `place` is where it can be written again (project_file.js). @typedef {{name: string, data: Uint8Array, place?: number}} Read */

    /** Gives files to C++; the caller says what for. @param {Read[]} files */
    page.pass = (files) => {
        for (const { name, data, place } of files) page.deliver(data, 'file', name, place ?? 0);
    };

    /** @param {File} file @param {string} [name] @returns {Promise<Read>} */
    page.readFile = async (file, name) => {
        if (file.size > kLargestFile) throw new Error(`${file.name} is larger than 512 MB, which is more than Glossator opens.`);
        const bytes = await file.arrayBuffer().catch(() => null);
        if (!bytes) throw new Error(`${file.name} could not be read: it has been moved, changed or is not yours to read.`);
        return { name: name || file.name, data: new Uint8Array(bytes) };
    };

    /** @typedef {{file: File, name?: string, handle?: any}} Chosen */
    /** Opens what the user chose; what can't be read is reported. @param {Chosen[]} chosen @param {any} [directory] that they are all in */
    async function openChosen(chosen, directory) {
        const outcomes = await Promise.allSettled(chosen.map(async ({ file, name, handle }) =>
            ({ ...await page.readFile(file, name), place: handle && page.addPlace(handle, file) })));
        page.pass(outcomes.flatMap((outcome) => outcome.status === 'fulfilled' ? [outcome.value] : []));
        for (const outcome of outcomes) if (outcome.status === 'rejected') page.call('failed', WHAT_OPEN, outcome.reason.message, 0, false);
        if (outcomes.some((outcome) => outcome.status === 'fulfilled'))
            page.call('files_chosen', directory?.name ?? '', directory ? page.addFolderPlace(directory) : 0);
    }

    /** A file's path inside the folder that was chosen. @param {string} path */
    const inFolder = (path) => path.replace(/^\/?[^/]*\//, '');

    /** The dialog's element is part of the page: a browser may forget one that nothing holds. @type {HTMLInputElement | null} */
    let input = null;

    function openByInput(/** @type {boolean} */ folder) {
        input?.remove();
        input = document.createElement('input');
        input.hidden = true;
        document.body.append(input);
        input.type = 'file';
        input.multiple = true;
        input.webkitdirectory = folder;
        if (!folder) input.accept = readableEnds().join(',');
        input.addEventListener('change', () => {
            const chosen = [...input.files].map((file) => ({ file, name: folder ? inFolder(file.webkitRelativePath) : file.name }));
            openChosen(folder ? chosen.filter(({ name }) => isReadable(name)) : chosen);
        });
        input.click();
    }

    /** All files below a folder that can be read. @param {any} directory @param {string} [path] @returns {Promise<Chosen[]>} */
    async function filesIn(directory, path = '') {
        const found = [];
        for await (const [name, handle] of directory.entries()) {
            if (handle.kind === 'directory') found.push(...await filesIn(handle, `${path}${name}/`));
            else if (isReadable(name)) found.push({ file: await handle.getFile(), name: path + name, handle });
        }
        return found.sort((a, b) => a.name < b.name ? -1 : 1);
    }

    /** Files that can be written again where they are. @param {any[]} handles */
    const openHandles = async (handles) => openChosen(await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle }))));
    const openDirectory = async (/** @type {any} */ directory) => openChosen(await filesIn(directory), directory);

    page.requestOpen = async (/** @type {boolean} */ folder) => {
        const picker = window[folder ? 'showDirectoryPicker' : 'showOpenFilePicker'];
        if (!picker) return openByInput(folder);
        let chosen;
        try {
            chosen = await picker.call(window, folder ? {} : { multiple: true });
        } catch (error) {
            if (error.name !== 'AbortError') openByInput(folder);  // no dialog without a click, or inside another page
            return;
        }
        try {
            await (folder ? openDirectory(chosen) : openHandles(chosen));
        } catch (error) {
            page.call('failed', WHAT_OPEN, `What you chose could not be read: ${error.message}.`, 0, false);
        }
    };

    /** All files below a folder that was dropped. @param {any} entry @returns {Promise<{file: File, name: string}[]>} */
    async function filesBelow(entry) {
        if (entry.isFile) {
            const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
            return [{ file, name: inFolder(entry.fullPath) }];
        }
        const reader = entry.createReader(), found = [];
        for (;;) {  // a reader gives its entries in portions
            const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
            if (!portion.length) break;
            for (const child of portion) found.push(...await filesBelow(child));
        }
        return found.filter(({ name }) => isReadable(name)).sort((a, b) => a.name < b.name ? -1 : 1);
    }

    page.attachFiles = () => {
        addEventListener('dragover', (event) => {
            event.preventDefault();
            event.dataTransfer.dropEffect = 'copy';
        });
        addEventListener('drop', async (event) => {
            event.preventDefault();
            // The list is emptied when this handler returns.
            const items = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file').map((item) =>
                ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile(), handle: item['getAsFileSystemHandle']?.().catch(() => null) }));
            const handles = await Promise.all(items.map(({ handle }) => handle));
            if (items.length === 1 && handles[0]?.kind === 'directory') return openDirectory(handles[0]);
            const found = await Promise.all(items.map(({ entry, file }, i) => entry?.isDirectory ? filesBelow(entry) : [{ file, handle: handles[i] }]));
            openChosen(found.flat());
        });
        document.addEventListener('paste', (event) => {
            event.preventDefault();
            const { files } = event.clipboardData;
            if (files.length) return void openChosen([...files].map((file) => ({ file })));
            const text = event.clipboardData.getData('text/plain');
            if (text && (page.call('wants_text'))) page.call('paste', text);
            else if (text.trim()) openChosen([{ file: new File([text], 'Pasted text.txt') }]);
        });
    };

    page.download = (/** @type {string} */ name, /** @type {BlobPart} */ bytes) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    };

    /** The file that the user chose, null if none can be chosen here. @param {string} name */
    page.chooseTarget = async (name) => {
        if (!('showSaveFilePicker' in window)) return null;
        return window['showSaveFilePicker']({ suggestedName: name }).catch((error) => {
            if (error.name === 'AbortError') throw error;
            return null;  // no dialog without a click, or inside another page
        });
    };

    page.saveFile = async (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => {
        try {
            const target = await page.chooseTarget(name);
            if (target) {
                const stream = await target.createWritable();  // takes the file's place when it is closed
                await stream.write(bytes);
                await stream.close();
            } else {
                page.download(name, bytes);
            }
            page.call('file_saved', target?.name ?? name, false);
        } catch (error) {
            if (error.name !== 'AbortError') page.call('failed', WHAT_SAVE, `${name} could not be saved: ${error.message}`, 0, false);
        }
    };

    /** Opens a file of this site, as ?open= asks. @param {string} address */
    page.openAddress = async (address) => {
        try {
            const url = new URL(address, location.href);
            if (url.origin !== location.origin)
                throw new Error(`${address} was not opened: the page opens files of its own site only.`);
            const response = await fetch(url).catch(() => null);
            if (!response?.ok) throw new Error(`${address} was not opened: there is no such file on this site.`);
            const name = decodeURIComponent(url.pathname.split('/').pop()) || 'document.txt';
            await window['glossator'].open([{ name, data: new Uint8Array(await response.arrayBuffer()) }]);  // nobody is asked
        } catch (error) {
            page.call('failed', WHAT_OPEN, error instanceof TypeError ? `${address} is not an address.` : error.message, 0, false);
        }
    };
}
