#include "core/text/abbreviations.h"

#include <algorithm>
#include <iterator>

#include "core/base/utf8.h"
#include "core/text/sentence_break.h"

namespace glossator {
namespace {

// Each list is sorted by byte. What is spelt with inner stops stands without the last one.

// Words with a stop that never end a sentence: a name, or whatever else they speak of, must follow.
constexpr std::string_view kTitles[] = {
    "Abd",  "Abp",   "Addl", "Adm",  "Adv",   "Amb",  "Asst", "Atty", "Bp",    "Brig", "Capt", "Cdr",    "Ch",
    "Cmdr", "Cmdt",  "Col",  "Cols", "Comdr", "Cpl",  "Cpt",  "Det",  "Distt", "Dr",   "Dra",  "Drs",    "Dy",
    "Dña",  "Er",    "Flt",  "Fr",   "Frl",   "Ft",   "Gen",  "Gens", "Gov",   "Gp",   "Hav",  "Hl",     "Hon",
    "Hr",   "Hz",    "Ing",  "Insp", "Jt",    "Kh",   "Lt",   "MM",   "Mag",   "Maj",  "Md",   "Messrs", "Mgr",
    "Mlle", "Mlles", "Mme",  "Mmes", "Moh",   "Mohd", "Mr",   "Mrs",  "Ms",    "Msgr", "Mst",  "Mt",     "Muhd",
    "Mx",   "Nb",    "Nk",   "Pfc",  "Pres",  "Prof", "Pvt",  "Regd", "Rep",   "Reps", "Retd", "Rev",    "Revd",
    "Rt",   "Secy",  "Sen",  "Sens", "Sgt",   "Sh",   "Smt",  "Spc",  "Sqn",   "Sra",  "Sras", "Sres",   "Srta",
    "Sta",  "Ste",   "Sto",  "Supt", "Syd",   "Teh",  "Ud",   "Uds",  "Ust",   "Vd",   "Wg",   "bzw",    "cf",
    "d.h",  "e.g",   "esp",  "i.e",  "incl",  "p.ej", "resp", "u.a",  "viz",   "vs",   "z.B",
};

// Words with a stop that may end a sentence, too: they do if a sentence starter follows, or a quotation closes.
constexpr std::string_view kAbbreviations[] = {
    "Ala",  "Apr",  "Ariz",  "Assn",   "Assoc",  "Aug",  "Av",    "Avda", "Ave",  "B.Com", "B.Sc", "B.Tech", "Bd",
    "Bldg", "Blvd", "Bros",  "Calif",  "Chr",    "Cie",  "Co",    "Colo", "Conn", "Corp",  "Cos",  "Dec",    "Del",
    "Dept", "EE",   "EE.UU", "Esq",    "Est",    "Feb",  "Fla",   "Fri",  "Ga",   "Govt",  "Hrsg", "Hwy",    "Inc",
    "Inst", "Intl", "Jan",   "Jh",     "Jhd",    "Jr",   "Jul",   "Jun",  "Kan",  "Ky",    "LL.B", "LL.D",   "LLC",
    "LLP",  "Ln",   "Ltd",   "M.Phil", "M.Sc",   "MBBS", "Mar",   "Mass", "Mfg",  "Mich",  "Minn", "Mio",    "Mo",
    "Mon",  "Mont", "Mrd",   "Natl",   "Neb",    "Nev",  "Nov",   "Oct",  "Okla", "Ont",   "Ore",  "Pa",     "Penn",
    "Ph.D", "Pl",   "Plc",   "Plz",    "Pty",    "Que",  "Rd",    "Sep",  "Sept", "Sq",    "Sr",   "St",     "Str",
    "Tenn", "Tex",  "Thu",   "Thur",   "Thurs",  "Tsd",  "Tue",   "Tues", "Univ", "Va",    "Vt",   "Wash",   "Wed",
    "Wis",  "Wyo",  "a.k.a", "al",     "approx", "apr",  "aprox", "bspw", "env",  "etc",   "evtl", "ggf",    "ibid",
    "inkl", "plc",  "sog",   "usf",    "usw",    "zzgl",
};

// Words with a stop that go on only if a number follows.
constexpr std::string_view kBeforeNumber[] = {
    "Abs",   "Art", "Arts", "Bd",   "Bl",    "Cap", "Chap", "Cl",   "Eq",     "Ext", "Fig",  "Figs", "Hwy", "Kap",
    "Mob",   "No",  "Nos",  "Nr",   "Nrn",   "Núm", "Op",   "PKR",  "Para",   "Re",  "Ref",  "Reg",  "Rs",  "Rte",
    "Sch",   "Sec", "Secs", "Tel",  "Tk",    "Vol", "Vols", "Ziff", "approx", "art", "arts", "ca",   "cap", "chap",
    "circa", "cl",  "eq",   "est",  "ext",   "fig", "figs", "max",  "min",    "no",  "nos",  "nr",   "nº",  "núm",
    "núms",  "op",  "par",  "para", "paras", "pg",  "pp",   "pág",  "págs",   "ref", "sec",  "tel",  "vol", "vols",
};

// Times of day: they end a sentence unless one of kAfterClock follows.
constexpr std::string_view kClock[] = {
    "A.M",
    "P.M",
    "a.m",
    "p.m",
};

// What goes on after a time of day: time zones and days.
constexpr std::string_view kAfterClock[] = {
    "AEST",     "April",   "August", "BST",      "CDT",       "CEST",     "CET",    "CST",    "CT",       "Central",
    "December", "EDT",     "EST",    "ET",       "Eastern",   "February", "Fri",    "Friday", "GMT",      "IST",
    "JST",      "January", "July",   "June",     "KST",       "MDT",      "MSK",    "MST",    "MT",       "March",
    "May",      "Mon",     "Monday", "Mountain", "November",  "October",  "PDT",    "PKT",    "PST",      "PT",
    "Pacific",  "SGT",     "Sat",    "Saturday", "September", "Sun",      "Sunday", "Thurs",  "Thursday", "Tues",
    "Tuesday",  "UTC",     "WIB",    "Wed",      "Wednesday",
};

// What a number with a stop is counted with in German.
constexpr std::string_view kAfterOrdinal[] = {
    "Apr",  "April",   "Aug",         "August",       "Bezirk", "Dez",       "Dezember", "Etage",
    "Feb",  "Februar", "Jahrhundert", "Jahrhunderts", "Jan",    "Januar",    "Jh",       "Jul",
    "Juli", "Jun",     "Juni",        "Jänner",       "Mai",    "März",      "Nov",      "November",
    "Okt",  "Oktober", "Platz",       "Sep",          "Sept",   "September", "Stock",
};

// Words that, with a capital, are far more often the first of a sentence than part of a name after an abbreviation.
constexpr std::string_view kStarters[] = {
    "A",          "Aber",         "About",     "According", "Across",     "Additionally", "Addressing", "After",
    "Again",      "Against",      "All",       "Along",     "Alors",      "Already",      "Also",       "Although",
    "Amid",       "Among",        "An",        "And",       "Another",    "Any",          "Après",      "Are",
    "As",         "Así",          "At",        "Au",        "Auch",       "Auf",          "Aunque",     "Aus",
    "Aussi",      "Aux",          "Avant",     "Avec",      "Because",    "Before",       "Bei",        "Beim",
    "Both",       "But",          "By",        "Ce",        "Cela",       "Celui",        "Ces",        "Cet",
    "Cette",      "Citing",       "Como",      "Could",     "Cuando",     "Damit",        "Dann",       "Dans",
    "Denn",       "Depuis",       "Desde",     "Deshalb",   "Despite",    "Después",      "Did",        "Dies",
    "Diese",      "Dieser",       "Dieses",    "Doch",      "Does",       "Durante",      "During",     "Each",
    "Earlier",    "Ein",          "Eine",      "Einen",     "Einer",      "Either",       "Ella",       "Elle",
    "Elles",      "Ellos",        "En",        "Enfin",     "Entre",      "Er",           "Es",         "Esa",
    "Ese",        "Eso",          "Esta",      "Este",      "Esto",       "Even",         "Every",      "Everyone",
    "Few",        "Finally",      "First",     "For",       "Former",     "From",         "Further",    "Furthermore",
    "Für",        "Given",        "Had",       "Has",       "Have",       "He",           "Hence",      "Her",
    "Here",       "His",          "How",       "However",   "I",          "If",           "Ihr",        "Ihre",
    "Ils",        "Im",           "In",        "Indeed",    "Instead",    "Is",           "It",         "Its",
    "Je",         "Last",         "Late",      "Later",     "Let",        "Leur",         "Leurs",      "Lors",
    "Mais",       "Malgré",       "Many",      "Meanwhile", "Mientras",   "Mit",          "More",       "Moreover",
    "Most",       "Much",         "Muchos",    "My",        "Nach",       "Nachdem",      "Nadie",      "Neither",
    "Never",      "Nevertheless", "No",        "Nobody",    "None",       "Nor",          "Not",        "Nothing",
    "Nous",       "Now",          "Nun",       "Obwohl",    "Often",      "On",           "Once",       "One",
    "Only",       "Other",        "Others",    "Our",       "Over",       "Où",           "Pendant",    "Perhaps",
    "Pero",       "Plus",         "Plusieurs", "Porque",    "Pour",       "Quand",        "Que",        "Rather",
    "Regarding",  "Según",        "Seit",      "Selon",     "Separately", "She",          "Should",     "Sie",
    "Similarly",  "Since",        "So",        "Sobre",     "Some",       "Soon",         "Speaking",   "Still",
    "Such",       "También",      "That",      "The",       "Their",      "Them",         "Then",       "There",
    "Therefore",  "These",        "They",      "This",      "Those",      "Though",       "Three",      "Through",
    "Throughout", "Thus",         "Today",     "Together",  "Too",        "Tous",         "Tout",       "Two",
    "Und",        "Under",        "Unless",    "Unlike",    "Unter",      "Until",        "Upon",       "Vom",
    "Vous",       "Was",          "We",        "Wegen",     "Wenn",       "Wer",          "Were",       "What",
    "When",       "Where",        "Whether",   "Which",     "While",      "Who",          "Whoever",    "Whose",
    "Why",        "Wie",          "Wir",       "With",      "Within",     "Without",      "Would",      "Während",
    "Yesterday",  "Yet",          "You",       "Your",      "Zu",         "Zudem",        "Zum",        "Zur",
};

// Articles and the like. They begin a sentence after an abbreviation, but belong to a name after an initial ('J. De
// Silva').
constexpr std::string_view kParticles[] = {
    "Al", "Als", "Con", "Das", "De",  "Del", "Dem",  "Den", "Der", "Des",  "Die", "Du",
    "El", "Et",  "Il",  "La",  "Las", "Le",  "Les",  "Los", "Par", "Para", "Por", "Ses",
    "Si", "Sin", "Son", "Su",  "Sur", "Sus", "Tras", "Un",  "Una", "Une",  "Von", "Vor",
};
template <size_t N>
constexpr bool is_sorted(const std::string_view (&words)[N])
{
    return std::is_sorted(std::begin(words), std::end(words));
}
static_assert(is_sorted(kTitles) && is_sorted(kAbbreviations) && is_sorted(kBeforeNumber) && is_sorted(kClock) &&
              is_sorted(kAfterClock) && is_sorted(kAfterOrdinal) && is_sorted(kStarters) && is_sorted(kParticles));

template <size_t N>
bool has(const std::string_view (&words)[N], std::string_view word)
{
    return std::binary_search(std::begin(words), std::end(words), word);
}

// One letter, or letters with stops between them. Letters beyond ASCII count as such: the caller gives nothing but
// letters, digits and stops.
bool is_initials(std::string_view word)
{
    size_t letters = 0;
    for (size_t at = 0; at < word.size();) {
        if (word[at] == '.') {
            if (letters == 0) return false;
            letters = 0;
            ++at;
            continue;
        }
        const Decoded c = decode_utf8(word, at);
        const SentenceBreak kind = sentence_break(c.code_point);
        if ((kind != SentenceBreak::Upper && kind != SentenceBreak::Lower) || ++letters > 1) return false;
        at += c.length;
    }
    return letters == 1;
}

BeforeStop look_up(std::string_view word)
{
    if (has(kTitles, word)) return BeforeStop::Title;
    if (has(kClock, word)) return BeforeStop::Clock;
    if (has(kAbbreviations, word)) return BeforeStop::Abbreviation;
    if (has(kBeforeNumber, word)) return BeforeStop::BeforeNumber;
    if (is_initials(word)) return BeforeStop::Initial;
    return BeforeStop::Word;
}

}  // namespace

BeforeStop before_stop(std::string_view word)
{
    const BeforeStop whole = look_up(word);
    const size_t inner_stop = word.rfind('.');
    if (whole != BeforeStop::Word || inner_stop == std::string_view::npos) return whole;
    return look_up(word.substr(inner_stop + 1));  // Maj.Gen
}

bool is_sentence_starter(std::string_view word)
{
    return has(kStarters, word);
}

bool is_name_particle(std::string_view word)
{
    return has(kParticles, word);
}

bool follows_clock(std::string_view word)
{
    return has(kAfterClock, word);
}

bool follows_ordinal(std::string_view word)
{
    return has(kAfterOrdinal, word);
}

}  // namespace glossator
