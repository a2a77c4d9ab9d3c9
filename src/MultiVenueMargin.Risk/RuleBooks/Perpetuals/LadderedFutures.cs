using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>Components of futures and perpetuals that are margined by ladders: positions, and what resting orders add to initial margin.</summary>
internal static class LadderedFutures
{
    public static IEnumerable<ModelComponent> Of(IEnumerable<ListedContract> contracts, LadderTable ladders)
    {
        foreach (var contract in contracts)
        {
            var margin = ladders.Of(contract.Unit).At(contract.Notional);
            if (contract.Notional != 0)
            {
                yield return new ModelComponent("position", contract.Name, Usd.Up(margin.Initial), Usd.Up(margin.Maintenance), WorkingOf(contract, margin));
            }

            var worst = ladders.Of(contract.Unit).At(contract.WorstNotional);
            var more = worst.Initial - margin.Initial;
            if (more > 0)
            {
                yield return new ModelComponent(
                    "orders", contract.Name, Usd.Up(more), Usd.Zero, $"filled on the worse side {ExactNumber.Format(contract.WorstNotional)} USD");
            }
        }
    }

    /// <summary>The component that asks most, in words; empty where nothing is asked.</summary>
    public static string BindingOf(IReadOnlyList<ModelComponent> components) =>
        components.Count > 0 && components.MaxBy(component => component.Maintenance) is { } largest && largest.Maintenance > Usd.Zero
            ? $"{largest.Name} {largest.Of}: {largest.Working}"
            : string.Empty;

    private static string WorkingOf(ListedContract contract, BracketMargin margin) =>
        $"{ExactNumber.Format(Math.Abs(contract.Notional))} USD × {ExactNumber.Format(margin.Bracket.Rate)} − {ExactNumber.Format(margin.Deduction)},"
        + $" bracket from {ExactNumber.Format(margin.Bracket.Floor)}, at most {ExactNumber.Format(margin.Bracket.MaxLeverage)}×";
}
