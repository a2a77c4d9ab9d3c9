using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What the models of both portfolio managers share.</summary>
internal static class ManagerReport
{
    public static string? RefusalOf(ModelPosition position, IReadOnlyList<string> units) => units.Contains(position.Unit.Code)
        ? null
        : $"there is a portfolio manager for {string.Join(" and ", units)} only";

    /// <summary>The managers that a book needs, by name.</summary>
    public static IReadOnlyList<string> UnitsOf(DeriveAccount account, IEnumerable<string> homes) =>
        account.Units.Select(unit => unit.Unit.Code).Concat(homes).Distinct().Order(StringComparer.Ordinal).ToList();

    /// <summary>A manager's subaccount without its collateral; cash is added up by the model, for it is the same under every manager.</summary>
    public static ManagerPortfolio PortfolioOf(DeriveUnit? positions, decimal spot, decimal stablePrice) => new()
    {
        Cash = 0m,
        SpotPrice = spot,
        StablePrice = stablePrice,
        Perpetual = positions?.Perpetual ?? ManagerPerpetual.None,
        Expiries = positions?.Expiries ?? [],
    };

    public static void Add(DeriveReport report, string unit, ManagerMargin margin, IReadOnlyList<ManagerScenario> scenarios)
    {
        var factor = FormattableString.Invariant($"x{margin.InitialFactor:0.####} for initial margin, x{margin.MaintenanceFactor:0.####} for maintenance");
        if (margin.WorstScenario is { } worst)
        {
            report.Add("scenario loss", unit, margin.Scan, $"{scenarios[worst]}; {factor}");
        }
        else
        {
            report.Add("forward contingency", unit, margin.Scan, factor);
        }

        report.Add("perpetual contingency", unit, margin.Perpetual);
        report.Add("option contingency", unit, margin.Option);
        report.TakeOff(margin.Collateral);
        report.Add("confidence", unit, margin.Confidence);
    }
}
