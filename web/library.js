// The functions that web/js.h declares; what they do stands in web/page/.
mergeInto(LibraryManager.library, {
    js_attach: function (self) {
        glossatorPage.self = self;
        glossatorPage.attachInput();
        glossatorPage.attachFiles();
        glossatorPage.watchProjectFile();
        glossatorPage.deliverRestored();
        setTimeout(() => glossatorPage.fetchSample(), 0);
    },
    js_frame_done: function (wantsText, settled) {
        glossatorPage.keyboardTo(!!wantsText);
        glossatorPage.checkRatio();
        glossatorPage.frameDone(!!settled);
        glossatorPage.mirrorSoon();
    },
    js_stop: function (sentence, size) { glossatorPage.stop(glossatorPage.read(sentence, size)); },

    js_take_asset: function (name, nameSize, size) {
        var bytes = glossatorPage.takeAsset(glossatorPage.read(name, nameSize));
        if (!bytes) return 0;
        HEAPU32[size >> 2] = bytes.length;
        return glossatorPage.allocate(bytes);
    },
    js_now: function () { return glossatorPage.allocateText(new Date().toISOString().replace(/\.\d+/, '')); },
    js_utc_offset: function () { return -new Date().getTimezoneOffset(); },
    js_languages: function () { return glossatorPage.allocateText(navigator.languages.join()); },
    js_query: function (name, size) { return glossatorPage.allocateText(glossatorPage.query(glossatorPage.read(name, size))); },
    js_load_setting: function (key, size) { return glossatorPage.allocateText(glossatorPage.loadSetting(glossatorPage.read(key, size))); },
    js_keep_setting: function (key, keySize, value, valueSize) {
        glossatorPage.keepSetting(glossatorPage.read(key, keySize), glossatorPage.read(value, valueSize));
    },

    js_request_open: function (folder) { glossatorPage.requestOpen(!!folder); },
    js_open_address: function (address, size) { glossatorPage.openAddress(glossatorPage.read(address, size)); },
    js_save_file: function (name, nameSize, bytes, size) {
        glossatorPage.saveFile(glossatorPage.read(name, nameSize), glossatorPage.bytes(bytes, size));
    },
    js_save_project: function (name, nameSize, bytes, size) {
        glossatorPage.saveProject(glossatorPage.read(name, nameSize), glossatorPage.bytes(bytes, size));
    },
    js_set_project_file: function (place) { glossatorPage.setProjectFile(place); },
    js_write_project: function (bytes, size, over, overSize, byItself) {
        glossatorPage.writeProject(glossatorPage.bytes(bytes, size), glossatorPage.read(over, overSize), !!byItself);
    },
    js_keep_snapshot: function (sequence, generation, bytes, size) {
        glossatorPage.keepSnapshot(sequence, generation, glossatorPage.bytes(bytes, size));
    },
    js_keep_journal: function (sequence, generation, line, size) {
        glossatorPage.keepJournal(sequence, generation, glossatorPage.read(line, size));
    },
    js_request_kept: function (generation, withSnapshot) { glossatorPage.requestKept(generation, !!withSnapshot); },
    js_forget_kept: function (generation) { glossatorPage.forgetKept(generation); },
    js_take_over: function () { glossatorPage.takeOver(); },
    js_begin_apart: function () { glossatorPage.beginApart(); },
    js_request_kept_projects: function () { glossatorPage.requestKeptProjects(); },
    js_open_kept_project: function (slot) { glossatorPage.openKeptProject(slot); },

    js_restart: function () { location.reload(); },

    js_set_cursor: function (name) { glossatorPage.element('canvas').style.cursor = glossatorPage.read(name); },
    js_place_text_field: function (x, y, lineHeight) { glossatorPage.placeTextField(x, y, lineHeight); },
    js_write_clipboard: function (text, size) {
        if (navigator.clipboard) navigator.clipboard.writeText(glossatorPage.read(text, size)).catch(function () {});
    },
    js_emit: function (name, nameSize, detail, size) {
        glossatorPage.emit(glossatorPage.read(name, nameSize), glossatorPage.read(detail, size));
    },

    js_request_asset: function (path, size) { glossatorPage.requestAsset(glossatorPage.read(path, size)); },
    js_glyphs_ready: function () { return glossatorPage.glyphsReady(); },
    js_glyph_advance: function (cluster, size) { return glossatorPage.glyphAdvance(glossatorPage.read(cluster, size)); },
    js_draw_glyph: function (cluster, size, pixelSize, out) {
        var glyph = glossatorPage.drawGlyph(glossatorPage.read(cluster, size), pixelSize);
        HEAP32.set([glyph.width, glyph.height, glyph.left, glyph.top, glyph.colored ? 1 : 0], out >> 2);
        var pixels = glossatorPage.allocate(glyph.rgba);
        HEAPU32[(out >> 2) + 5] = pixels;
    },
});
