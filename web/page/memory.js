// @ts-check
// What the parts of the page share: the way into WebAssembly, and the elements of index.html.
const glossatorPage = {
    self: 0,  // the Page object in WebAssembly's memory; 0 until it is there
    stopped: false,
    encoder: new TextEncoder(),
    decoder: new TextDecoder(),

    /** @param {string} id @returns {any} */
    element(id) { return document.getElementById(id); },

    /**
     * Calls glossator_NAME of web/exports.cpp. A string, and bytes, go as pointer and size.
     * @param {string} name @param {...(string|number|boolean|Uint8Array)} args @returns {number}
     */
    call(name, ...args) {
        if (!this.self || this.stopped) return 0;
        const flat = [this.self], owned = [];
        for (const arg of args) {
            if (typeof arg === 'number' || typeof arg === 'boolean') {
                flat.push(Number(arg));
                continue;
            }
            const bytes = typeof arg === 'string' ? this.encoder.encode(arg) : arg;
            const pointer = this.allocate(bytes);
            owned.push(pointer);
            flat.push(pointer, bytes.length);
        }
        try {
            return Module[`_glossator_${name}`](...flat);
        } catch (error) {
            this.stop(this.faultSentence);
            throw error;
        } finally {
            if (!this.stopped) owned.forEach((pointer) => _free(pointer));
        }
    },

    /** A copy in WebAssembly's memory, with a zero byte after it. @param {Uint8Array} bytes */
    allocate(bytes) {
        const pointer = _malloc(bytes.length + 1);
        HEAPU8.set(bytes, pointer);
        HEAPU8[pointer + bytes.length] = 0;
        return pointer;
    },

    /** Zero-terminated; 0 for null. @param {string | null} text */
    allocateText(text) { return text === null ? 0 : this.allocate(this.encoder.encode(text)); },

    /** @param {number} pointer @param {number} [size] without it, up to the zero byte */
    read(pointer, size) {
        const end = size === undefined ? HEAPU8.indexOf(0, pointer) : pointer + size;
        return this.decoder.decode(HEAPU8.subarray(pointer, end));
    },

    /** @param {number} pointer @param {number} size */
    bytes(pointer, size) { return HEAPU8.slice(pointer, pointer + size); },

    /**
     * Calls glossator_NAME after its bytes have come over, in pieces that stay in the processor's cache: room for the whole would be filled
     * with zeros first. @param {Uint8Array} bytes @param {string} name @param {...(string|number)} args
     */
    deliver(bytes, name, ...args) {
        const kPiece = 1 << 18;
        this.call('expect', bytes.length);
        for (let at = 0; at < bytes.length; at += kPiece) this.call('append', bytes.subarray(at, at + kPiece));
        this.call(name, ...args);
    },

    faultSentence: 'Glossator has stopped because of a fault of its own. Every step that was shown as saved is kept: reload the page to go on.',

    /** Covers the page with a sentence; nothing works any more, but what was kept can be had as a file. @param {string} sentence */
    stop(sentence) {
        if (this.stopped) return;
        this.stopped = true;
        const message = this.element('message');
        message.textContent = sentence;
        message.hidden = false;
        this.element('loading').hidden = true;
        this.offerKept(message);
        this.rejectAll(new Error(sentence));
    },

    /** @param {HTMLElement} _message */
    offerKept(_message) {},  // storage.js

    /** @param {Error} _error */
    rejectAll(_error) {},  // automation.js
};
