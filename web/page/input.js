// @ts-check
// The browser's events, made into calls of web/exports.cpp. While a text field of the tool has the keyboard, it belongs to the hidden
// <textarea>, so that dead keys and input methods work; else to the canvas, so that a letter is a shortcut in any input method.
{
    const page = glossatorPage;
    const MOUSE = 0, PEN = 2;                       // ImGuiMouseSource
    const kCtrl = 1, kShift = 2, kAlt = 4, kMeta = 8;  // web/keys.h
    const buttons = [0, 2, 1, 3, 4];                // ImGui counts the middle one last
    const kPixelsPerLine = 100 / 3;                 // three lines make a notch
    const mac = /mac|iphone|ipad/i.test(navigator.platform);

    /** @type {HTMLCanvasElement} */
    const canvas = page.element('canvas');
    /** @type {HTMLTextAreaElement} */
    const field = page.element('text');
    let wantsText = false;

    /** @param {KeyboardEvent} event */
    function modifiers(event) {
        if (event.getModifierState('AltGraph')) return event.shiftKey ? kShift : 0;  // Windows takes it for Ctrl+Alt
        return (event.ctrlKey ? kCtrl : 0) | (event.shiftKey ? kShift : 0) | (event.altKey ? kAlt : 0) | (event.metaKey ? kMeta : 0);
    }

    /** Whether the browser makes a copy, cut or paste event of it. @param {KeyboardEvent} event @param {number} held */
    const isClipboard = (event, held) => held === (mac ? kMeta : kCtrl) && /^[cxv]$/i.test(event.key);

    /** @param {KeyboardEvent} event */
    function onKey(event) {
        if (event.isComposing || event.keyCode === 229) return;  // the input method's; what it makes comes as text
        const held = modifiers(event), down = event.type === 'keydown';
        if (down && isClipboard(event, held)) return;
        const used = page.call('key', event.key, event.code, held, down, event.repeat);
        const types = [...event.key].length === 1 && !(held & (kCtrl | kMeta)) && (mac || !(held & kAlt));
        if (!types) {
            if (used) event.preventDefault();
        } else if (down && document.activeElement !== field) {
            page.call('text', event.key);
            event.preventDefault();
        }
        if (down && !event.repeat) page.call('finish');  // a key's effect doesn't wait for the next animation frame
    }

    function attachKeyboard() {
        addEventListener('keydown', onKey);
        addEventListener('keyup', onKey);
        const take = () => {
            const text = field.value;
            field.value = '';
            if (text) page.call('text', text);
        };
        field.addEventListener('input', (event) => {
            if (!(/** @type {InputEvent} */ (event).isComposing)) take();
        });
        field.addEventListener('compositionstart', () => field.classList.add('composing'));
        field.addEventListener('compositionend', () => {
            take();
            field.classList.remove('composing');
        });
        for (const type of ['copy', 'cut']) {
            document.addEventListener(type, (/** @type {ClipboardEvent} */ event) => {
                event.preventDefault();
                const text = page.read(page.call('copy', type === 'cut'));
                if (text) event.clipboardData.setData('text/plain', text);
            });
        }
        addEventListener('focus', () => page.call('focus', true));
        addEventListener('blur', () => page.call('focus', false));
    }

    const takeKeyboard = () => (wantsText ? field : canvas).focus({ preventScroll: true });

    /** At the end of a frame. @param {boolean} wants */
    page.keyboardTo = (wants) => {
        if (wants === wantsText) return;
        wantsText = wants;
        field.value = '';
        if (document.activeElement === document.body || document.activeElement === canvas || document.activeElement === field)
            takeKeyboard();
    };

    page.placeTextField = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ lineHeight) => {
        field.style.left = `${x}px`;
        field.style.top = `${y}px`;
        field.style.height = field.style.lineHeight = `${lineHeight}px`;
    };

    /** @param {MouseEvent} event */
    const place = (event) => {
        const box = canvas.getBoundingClientRect();
        return { x: event.clientX - box.left, y: event.clientY - box.top };
    };

    /** @param {PointerEvent} event */
    function onPointerDown(event) {
        event.preventDefault();  // the keyboard goes where the tool wants it
        takeKeyboard();
        canvas.setPointerCapture(event.pointerId);
        if (event.pointerType === 'touch') return page.touchDown(event.pointerId, place(event));
        onButton(event, true);
    }

    /** @param {PointerEvent} event @param {boolean} down */
    function onButton(event, down) {
        const source = event.pointerType === 'pen' ? PEN : MOUSE, at = place(event);
        page.call('pointer_moved', source, at.x, at.y);
        if (event.button in buttons) page.call('pointer_button', source, buttons[event.button], down);
    }

    /** @param {PointerEvent} event */
    function onPointerMove(event) {
        if (event.pointerType === 'touch') return page.touchMove(event.pointerId, place(event));
        // A second button during a drag comes as a move.
        if (event.button > 0) return onButton(event, (event.buttons & [1, 4, 2, 8, 16][event.button]) !== 0);
        const at = place(event);
        page.call('pointer_moved', event.pointerType === 'pen' ? PEN : MOUSE, at.x, at.y);
    }

    /** @param {PointerEvent} event */
    function onPointerUp(event) {
        if (event.pointerType === 'touch') {
            page.touchUp(event.pointerId, event.type === 'pointercancel');
            page.keyboardTo(!!page.call('wants_text'));  // a touch screen shows its keyboard only in answer to the finger
        } else {
            onButton(event, false);
        }
    }

    /** @param {WheelEvent} event */
    function onWheel(event) {
        event.preventDefault();
        const at = place(event);
        const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? kPixelsPerLine
            : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? canvas.clientHeight : 1;
        page.call('pointer_moved', MOUSE, at.x, at.y);
        page.call('wheel', event.deltaX * unit, event.deltaY * unit, event.ctrlKey);
    }

    function attachPointer() {
        canvas.addEventListener('pointerdown', onPointerDown);
        canvas.addEventListener('pointermove', onPointerMove);
        canvas.addEventListener('pointerup', onPointerUp);
        canvas.addEventListener('pointercancel', onPointerUp);
        canvas.addEventListener('pointerleave', (event) => {
            if (event.pointerType !== 'touch') page.call('pointer_left');
        });
        canvas.addEventListener('wheel', onWheel, { passive: false });
        canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    }

    let ratio = 0, size = [0, 0, 0, 0];

    /** @param {number} widthPx @param {number} heightPx device pixels */
    function resize(widthPx, heightPx) {
        const width = canvas.clientWidth, height = canvas.clientHeight;
        if (!width || !height) return;
        ratio = devicePixelRatio;
        const given = [Math.max(1, widthPx), Math.max(1, heightPx), width, height];
        if (given.every((each, i) => each === size[i])) return;
        size = given;
        if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
        page.call('resize', width, height, canvas.width / width, canvas.height / height);
    }

    const resizeByRatio = () =>
        resize(Math.round(canvas.clientWidth * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio));

    // Not every browser tells of every change: looked at with every frame.
    page.checkRatio = () => {
        if (ratio !== devicePixelRatio) resizeByRatio();
    };

    function watchSize() {
        resizeByRatio();
        const observer = new ResizeObserver(([entry]) => {
            const box = entry.devicePixelContentBoxSize?.[0];
            if (box) resize(box.inlineSize, box.blockSize);
            else resizeByRatio();
        });
        try {
            observer.observe(canvas, { box: 'device-pixel-content-box' });
        } catch {  // Safari doesn't count device pixels, and says nothing when only their ratio changes
            observer.observe(canvas);
            const watchRatio = () => matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
                resizeByRatio();
                watchRatio();
            }, { once: true });
            watchRatio();
        }
    }

    function watchPreferences() {
        const dark = matchMedia('(prefers-color-scheme: dark)'), still = matchMedia('(prefers-reduced-motion: reduce)');
        const tell = () => page.call('preferences', dark.matches, still.matches, mac);
        dark.addEventListener('change', tell);
        still.addEventListener('change', tell);
        tell();
    }

    page.attachInput = () => {
        watchPreferences();
        watchSize();
        attachKeyboard();
        attachPointer();
        canvas.addEventListener('webglcontextlost', (event) => {
            event.preventDefault();  // else it never comes back
            page.call('context', false);
        });
        canvas.addEventListener('webglcontextrestored', () => page.call('context', true));
        // A hidden page draws no frames: what came in just before is worked on, and kept, now.
        const leave = () => {
            page.leaving = true;
            page.call('leaving');
            page.leaving = false;
        };
        document.addEventListener('visibilitychange', () => document.hidden ? leave() : page.call('wake'));
        addEventListener('beforeunload', leave);  // there is still time to keep something
        addEventListener('pagehide', leave);
        if (window.top === window) takeKeyboard();
        page.call('focus', document.hasFocus());
    };
}
