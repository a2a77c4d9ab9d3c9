using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>
/// A Drift v2 account: USDC, coins, perpetuals in the cross account and isolated ones beside it, each of those with collateral of
/// its own.
/// </summary>
public sealed record DriftAccount
{
    /// <summary>USDC owned or owed, in 10^-6; it has no weights.</summary>
    public required BigInteger Quote { get; init; }

    public required DriftStrictPrice QuotePrice { get; init; }

    public IReadOnlyList<DriftSpotPosition> Coins { get; init; } = [];

    public IReadOnlyList<DriftPerpPosition> Perpetuals { get; init; } = [];

    public DriftHealth HealthUnder(DriftTerms terms)
    {
        var cross = new List<DriftLine> { QuoteLine("USDC", Quote) };
        cross.AddRange(Coins.SelectMany(coin => LinesOf(coin, terms)));
        cross.AddRange(Perpetuals.Where(perpetual => perpetual.IsolatedCollateral is null).SelectMany(perpetual => LinesOf(perpetual, terms)));
        var isolated = Perpetuals
            .Where(perpetual => perpetual.IsolatedCollateral is not null)
            .Select(perpetual => new DriftScope(
                [QuoteLine(perpetual.Name, perpetual.IsolatedCollateral!.Value), .. LinesOf(perpetual, terms)], terms.Buffer))
            .ToList();
        return new DriftHealth(new DriftScope(cross, terms.Buffer), isolated);
    }

    private DriftLine QuoteLine(string of, BigInteger amount)
    {
        var value = DriftUnits.ValueOf(amount, DriftUnits.QuoteDigits, QuotePrice.For(amount.Sign));
        return value.Sign >= 0
            ? new DriftLine("deposit", of, value, 0, 0)
            : new DriftLine("borrow", of, 0, -value, -value);
    }

    private static IEnumerable<DriftLine> LinesOf(DriftSpotPosition coin, DriftTerms terms)
    {
        var worst = DriftSpotFill.Worst(coin, terms);
        yield return new DriftLine("open orders", coin.Name, 0, coin.OrderCount * terms.PerOrder, 0);
        yield return worst.Value.Sign >= 0
            ? new DriftLine("deposit", coin.Name, worst.Weighted, 0, 0)
            : new DriftLine("borrow", coin.Name, 0, -worst.Weighted, -worst.Value);
        yield return worst.Paid.Sign >= 0
            ? new DriftLine("deposit", $"USDC for {coin.Name}", worst.Paid, 0, 0)
            : new DriftLine("borrow", $"USDC for {coin.Name}", 0, -worst.Paid, -worst.Paid);
    }

    private IEnumerable<DriftLine> LinesOf(DriftPerpPosition perpetual, DriftTerms terms)
    {
        // A position is owed for, whichever way it goes: at the larger of the two prices of the quote currency.
        var notional = DriftUnits.ValueOf(perpetual.WorstSize, DriftUnits.BaseDigits, perpetual.Price);
        var liability = DriftUnits.ValueOf(notional, DriftUnits.QuoteDigits, QuotePrice.High);
        var ratio = BigInteger.Max(
            terms.OwnRatioFor(perpetual.OwnRatio), perpetual.Market.MarginRatio(perpetual.WorstSize, terms.Level, terms.HighLeverage));
        yield return new DriftLine("perpetual", perpetual.Name, 0, DriftUnits.ShareOf(liability, ratio), liability);
        yield return new DriftLine("open orders", perpetual.Name, 0, perpetual.OrderCount * terms.PerOrder, 0);
        yield return new DriftLine("profit", perpetual.Name, CountedProfit(perpetual, terms), 0, 0);
    }

    private BigInteger CountedProfit(DriftPerpPosition perpetual, DriftTerms terms)
    {
        var weighted = DriftUnits.ShareOf(perpetual.Profit, perpetual.Market.ProfitWeight(perpetual.Profit, terms.Level));
        var counted = (QuotePrice.For(weighted.Sign) * new Fraction(weighted, 1)).Truncate();
        return terms.Level == DriftLevel.Initial ? BigInteger.Min(counted, terms.ProfitCap) : counted;
    }
}
