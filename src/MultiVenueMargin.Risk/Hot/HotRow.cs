using System.Diagnostics;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// Fills the rows of a hot market from a priced one. What the report computes per instrument alone is computed here in the
/// report's own decimals and becomes a double once, for all accounts.
/// </summary>
internal static class HotRow
{
    private static readonly (double Least, double Most) Nothing = (double.PositiveInfinity, double.NegativeInfinity);

    public static HotUnit Of(RiskUnit unit, PricedMarket priced) => new()
    {
        Index = Kernel.ToDouble(priced.FindIndex(unit) ?? 0m),
        DailyVolatility = Kernel.ToDouble(priced.DailyVolatility(unit)),
        DailyVolume = Kernel.ToDouble(priced.FindDailyVolume(unit) ?? 0m),
        HasHistory = priced.FindStatistics(unit) is not null,
    };

    public static HotAsset Of(Asset asset, PricedMarket priced)
    {
        var mark = priced.FindMark(asset);
        return new HotAsset
        {
            HasMark = mark is not null,
            Mark = Kernel.ToDouble(mark?.Mark.Value ?? 1m),
            Confidence = Kernel.ToDouble(mark?.Confidence.Value ?? 0m),
            AsOf = (mark?.AsOf ?? priced.AsOf).UtcTicks,
            DailyVolatility = Kernel.ToDouble(priced.DailyVolatility(asset)),
        };
    }

    /// <param name="unit">Of its underlying.</param>
    public static HotInstrument Of(PricedInstrument instrument, in HotUnitTerms unit, PricedMarket priced)
    {
        var row = new HotInstrument
        {
            Status = instrument.IsDelivered ? HotStatus.Delivered : instrument.IsExpired ? HotStatus.Expired : HotStatus.Live,
            AsOf = instrument.Mark.AsOf.UtcTicks,
            Confidence = Kernel.ToDouble(instrument.Mark.Confidence.Value),
            Delta = Kernel.ToDouble(instrument.Delta),
        };
        var volume = (instrument.Mark.AverageDailyVolume is { } own ? Kernel.ToDouble(own.Value) : unit.DailyVolume) * unit.IndexInUsd;
        row = volume > 0 ? row with { ImpactOfRoot = unit.Impact / Math.Sqrt(volume) } : row with { ImpactUnknown = unit.Impact };
        return instrument switch
        {
            PricedOptionContract option => WithOption(row, option, unit.Index, priced.Rules.AddOns),
            PricedFuture future => WithFuture(row, future, priced),
            _ => throw new UnreachableException($"{instrument.Contract.Id} is priced as neither option nor future."),
        };
    }

    /// <summary>The extremes of Δ$·s·w: what is linear has no array of its own.</summary>
    public static HotInstrument WithMoves(HotInstrument row, HotScenarios scenarios) => row.Status == HotStatus.Delivered ? row : row with
    {
        ScanMost = Math.Abs(row.Delta) * scenarios.MostMove,
        Grid = Times(row.Delta, scenarios.Grid),
        Tails = Times(row.Delta, scenarios.Tails),
    };

    /// <summary>P&amp;L × w of an option in every scenario, and its extremes: the scan of one instrument alone needs no more.</summary>
    public static HotInstrument WithScan(HotInstrument row, PricedInstrument instrument, HotScenarios scenarios, Span<double> scan)
    {
        scan.Clear();
        if (row.Status == HotStatus.Delivered)
        {
            return row;
        }

        var profits = scan[..scenarios.Set.Count];
        instrument.FillScan(profits);
        var weights = scenarios.Weights.AsSpan(0, profits.Length);
        for (var i = 0; i < profits.Length; i++)
        {
            profits[i] *= weights[i];
        }

        return WithExtremes(row, profits, scenarios);
    }

    /// <summary>The extremes of P&amp;L × w.</summary>
    public static HotInstrument WithExtremes(HotInstrument row, ReadOnlySpan<double> scan, HotScenarios scenarios)
    {
        var isTail = scenarios.IsTail;
        var (grid, tails) = (Nothing, Nothing);
        var most = 0.0;
        for (var i = 0; i < scan.Length; i++)
        {
            var profit = scan[i];
            most = Math.Max(most, Math.Abs(profit));
            if (isTail[i])
            {
                tails = (Math.Min(tails.Least, profit), Math.Max(tails.Most, profit));
            }
            else
            {
                grid = (Math.Min(grid.Least, profit), Math.Max(grid.Most, profit));
            }
        }

        // Rules may have no tails: then none of them loses.
        return row with { ScanMost = most, Grid = grid, Tails = tails == Nothing ? (0, 0) : tails };
    }

    private static (double Least, double Most) Times(double delta, (double Least, double Most) moves) =>
        delta >= 0 ? (delta * moves.Least, delta * moves.Most) : (delta * moves.Most, delta * moves.Least);

    private static HotInstrument WithOption(HotInstrument row, PricedOptionContract option, decimal index, AddOnRules rules)
    {
        var mark = Kernel.Positive(option.ContractValue);
        var premiumInUsd = option.Option.IsInverse ? option.UsdPerCoin : option.Inputs.QuoteInUsd;
        var years = Kernel.ToDecimal(option.DaysToExpiry) / 365m;
        return row with
        {
            Vega = Kernel.ToDouble(option.Vega),
            RateWeight = Kernel.ToDouble(years * option.Option.Multiplier * option.ModelValue),
            ContractValue = Kernel.ToDouble(option.ContractValue),
            OptionHalfSpread = Kernel.ToDouble(Math.Min(
                mark, (rules.OptionSpreadOfMark * mark) + (rules.OptionSpreadOfUnderlying * index * option.Option.Multiplier))),
            QuoteInUsd = Kernel.ToDouble(option.Inputs.QuoteInUsd),
            Discount = Kernel.ToDouble(option.Inputs.Discount),
            Decay = KernelMath.Exp(-(double)rules.MaximumLossRate * (option.DaysToExpiry / 365.0)),
            OrderMark = Kernel.ToDouble(option.Value / premiumInUsd),
            OrderUsd = Kernel.ToDouble(premiumInUsd * option.Option.Multiplier),
        };
    }

    private static HotInstrument WithFuture(HotInstrument row, PricedFuture future, PricedMarket priced) => row with
    {
        Funding = future.Contract is Perpetual ? Kernel.ToDouble(future.Mark.PredictedFunding?.Value ?? 0m) : 0,
        HalfSpread = Kernel.ToDouble(future.Mark.HalfSpread?.Value ?? priced.ClassOf(future.Unit).HalfSpread),
        Price = Kernel.ToDouble(future.Price),
        QuoteInUsd = Kernel.ToDouble(future.QuoteInUsd),
        OrderMark = Kernel.ToDouble(future.Price),
        OrderUsd = Math.Abs(row.Delta) / Kernel.ToDouble(future.Price),
    };
}
