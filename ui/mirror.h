#pragma once

#include <string>

#include "ui/app.h"

namespace glossator {

// What a screen reader is told, since a canvas tells it nothing: the page makes elements of it (web/page/mirror.js).
class Mirror {
public:
    static constexpr uint32_t kMostBytes = 40'000;  // of a text, in whole lines around the caret
    static constexpr size_t kMostSpans = 2'000;     // of that text, the first ones
    static constexpr size_t kMostArticles = 200;    // around the open one

    // Whether write() would tell something else than at the last call. O(1): it is asked in every frame.
    bool changed(const App& app);
    // A JSON object of what is shown, each member of which stands for itself:
    // "articles": [{id, title, about, open}]; "text": {document, title, language, caret, focused, earlier, later,
    // paragraphs: [{start, text, marks: [{from, to, span, about}]}]} or null; "labels": [{id, title, key}];
    // "details": [[name, value]] of the focused span; "commands": [{id, title, keys}] that can be run now;
    // "panels": [{name, items: [{words, control, nth, chosen}]}], what is drawn around the text, where no other
    // member says it; "dialog": {text, yes} or null; "view", "said", "problem": texts; "words": what the mirror itself
    // says, with the interface's language and direction. Offsets of the text (`start`, `caret`, `earlier`, `later`) in
    // code points of the document; `earlier` and `later` are where more of it begins, null if nothing does. Those of
    // marks in UTF-16 units of the paragraph, half open.
    std::string write(const App& app) const;

private:
    struct Seen {
        uint64_t revision = ~0ull;
        DocumentId document;
        SetId set;
        SpanId focused;
        uint32_t caret = 0, anchor = 0;
        uint64_t painted = 0;
        MainView view = MainView::Text;
        std::string said, question, hidden, language;
        size_t problems = 0;
        Keeper::State kept = Keeper::State::Saved;
        Writer writer = Writer::Here;
        friend bool operator==(const Seen&, const Seen&) = default;
    };
    Seen seen_;
};

}  // namespace glossator
