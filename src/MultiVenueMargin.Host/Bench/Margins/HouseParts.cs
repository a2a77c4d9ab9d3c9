using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// Parts of the platform's risk that nobody asks for alone, and that are measured alone. This is the one place where a bench reaches inside: where a
/// part changes, so does its line here.
/// </summary>
internal static class HouseParts
{
    /// <summary>Changes of an option's value in every scenario of a set, by the kernel alone.</summary>
    /// <param name="volatilities">After the shock, as many as scenarios.</param>
    public static void PriceChanges(BookedOption option, ScenarioSet set, ReadOnlySpan<double> volatilities, Span<double> changes) =>
        RiskArrayKernel.PriceChangesTrusted(
            option.Right, option.Forward, option.Strike, option.Years, option.Volatility, set.Growths, set.LogGrowths, volatilities, changes);

    /// <summary>What a pool holds of a unit: its positions alone, without coins.</summary>
    public static UnitHoldings PositionsOf(Book book, RiskUnit unit, PricedMarket market) =>
        new(unit, market, [.. PoolHoldings.Of(book, PoolId.Cross, market).Positions.Where(position => position.Instrument.Unit == unit)], [], []);

    public static Usd ScanOf(UnitHoldings holdings) => Scan.Of(holdings, explain: false).Amount;

    /// <summary>VaR and ES over a set of joint moves.</summary>
    public static (decimal ValueAtRisk, decimal Shortfall) TailOf(UnitHoldings holdings, ScenarioSet set) =>
        StatisticalCore.Tail(StatisticalCore.Profits(holdings, set), holdings.Market.Rules.Statistical);

    /// <summary>The scenarios of history as the statistical core has filtered them.</summary>
    public static ScenarioSet FilteredOf(PricedMarket market, RiskUnit unit) => market.FindStatistics(unit)!.Filtered;

    public static RiskArray ArrayOf(HeldPosition position, ScenarioSet set, PricedMarket market) => market.ArrayOf(position.Instrument, set);
}
