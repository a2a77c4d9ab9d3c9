using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>What-if as a pure function: nothing is changed, two books are compared.</summary>
public static class WhatIfAnalysis
{
    public static WhatIfReport Evaluate(Book book, MarketSnapshot market, RuleSet rules, Proposal proposal) =>
        throw new NotSupportedException("Being built.");
}
