#include "core/text/sentences.h"

#include "core/base/utf8.h"
#include "core/text/sentence_break.h"
#include "core/text/sentence_tailoring.h"

namespace glossator {
namespace {

using enum SentenceBreak;

// A code point with the Extend and Format characters that follow it (SB5).
struct Item {
    SentenceBreak kind;
    uint32_t begin;
};

bool is_paragraph_separator(SentenceBreak kind)
{
    return kind == CR || kind == LF || kind == Sep;
}

bool is_term(SentenceBreak kind)
{
    return kind == ATerm || kind == STerm;
}

// Brackets and quotation marks that begin what they belong to, mostly.
bool opens(char32_t mark)
{
    constexpr std::u32string_view kOpening =
        U"([{\u00AB\u2018\u201A\u201C\u201E\u2039\u3008\u300A\u300C\u300E\u3010\uFF08";
    return kOpening.find(mark) != kOpening.npos;
}

std::vector<Item> read_items(std::string_view utf8)
{
    std::vector<Item> items;
    items.reserve(utf8.size() + 1);
    for (size_t at = 0; at < utf8.size();) {
        const Decoded c = decode_utf8(utf8, at);
        const SentenceBreak kind = sentence_break(c.code_point);
        const bool joins =
            (kind == Extend || kind == Format) && !items.empty() && !is_paragraph_separator(items.back().kind);
        if (!joins) items.push_back({kind, static_cast<uint32_t>(at)});
        at += c.length;
    }
    return items;
}

// Walks the items from one possible end to the next. Every item is looked at a bounded number of times, since the look
// ahead of SB8 stops at the next term.
class Splitter {
public:
    Splitter(std::string_view utf8, SentenceRules rules) : utf8_(utf8), rules_(rules), items_(read_items(utf8)) {}

    std::vector<uint32_t> run()
    {
        for (size_t i = 0; i < items_.size();) {
            if (is_paragraph_separator(items_[i].kind)) {
                i += items_[i].kind == CR && kind(i + 1) == LF ? 2 : 1;  // SB3
                end_before(i);                                           // SB4
            } else if (is_term(items_[i].kind)) {
                i = after_term(i);
            } else {
                ++i;
            }
        }
        end_before(items_.size());
        return std::move(ends_);
    }

private:
    SentenceBreak kind(size_t i) const { return i < items_.size() ? items_[i].kind : Other; }
    uint32_t offset(size_t i) const
    {
        return i < items_.size() ? items_[i].begin : static_cast<uint32_t>(utf8_.size());
    }

    void end_before(size_t i)
    {
        if (offset(i) > (ends_.empty() ? 0 : ends_.back())) ends_.push_back(offset(i));
    }

    size_t skip(size_t i, SentenceBreak what) const
    {
        while (i < items_.size() && items_[i].kind == what) ++i;
        return i;
    }

    // Past the marks that close what the term ends. Unicode's class Close has opening marks, too; without a blank
    // before them, as in Chinese, they would go with the wrong sentence. German closes with “, which no letter follows.
    size_t skip_closing(size_t i) const
    {
        while (kind(i) == Close) {
            const SentenceBreak next = kind(i + 1);
            const bool word_follows = next == OLetter || next == Upper || next == Lower || next == Numeric;
            if (rules_ == SentenceRules::Tailored && word_follows && opens(decode_utf8(utf8_, offset(i)).code_point))
                break;
            ++i;
        }
        return i;
    }

    // Decides about the term at `term`; returns where to go on.
    size_t after_term(size_t term)
    {
        if (kind(term) == ATerm) {
            const SentenceBreak next = kind(term + 1);
            const bool cased = term > 0 && (kind(term - 1) == Upper || kind(term - 1) == Lower);
            if (next == Numeric || (cased && next == Upper)) return term + 1;  // SB6, SB7
        }
        const size_t blanks = skip_closing(term + 1);
        const size_t next = skip(blanks, Sp);
        const bool goes_on = next >= items_.size() || kind(next) == SContinue || is_term(kind(next)) ||  // SB8a
                             is_paragraph_separator(kind(next));                                         // SB9, SB10
        if (!goes_on && ends_sentence(term, blanks, next)) end_before(next);                             // SB11
        return next;
    }

    bool ends_sentence(size_t term, size_t blanks, size_t next) const
    {
        if (rules_ == SentenceRules::Unicode) return kind(term) != ATerm || !lower_case_follows(next);
        if (kind(term) == STerm) {  // '“Why?” he asked': a small letter goes on, as SB8 has it for stops only
            const bool latin = utf8_[offset(term)] == '?' || utf8_[offset(term)] == '!';
            return !latin || kind(next) != Lower;
        }
        // SB8 sees the 'p' of '20 people died', and so joins the sentence to the one before it.
        if (kind(next) != Numeric && lower_case_follows(next)) return false;
        return glossator::ends_sentence(
            {utf8_, ends_.empty() ? 0 : ends_.back(), offset(term), offset(term + 1), offset(blanks), offset(next)});
    }

    // SB8: the next letter is a small one.
    bool lower_case_follows(size_t i) const
    {
        while (i < items_.size() && kind(i) != OLetter && kind(i) != Upper && kind(i) != Lower && !is_term(kind(i)) &&
               !is_paragraph_separator(kind(i)))
            ++i;
        return kind(i) == Lower;
    }

    std::string_view utf8_;
    SentenceRules rules_;
    std::vector<Item> items_;
    std::vector<uint32_t> ends_;
};

}  // namespace

std::vector<uint32_t> sentence_ends(std::string_view utf8, SentenceRules rules)
{
    return Splitter(utf8, rules).run();
}

}  // namespace glossator
