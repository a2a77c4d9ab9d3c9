// What QuantLib makes of a book of options under scenarios, and how long it takes: the peer of `mvm bench risk`, which compiles and runs it.
// By hand:
//
//     g++ -O2 -std=c++17 black.cpp -lQuantLib -o black && ./black BOOK SECONDS
//
// BOOK is text: the number of options and of scenarios; a line with the move of each scenario; then a line for each option:
// c or p, forward, strike, days to expiry, volatility, and the volatility in each scenario.
//
// To the output goes JSON: the least time of one price over passes that each take all options through all scenarios, and what came out. All prices are undiscounted,
// as ours: rates are zero. Three ways are measured, from the barest to what most programs use:
//   blackFormula            one price from forward, strike and standard deviation
//   BlackCalculator         one price with delta, gamma, vega and theta
//   AnalyticEuropeanEngine  an instrument whose quotes are moved, and then asked for its value

#include <ql/exercise.hpp>
#include <ql/instruments/europeanoption.hpp>
#include <ql/instruments/payoffs.hpp>
#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/pricingengines/vanilla/analyticeuropeanengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/version.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using namespace QuantLib;

namespace {

struct Listed {
    Option::Type type;
    double forward, strike, years, volatility;
    int days;
    std::vector<double> volatilities;
};

struct Book {
    std::vector<double> moves;
    std::vector<Listed> options;
};

// An option with quotes of its own, so that moving one tells no other.
struct Quoted {
    ext::shared_ptr<SimpleQuote> forward, volatility;
    ext::shared_ptr<EuropeanOption> option;
};

Book readBook(const char* path) {
    std::ifstream file(path);
    std::size_t options = 0, scenarios = 0;
    file >> options >> scenarios;
    Book book;
    book.moves.resize(scenarios);
    for (double& move : book.moves) file >> move;
    for (std::size_t i = 0; i < options; ++i) {
        Listed listed;
        std::string right;
        file >> right >> listed.forward >> listed.strike >> listed.days >> listed.volatility;
        listed.type = right == "c" ? Option::Call : Option::Put;
        listed.years = listed.days / 365.0;
        listed.volatilities.resize(scenarios);
        for (double& volatility : listed.volatilities) file >> volatility;
        book.options.push_back(std::move(listed));
    }
    if (!file) {
        std::cerr << "The book ends too early or is not as described.\n";
        std::exit(2);
    }
    return book;
}

// The least time of a pass, in nanoseconds: what else the machine does is no property of the library.
template <class Pass>
double leastNanoseconds(double seconds, Pass pass) {
    using Clock = std::chrono::steady_clock;
    const auto began = Clock::now();
    double least = HUGE_VAL;
    do {
        const auto at = Clock::now();
        pass();
        least = std::min(least, std::chrono::duration<double, std::nano>(Clock::now() - at).count());
    } while (std::chrono::duration<double>(Clock::now() - began).count() < seconds);
    return least;
}

Quoted makeQuoted(const Listed& listed, const Date& today) {
    const DayCounter actual = Actual365Fixed();
    Quoted made;
    made.forward = ext::make_shared<SimpleQuote>(listed.forward);
    made.volatility = ext::make_shared<SimpleQuote>(listed.volatility);
    const Handle<YieldTermStructure> rate(ext::make_shared<FlatForward>(today, 0.0, actual));
    const Handle<BlackVolTermStructure> smile(
        ext::make_shared<BlackConstantVol>(today, NullCalendar(), Handle<Quote>(made.volatility), actual));
    const auto process = ext::make_shared<BlackProcess>(Handle<Quote>(made.forward), rate, smile);
    made.option = ext::make_shared<EuropeanOption>(
        ext::make_shared<PlainVanillaPayoff>(listed.type, listed.strike), ext::make_shared<EuropeanExercise>(today + listed.days));
    made.option->setPricingEngine(ext::make_shared<AnalyticEuropeanEngine>(process));
    return made;
}

void print(const char* name, const std::vector<double>& values) {
    std::printf(",\n \"%s\": [", name);
    for (std::size_t i = 0; i < values.size(); ++i) std::printf("%s%.17g", i == 0 ? "" : ",", values[i]);
    std::printf("]");
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "black BOOK SECONDS\n";
        return 2;
    }
    const Book book = readBook(words[1]);
    const double seconds = std::atof(words[2]) / 3;
    const std::size_t scenarios = book.moves.size(), options = book.options.size();
    const Date today(21, November, 2026);
    Settings::instance().evaluationDate() = today;

    // Of each option before any scenario, and then in each.
    std::vector<double> formula(options * (scenarios + 1)), engine(formula.size());
    const double formulaPass = leastNanoseconds(seconds, [&] {
        std::size_t at = 0;
        for (const Listed& each : book.options) {
            const double root = std::sqrt(each.years);
            formula[at++] = blackFormula(each.type, each.strike, each.forward, each.volatility * root);
            for (std::size_t j = 0; j < scenarios; ++j)
                formula[at++] = blackFormula(each.type, each.strike, each.forward * (1 + book.moves[j]), each.volatilities[j] * root);
        }
    });

    std::vector<double> greeks(options * 5);
    const double greeksPass = leastNanoseconds(seconds, [&] {
        std::size_t at = 0;
        for (const Listed& each : book.options) {
            const BlackCalculator calculator(each.type, each.strike, each.forward, each.volatility * std::sqrt(each.years));
            greeks[at++] = calculator.value();
            greeks[at++] = calculator.deltaForward();
            greeks[at++] = calculator.gammaForward();
            greeks[at++] = calculator.vega(each.years);
            greeks[at++] = calculator.theta(each.forward, each.years);
        }
    });

    std::vector<Quoted> all;
    for (const Listed& each : book.options) all.push_back(makeQuoted(each, today));
    const double enginePass = leastNanoseconds(seconds, [&] {
        std::size_t at = 0;
        for (std::size_t i = 0; i < options; ++i) {
            const Listed& each = book.options[i];
            Quoted& quoted = all[i];
            quoted.forward->setValue(each.forward);
            quoted.volatility->setValue(each.volatility);
            engine[at++] = quoted.option->NPV();
            for (std::size_t j = 0; j < scenarios; ++j) {
                quoted.forward->setValue(each.forward * (1 + book.moves[j]));
                quoted.volatility->setValue(each.volatilities[j]);
                engine[at++] = quoted.option->NPV();
            }
        }
    });

    const double prices = static_cast<double>(formula.size());
    std::printf("{\"version\": \"%s\",\n \"formula_ns\": %.17g, \"greeks_ns\": %.17g, \"engine_ns\": %.17g", QL_VERSION,
                formulaPass / prices, greeksPass / static_cast<double>(options), enginePass / prices);
    print("formula", formula);
    print("engine", engine);
    print("greeks", greeks);
    std::printf("}\n");
    return 0;
}
