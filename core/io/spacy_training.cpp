#include "core/io/spacy_training.h"

#include "core/io/tokens.h"

namespace glossator {

namespace {

struct Token {
    JsonValue value;
    bool begins_sentence;
};

// The text of a paragraph, and where its tokens and sentences are.
struct Laid {
    TextPtr text;
    Segments segments;
};

Result<Laid> with_text(std::string text, const std::vector<Token>& tokens, const std::vector<TextRange>& places)
{
    Laid out;
    out.segments = {"spacy", places, {}};
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].begins_sentence) out.segments.sentences.push_back(places[i]);
        out.segments.sentences.back().end = places[i].end;
    }
    Result<TextPtr> made = Text::make(std::move(text));
    if (!made) return fail(made.error());
    out.text = std::move(*made);
    return out;
}

// The tokens where they follow each other in the text.
Result<Laid> laid_in(std::string_view raw, const std::vector<Token>& tokens)
{
    std::vector<TextRange> places;
    size_t at = 0;
    for (const Token& token : tokens) {
        const std::string_view word = token.value["orth"].string();
        const size_t begin = raw.find(word, at);
        if (begin == std::string_view::npos || raw.substr(at, begin - at).find_first_not_of(" \t\r\n") < begin - at)
            return fail_at(token.value.offset(), "the token isn't the next one of \"raw\"");
        at = begin + word.size();
        places.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(at)});
    }
    return with_text(std::string(raw), tokens, places);
}

Result<Laid> laid_with_spaces(const std::vector<Token>& tokens)
{
    std::string text;
    std::vector<TextRange> places;
    for (const Token& token : tokens) {
        const auto begin = static_cast<uint32_t>(text.size());
        text += token.value["orth"].string();
        places.push_back({begin, static_cast<uint32_t>(text.size())});
        text += token.value["space"].string();
    }
    return with_text(std::move(text), tokens, places);
}

Result<Laid> detokenised(const std::vector<Token>& tokens)
{
    Detokeniser words;
    for (const Token& token : tokens) {
        if (token.begins_sentence) words.end_sentence();
        words.add(token.value["orth"].string());
    }
    words.end_sentence("");
    Result<TextPtr> text = words.take_text();
    if (!text) return fail(text.error());
    return Laid{std::move(*text), words.segments("spacy")};
}

// The spans that the tokens' tags tell of.
std::vector<SpanLineReader::Found> entities_of(ProjectBuilder& builder, const std::vector<Token>& tokens,
                                               const std::vector<TextRange>& places)
{
    std::vector<SpanLineReader::Found> out;
    std::string open;  // the label of an entity that may go on
    for (size_t i = 0; i < tokens.size(); ++i) {
        const std::string_view tag = tokens[i].value["ner"].string();
        const bool is_inside = tag.size() > 2 && tag[1] == '-';
        const std::string label(is_inside ? tag.substr(2) : std::string_view());
        const bool goes_on = is_inside && label == open && (tag[0] == 'I' || tag[0] == 'L');
        if (goes_on) {
            out.back().span.at.front().end = places[i].end;
        } else if (is_inside) {
            out.emplace_back();
            out.back().span.label = builder.label(label);
            out.back().span.at = {places[i]};
        }
        open = is_inside && tag[0] != 'L' && tag[0] != 'U' ? label : std::string();
    }
    return out;
}

Status read_paragraph(SpanLineReader& lines, JsonValue paragraph)
{
    std::vector<Token> tokens;
    bool has_spaces = false;
    for (const JsonValue sentence : paragraph["sentences"].children()) {
        bool begins = true;
        for (const JsonValue token : sentence["tokens"].children()) {
            if (token["orth"].string().empty()) return fail_at(token.offset(), "the token has no \"orth\"");
            tokens.push_back({token, begins});
            begins = false;
            has_spaces |= token["space"].is_string();
            for (const JsonValue each : token.children())
                if (each.key() != "id" && each.key() != "orth" && each.key() != "space" && each.key() != "ner")
                    lines.losses().add("attributes of tokens", std::string(each.key()));
        }
    }
    Result<Laid> laid = paragraph["raw"].is_string() ? laid_in(paragraph["raw"].string(), tokens)
                        : has_spaces                 ? laid_with_spaces(tokens)
                                                     : detokenised(tokens);
    if (!laid && laid.error().offset == Error::kNoOffset) return fail_at(paragraph.offset(), laid.error().message);
    if (!laid) return fail(laid.error());
    lines.begin(laid->text);
    for (SpanLineReader::Found& each : entities_of(lines.builder(), tokens, laid->segments.tokens))
        lines.add(std::move(each));
    if (!tokens.empty()) lines.builder().document().segments = std::move(laid->segments);
    lines.finish();
    for (const JsonValue cat : paragraph["cats"].children())
        if (cat["label"].is_string() && cat["value"].number())
            lines.builder().set_document_attribute(cat["label"].string(), *cat["value"].number());
    return {};
}

}  // namespace

Status read_spacy_training(SpanLineReader& lines, JsonValue document)
{
    if (!document["paragraphs"].is_array()) return fail_at(document.offset(), "\"paragraphs\" is an array");
    for (const JsonValue paragraph : document["paragraphs"].children())
        if (Status sound = read_paragraph(lines, paragraph); !sound) return sound;
    return {};
}

}  // namespace glossator
