#include "core/text/markdown.h"

#include <algorithm>
#include <utility>

#include <md4c.h>

#include "core/base/utf8.h"

namespace glossator {

namespace {

constexpr size_t kDeepest = 12;  // lists and quotes that are told apart

// What an entity of the most common ones stands for; itself if it is none of them.
std::string decoded(std::string_view entity)
{
    constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\u00a0"}};
    for (const auto& [name, character] : kNamed)
        if (name == entity) return std::string(character);
    if (entity.size() < 4 || entity.size() > 10 || entity[1] != '#') return std::string(entity);
    const bool hex = entity[2] == 'x' || entity[2] == 'X';
    uint32_t code_point = 0;
    for (const char c : entity.substr(hex ? 3 : 2)) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c - 'A' + 10;
        if (c != ';') code_point = code_point * (hex ? 16 : 10) + static_cast<uint32_t>(digit);
    }
    const bool surrogate = code_point >= 0xd800 && code_point < 0xe000;
    std::string out;
    append_utf8(out, code_point == 0 || code_point > 0x10ffff || surrogate ? 0xfffd : code_point);
    return out;
}

// Collects what md4c tells of a text.
class Reader {
public:
    std::vector<MarkdownBlock> blocks;

    void enter(MD_BLOCKTYPE type, void* detail)
    {
        using Kind = MarkdownBlock::Kind;
        switch (type) {
        case MD_BLOCK_QUOTE: ++quotes_; break;
        case MD_BLOCK_UL: lists_.push_back(0); break;
        case MD_BLOCK_OL: lists_.push_back(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start + 1); break;
        case MD_BLOCK_LI: enter_item(); break;
        case MD_BLOCK_H: begin(Kind::Heading, static_cast<MD_BLOCK_H_DETAIL*>(detail)->level); break;
        case MD_BLOCK_P: begin(Kind::Paragraph); break;
        case MD_BLOCK_CODE: begin(Kind::Code); break;
        case MD_BLOCK_HTML: begin(Kind::Paragraph); break;
        case MD_BLOCK_HR: begin(Kind::Rule); break;
        case MD_BLOCK_THEAD: in_head_ = true; break;
        case MD_BLOCK_TR: begin(Kind::Row, in_head_ ? 1 : 0); break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: cell_ = at(); break;
        default: break;
        }
    }

    void leave(MD_BLOCKTYPE type)
    {
        switch (type) {
        case MD_BLOCK_QUOTE: --quotes_; break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL: lists_.pop_back(); break;
        case MD_BLOCK_LI:
            marker_.clear();
            open_ = false;
            break;
        case MD_BLOCK_THEAD: in_head_ = false; break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: blocks.back().cells.push_back({cell_, at()}); break;
        case MD_BLOCK_CODE:
            while (!blocks.back().text.empty() && blocks.back().text.back() == '\n') blocks.back().text.pop_back();
            open_ = false;
            break;
        case MD_BLOCK_H:
        case MD_BLOCK_P:
        case MD_BLOCK_TR:
        case MD_BLOCK_HTML: open_ = false; break;
        default: break;
        }
    }

    void enter(MD_SPANTYPE type, void* detail)
    {
        ensure_open();
        MarkdownRun run = styles_.empty() ? MarkdownRun{} : styles_.back();
        run.bytes = {at(), at()};
        if (type == MD_SPAN_STRONG) run.strong = true;
        if (type == MD_SPAN_EM) run.emphasis = true;
        if (type == MD_SPAN_CODE) run.code = true;
        if (type == MD_SPAN_DEL) run.struck = true;
        if (type == MD_SPAN_A) run.link = text_of(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
        if (type == MD_SPAN_IMG) run.link = text_of(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
        styles_.push_back(std::move(run));
    }

    void leave_span()
    {
        if (styles_.empty()) return;  // md4c closes some links in links twice
        MarkdownRun run = std::move(styles_.back());
        styles_.pop_back();
        run.bytes.end = at();
        if (!run.bytes.empty()) blocks.back().runs.push_back(std::move(run));
    }

    void text(MD_TEXTTYPE type, std::string_view bytes)
    {
        ensure_open();
        std::string& out = blocks.back().text;
        switch (type) {
        case MD_TEXT_NULLCHAR: out += "\xef\xbf\xbd"; break;
        case MD_TEXT_BR: out += '\n'; break;
        case MD_TEXT_SOFTBR: out += ' '; break;
        case MD_TEXT_ENTITY: out += decoded(bytes); break;
        default: out += bytes;
        }
    }

private:
    uint32_t at() const { return static_cast<uint32_t>(blocks.back().text.size()); }

    static std::string text_of(const MD_ATTRIBUTE& attribute) { return {attribute.text, attribute.size}; }

    void enter_item()
    {
        marker_ = lists_.back() == 0 ? "•" : std::to_string(lists_.back()++ - 1) + ".";
        open_ = false;
    }

    void begin(MarkdownBlock::Kind kind, unsigned level = 0)
    {
        MarkdownBlock block;
        block.kind = kind;
        block.level = static_cast<uint8_t>(level);
        block.depth = static_cast<uint8_t>(std::min(lists_.size(), kDeepest));
        block.quotes = static_cast<uint8_t>(std::min(quotes_, kDeepest));
        block.marker = std::exchange(marker_, {});
        blocks.push_back(std::move(block));
        styles_.clear();
        open_ = kind != MarkdownBlock::Kind::Rule;
    }

    // The text of an item in a tight list comes without a paragraph around it.
    void ensure_open()
    {
        if (!open_) begin(MarkdownBlock::Kind::Paragraph);
    }

    std::vector<unsigned> lists_;  // the next number and 1; 0: not numbered
    std::vector<MarkdownRun> styles_;
    std::string marker_;
    size_t quotes_ = 0;
    uint32_t cell_ = 0;
    bool in_head_ = false, open_ = false;
};

Reader& reader(void* user)
{
    return *static_cast<Reader*>(user);
}

}  // namespace

std::vector<MarkdownBlock> read_markdown(std::string_view text)
{
    Reader read;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEAUTOLINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
        return reader(user).enter(type, detail), 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return reader(user).leave(type), 0; };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) { return reader(user).enter(type, detail), 0; };
    parser.leave_span = [](MD_SPANTYPE, void*, void* user) { return reader(user).leave_span(), 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* user) {
        return reader(user).text(type, {bytes, size}), 0;
    };
    md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &read);
    return std::move(read.blocks);
}

}  // namespace glossator
