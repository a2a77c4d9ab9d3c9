using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>The house margin (MARGIN §1–§6) as a pure function of book, market and rules.</summary>
public static class HouseModel
{
    public static MarginReport Evaluate(Book book, MarketSnapshot market, RuleSet rules) =>
        throw new NotSupportedException("Being built.");
}
