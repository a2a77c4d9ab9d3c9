namespace MultiVenueMargin.Mutants;

/// <summary>MARGIN §2: lines from raw to counted, options, staleness, what is unknown.</summary>
internal static class CollateralMutants
{
    private const string Valuation = "src/MultiVenueMargin.Risk/Collateral/CollateralValuation.cs";
    private const string Line = "src/MultiVenueMargin.Risk/Collateral/CountedLine.cs";
    private const string Equity = "src/MultiVenueMargin.Risk/Collateral/Equity.cs";
    private const string Uncertainty = "src/MultiVenueMargin.Risk/Collateral/Uncertainty.cs";
    private const string Holdings = "src/MultiVenueMargin.Risk/Collateral/PoolHoldings.cs";
    private const string Profit = "src/MultiVenueMargin.Risk/Collateral/UnrealisedProfit.cs";
    private const string Model = "src/MultiVenueMargin.Risk/House/HouseModel.cs";
    private const string Tiers = "src/MultiVenueMargin.Domain/Rules/Tier.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            Valuation,
            "(ValuationEnd.Worst, true) or (ValuationEnd.Best, false) => 1 + u",
            "(ValuationEnd.Best, true) or (ValuationEnd.Worst, false) => 1 + u",
            "worst and best end swapped"),
        new(Valuation, "_ => Kernel.Positive(1 - u),", "_ => 1 - u,", "price factor below zero"),
        new(
            Valuation,
            "known ? 1 - location!.Haircut : 0m",
            "known ? 1 - location!.Haircut : 1m",
            "an unknown location has full credit"),
        new(Valuation, "1 - rules.Collateral.BridgeHaircuts.GetValueOrDefault(held.Bridge, 1m)", "1m", "bridges cost nothing"),
        new(
            Valuation,
            "location!.OwnToken == held.Asset",
            "location!.OwnToken != held.Asset",
            "own token haircut on every other asset"),
        new(Valuation, "held.Finality is { } finality ? finality.Share : 1m", "1m", "what is not final counts in full"),
        new(
            Valuation,
            "Tier.Charge(line.Terms.Haircut, total) / total",
            "Tier.Charge(line.Terms.Haircut, line.Amount) / line.Amount",
            "tiers per line instead of per account"),
        new(
            Model,
            ".Where(line => line.Amount > 0)",
            ".Where(line => line.Amount != 0)",
            "debts take the account down its tiers"),
        new(Tiers, "charge += (to - from) * tier.Rate;", "charge += to * tier.Rate;", "tiers overlap"),
        new(Tiers, "end < total ? end : total", "end > total ? end : total", "tiers end at the wrong end"),
        new(
            Valuation,
            "Math.Min(available, Kernel.Positive(-exposure))",
            "Math.Min(available, Math.Abs(exposure))",
            "coins hedge a long too"),
        new(
            Valuation,
            " + unit.Where(line => line.Held.IsDebt).Sum(line => line.Value);",
            ";",
            "hedge part ignores debts of the coin"),
        new(
            Valuation,
            "Kernel.OnGrid(hedge * (line.Value / available))",
            "Kernel.OnGrid(hedge / coins.Count)",
            "hedge shared by heads"),
        new(
            Valuation,
            "!line.Held.IsDebt && line.Held.Terms.Kind == AssetKind.Coin)",
            "!line.Held.IsDebt)",
            "wrapped tokens hedge"),
        new(Valuation, "assets.Sum(line => line.Hedge + line.Free)", "assets.Sum(line => line.Free)", "V without hedge parts"),
        new(
            Valuation,
            "var value = group.Sum(line => line.Free);",
            "var value = group.Sum(line => line.Hedge + line.Free);",
            "hedge part capped"),
        new(Valuation, "if (value <= limit)", "if (value < limit)", "a group at its limit is named as above it"),
        new(Valuation, "excessWeight(group) * (value - limit)", "excessWeight(group) * value", "excess weight on everything"),
        new(
            Valuation,
            "line => line.Held.Terms.Kind == AssetKind.Stablecoin ? line.Held.Terms.Issuer : null,\n            group => group.Min(",
            "line => line.Held.Terms.Kind == AssetKind.Stablecoin ? line.Held.Terms.Issuer : null,\n            group => group.Max(",
            "the best excess weight of an issuer's coins"),
        new(
            Valuation,
            "var reports = new List<CapReport>();\n        Apply(",
            "var reports = new List<CapReport>();\n"
            + "        Apply(CapKind.Venue, CollateralStep.VenueCap, rules.VenueCap, line => line.Held.Line.Location.Code, _ => 0m);\n"
            + "        Apply(",
            "venue cap before asset cap"),
        new(Valuation, "var limit = rule.BaseUsd + (share * total);", "var limit = share * total;", "caps without their base"),
        new(Line, "Counted = Usd.Down(exact).Amount;", "Counted = Usd.Up(exact).Amount;", "counted lines rounded up"),
        new(
            Line,
            "Free = Kernel.OnGrid(free * (1 - HaircutRate));",
            "Free = Kernel.OnGrid(free - (Value * HaircutRate));",
            "asset haircut on the hedge part"),
        new(Line, "? (Counted - Hedge) / (1 - HaircutRate) : 0m", "? Counted - Hedge : 0m", "free collateral not grossed up"),
        new(Equity, "net > 0 ? net * kept : net", "net * kept", "what is owed in options is discounted"),
        new(
            Equity,
            ".GroupBy(position => position.Venue)\n            .OrderBy(group => group.Key))",
            ".GroupBy(_ => holdings.Positions[0].Venue))",
            "option value netted over locations"),
        new(
            Equity,
            "Adjusted = new Usd(worst.Total) + optionValue - stale,",
            "Adjusted = new Usd(worst.Total) + optionValue,",
            "worst end without STALE"),
        new(
            Equity,
            "Math.Abs(group.Sum(position => position.Delta * position.Uncertainty))",
            "group.Sum(position => Math.Abs(position.Delta * position.Uncertainty))",
            "STALE does not net hedges"),
        new(Equity, "group.Key, Usd.Up(Math.Abs(", "group.Key, Usd.Down(Math.Abs(", "STALE rounded down"),
        new(Uncertainty, "var beyond = age - rules.Fresh;", "var beyond = age;", "fresh figures age"),
        new(Uncertainty, "age - rules.Fresh > rules.Lost", "age - rules.Fresh >= rules.Lost", "lost a moment too early"),
        new(
            Holdings,
            "positionAge > markAge ? positionAge : markAge",
            "positionAge < markAge ? positionAge : markAge",
            "the younger of mark and position"),
        new(Holdings, "balanceAge > priceAge ? balanceAge : priceAge", "priceAge", "age of the balance ignored"),
        new(
            Holdings,
            "group.Min(entry => entry.Line.AsOf)",
            "group.Max(entry => entry.Line.AsOf)",
            "a line is as young as its youngest part"),
        new(
            Holdings,
            "if (amount < 0)\n            {\n                unknown.Add(",
            "if (amount < 0)\n            {\n                omissions.Add(",
            "an unpriced debt is a note"),
        new(Holdings, "if (quantity != 0)", "if (quantity > 0)", "an unpriced short is nothing"),
        new(
            Profit,
            "PricedFuture.ProfitBetween(future.Contract, lots.Key.Value, future.Price)",
            "PricedFuture.ProfitBetween(future.Contract, future.Price, lots.Key.Value)",
            "unrealised profit with the wrong sign"),
    ];
}
