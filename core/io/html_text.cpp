#include "core/io/html_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace glossator::html {

namespace {

constexpr size_t kDeepest = 512;  // elements within each other, as in browsers
constexpr size_t kShown = 40;     // bytes of a text as an example

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_empty_element(std::string_view name)
{
    constexpr std::array<std::string_view, 14> kNames = {"area",  "base", "br",   "col",    "embed", "hr",  "img",
                                                         "input", "link", "meta", "source", "track", "wbr", "param"};
    return is_one_of(kNames, name);
}

bool is_block(std::string_view name)
{
    constexpr std::array<std::string_view, 52> kNames = {
        "address", "article",  "aside",  "blockquote", "body",   "caption",  "center",     "dd",      "details",
        "dialog",  "dir",      "div",    "dl",         "dt",     "fieldset", "figcaption", "figure",  "footer",
        "form",    "frameset", "h1",     "h2",         "h3",     "h4",       "h5",         "h6",      "head",
        "header",  "hgroup",   "hr",     "html",       "legend", "li",       "listing",    "main",    "menu",
        "nav",     "ol",       "option", "p",          "pre",    "search",   "section",    "summary", "table",
        "tbody",   "tfoot",    "thead",  "title",      "tr",     "ul",       "xmp"};
    return is_one_of(kNames, name);
}

bool is_cell(std::string_view name)
{
    return name == "td" || name == "th";
}

bool is_unseen(const Token& tag)
{
    constexpr std::array<std::string_view, 20> kNames = {
        "audio",  "button", "canvas",   "datalist", "dialog", "title", "iframe", "math",     "noembed",  "noframes",
        "object", "script", "noscript", "select",   "style",  "svg",   "rp",     "template", "textarea", "video"};
    if (is_one_of(kNames, tag.name) || tag.find("hidden") != nullptr) return true;
    const std::string* aria = tag.find("aria-hidden");
    if (aria != nullptr && *aria == "true") return true;
    const std::string* style = tag.find("style");
    if (style == nullptr) return false;
    std::string plain;
    for (const char c : *style)
        if (!is_blank(c)) plain += c;
    return plain.find("display:none") != std::string::npos || plain.find("visibility:hidden") != std::string::npos;
}

bool is_beside(const Token& tag)
{
    constexpr std::array<std::string_view, 3> kNames = {"aside", "footer", "nav"};
    constexpr std::array<std::string_view, 5> kRoles = {"banner", "complementary", "contentinfo", "navigation",
                                                        "search"};
    const std::string* role = tag.find("role");
    return is_one_of(kNames, tag.name) || tag.name == "search" || (role != nullptr && is_one_of(kRoles, *role));
}

bool is_nothing_but_blanks(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), is_blank);
}

std::string shortened(std::string_view text)
{
    size_t begin = 0;
    while (begin < text.size() && is_blank(text[begin])) ++begin;
    size_t end = std::min(begin + kShown, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    return std::string(text.substr(begin, end - begin));
}

// Where the element begins whose text is the article: the <article> with most text, unless most of the text of <main>,
// or of the page, lies outside of it (as where each article only leads to its page); then <main>. Nothing: all.
std::optional<size_t> article_of(std::string_view bytes)
{
    std::map<size_t, size_t> articles, mains;  // bytes of text, by the begin
    size_t page = 0;
    OpenElements open;
    Tokens tokens(bytes);
    while (const std::optional<Token> token = tokens.next()) {
        if (token->kind == Token::Kind::Open || token->kind == Token::Kind::Close) {
            open.take(*token);
            continue;
        }
        if (token->kind == Token::Kind::Raw || open.innermost().is_unseen || open.innermost().is_beside) continue;
        const size_t size = static_cast<size_t>(std::count_if(bytes.begin() + static_cast<std::ptrdiff_t>(token->begin),
                                                              bytes.begin() + static_cast<std::ptrdiff_t>(token->end),
                                                              [](char c) { return !is_blank(c); }));
        page += size;
        if (const auto article = open.innermost().article) articles[*article] += size;
        if (const auto main = open.innermost().main) mains[*main] += size;
    }
    const auto larger = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto article = std::max_element(articles.begin(), articles.end(), larger);
    const auto main = std::max_element(mains.begin(), mains.end(), larger);
    const size_t all = main != mains.end() && main->second > 0 ? main->second : page;
    if (article != articles.end() && article->second > 0 && article->second >= all / 2) return article->first;
    if (main != mains.end() && main->second > 0) return main->first;
    return std::nullopt;
}

// Puts the text together; white space waits until something follows it.
class TextMaker {
public:
    void end_line()
    {
        if (!out_.text.empty() && out_.text.back() != '\n') waiting_ = Waiting::Line;
        if (waiting_ == Waiting::Space || waiting_ == Waiting::Tab) waiting_ = Waiting::None;
    }
    void end_cell()
    {
        if (!at_line_begin() && waiting_ != Waiting::Line) waiting_ = Waiting::Tab;
    }
    bool is_at_cell_begin() const { return waiting_ == Waiting::Tab; }
    void add_blank(size_t at)
    {
        if (waiting_ != Waiting::None || at_line_begin()) return;
        waiting_ = Waiting::Space;
        space_ = at;
    }
    // A line end that stands for this much of the file.
    void add_line_end(size_t at, size_t size)
    {
        if (waiting_ == Waiting::Line) settle();
        waiting_ = Waiting::None;
        if (out_.text.empty()) return;
        append("\n", at, size);
    }
    void add(std::string_view text, size_t at, size_t size)
    {
        settle();
        append(text, at, size);
    }
    PageText take() { return std::move(out_); }

private:
    enum class Waiting { None, Space, Tab, Line };

    bool at_line_begin() const { return out_.text.empty() || out_.text.back() == '\n'; }

    void settle()
    {
        const Waiting what = std::exchange(waiting_, Waiting::None);
        if (what == Waiting::Space && !at_line_begin()) append(" ", space_, 1);
        if (what == Waiting::Tab) out_.text += '\t';
        if (what == Waiting::Line) out_.text += '\n';
    }

    void append(std::string_view text, size_t at, size_t size)
    {
        const Piece made{static_cast<uint32_t>(out_.text.size()), static_cast<uint32_t>(out_.text.size() + text.size()),
                         at, at + size};
        out_.text += text;
        if (!out_.pieces.empty()) {
            Piece& last = out_.pieces.back();
            if (last.is_alike() && made.is_alike() && last.end == made.begin && last.source_end == at) {
                last.end = made.end;
                last.source_end = made.source_end;
                return;
            }
        }
        out_.pieces.push_back(made);
    }

    PageText out_;
    Waiting waiting_ = Waiting::None;
    size_t space_ = 0;
};

// Goes over the tokens a second time, and takes the text of what was chosen.
class PageReader {
public:
    PageReader(std::string_view bytes, Part part, Losses& losses) : bytes_(bytes), part_(part), losses_(losses)
    {
        if (part == Part::Article) article_ = article_of(bytes);
    }

    PageText read()
    {
        Tokens tokens(bytes_);
        while (const std::optional<Token> token = tokens.next()) {
            if (token->kind == Token::Kind::Text)
                take_text(*token);
            else if (token->kind != Token::Kind::Raw)
                take_tag(*token);
        }
        return maker_.take();
    }

private:
    void take_tag(const Token& tag)
    {
        const bool begins_cell =
            tag.kind == Token::Kind::Open && is_cell(open_.innermost().name) && maker_.is_at_cell_begin();
        if (open_.take(tag) && !begins_cell) maker_.end_line();
        if (!is_taken()) return;
        if (is_cell(tag.name)) maker_.end_cell();
        if (tag.kind != Token::Kind::Open) return;
        if (tag.name == "br") maker_.add_line_end(tag.begin, tag.end - tag.begin);
        if (tag.name == "img") {
            const std::string* words = tag.find("alt");
            losses_.add("pictures", words != nullptr ? *words : "");
        }
        if (const std::string* address = tag.name == "a" ? tag.find("href") : nullptr)
            losses_.add("addresses of links", *address);
        drops_line_end_ = tag.name == "pre" || tag.name == "listing" ? tag.end : 0;
    }

    bool is_taken() const
    {
        const OpenElements::Element& around = open_.innermost();
        const bool is_in = !article_ || around.article == article_ || around.main == article_;
        return is_in && !around.is_unseen && !(around.is_beside && part_ == Part::Article);
    }

    void take_text(const Token& token)
    {
        const std::string_view text = bytes_.substr(token.begin, token.end - token.begin);
        if (!is_taken()) {
            if (!open_.innermost().is_unseen && !is_nothing_but_blanks(text))
                losses_.add("texts beside the article", shortened(text));
            return;
        }
        const bool keeps_blanks = open_.innermost().keeps_blanks;
        for (size_t at = token.begin; at < token.end;) {
            const char c = bytes_[at];
            size_t size = 1;
            if (c == '&')
                size = take_reference(at);
            else if (is_blank(c) && keeps_blanks)
                size = take_kept_blank(at);
            else if (is_blank(c))
                maker_.add_blank(at);
            else if (c != 0)
                size = take_plain(at, token.end);
            at += size;
        }
    }

    // Each of these gives how much of the file it is.

    // What stands for itself, up to what may not.
    size_t take_plain(size_t at, size_t end)
    {
        size_t i = at + 1;
        while (i < end && bytes_[i] != '&' && bytes_[i] != 0 && !is_blank(bytes_[i])) ++i;
        maker_.add(bytes_.substr(at, i - at), at, i - at);
        return i - at;
    }

    size_t take_reference(size_t at)
    {
        const std::optional<Reference> reference = reference_at(bytes_, at);
        if (reference) {
            if (reference->text.size() == 1 && is_blank(reference->text[0]) && !open_.innermost().keeps_blanks)
                maker_.add(" ", at, reference->length);
            else
                maker_.add(reference->text, at, reference->length);
            return reference->length;
        }
        const size_t end = bytes_.find_first_of("; <&\n", at + 1);
        if (end != std::string_view::npos && end > at + 1 && bytes_[end] == ';')
            losses_.add("names of characters that aren't known", shortened(bytes_.substr(at, end + 1 - at)));
        maker_.add("&", at, 1);
        return 1;
    }

    size_t take_kept_blank(size_t at)
    {
        const size_t size = bytes_.substr(at, 2) == "\r\n" ? 2 : 1;
        const bool is_line_end = bytes_[at] == '\n' || bytes_[at] == '\r';
        if (is_line_end && at == drops_line_end_) return size;
        if (is_line_end)
            maker_.add_line_end(at, size);
        else
            maker_.add(bytes_.substr(at, 1), at, 1);
        return size;
    }

    std::string_view bytes_;
    Part part_;
    Losses& losses_;
    std::optional<size_t> article_;  // where it begins
    OpenElements open_;
    TextMaker maker_;
    size_t drops_line_end_ = 0;  // behind a <pre>, where one counts for nothing
};

}  // namespace

bool OpenElements::take(const Token& tag)
{
    if (tag.kind == Token::Kind::Close) {
        close(tag);
        return is_block(tag.name);
    }
    if (is_empty_element(tag.name) || open_.size() == kDeepest) return is_block(tag.name);
    if (is_block(tag.name) && innermost().name == "p") open_.pop_back();
    const Element& around = innermost();
    Element made;
    made.name = tag.name;
    made.is_unseen = around.is_unseen || html::is_unseen(tag);
    made.is_beside = around.is_beside || html::is_beside(tag);
    made.keeps_blanks = around.keeps_blanks || tag.name == "pre" || tag.name == "listing" || tag.name == "xmp";
    const auto is_role = [&](const char* role) {
        const std::string* said = tag.find("role");
        return tag.name == role || (said != nullptr && *said == role);
    };
    made.article = around.article || !is_role("article") ? around.article : std::optional(tag.begin);
    made.main = around.main || !is_role("main") ? around.main : std::optional(tag.begin);
    open_.push_back(std::move(made));
    return is_block(tag.name);
}

// The end of <b> doesn't end a <p> that began within it, nor does that of a block end a cell or the page around it.
void OpenElements::close(const Token& tag)
{
    const bool is_block_end = is_block(tag.name) || is_cell(tag.name);
    for (size_t i = open_.size(); i-- > 0;) {
        if (open_[i].name == tag.name) {
            open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i), open_.end());
            return;
        }
        const bool stops = is_block_end ? (is_cell(open_[i].name) && tag.name != "tr" && tag.name != "table")
                                        : is_block(open_[i].name) || is_cell(open_[i].name);
        if (stops) return;
    }
}

PageText text_of_page(std::string_view bytes, Part part, Losses& losses)
{
    return PageReader(bytes, part, losses).read();
}

}  // namespace glossator::html
