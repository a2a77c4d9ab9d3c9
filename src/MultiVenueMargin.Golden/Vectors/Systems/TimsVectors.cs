using MultiVenueMargin.Risk.RuleBooks.Tims;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Portfolio margin by the rules of the OCC, and the grid by which they are taught.</summary>
internal static class TimsVectors
{
    private static readonly string[] Occ = ["OCC TIMS / customer portfolio margin", "OCC TIMS (educational grid)"];
    private static readonly string[] Kinds = ["long_puts", "long_calls", "short_puts", "short_calls", "futures"];

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = Occ,
            Inputs = ["offset", "class_a_pnl"],
            Optional = ["class_b_pnl", "class_c_pnl", "class_d_pnl", "minimum"],
            Answer = ProductGroup,
        },
        new()
        {
            Systems = Occ,
            Inputs = ["multiplier", "minimum_per_unit"],
            Optional = [.. Kinds, "scenario_loss_below_minimum", "scenario_loss"],
            Answer = Minimum,
        },
        new()
        {
            Systems = Occ,
            Inputs = ["range_down", "range_up", "points", "shares", "price"],
            Optional = ["minimum"],
            Answer = Shares,
        },
        new()
        {
            Systems = Occ,
            Inputs = ["stock_values", "put_values", "reference_value"],
            Optional = ["shares", "price", "put_strike", "moves"],
            Answer = Totals,
        },
    ];

    private static VectorAnswer ProductGroup(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var classes = inputs.Entries().Where(input => input.Key.StartsWith("class_", StringComparison.Ordinal)).Select(input => Numbers(input.Value)).ToList();
        var profits = TimsOffset.Combine(classes, inputs.Get("offset").Number());
        return new VectorAnswer().Add("group_pnl", profits).Add("margin", Margin(profits, inputs));
    }

    private static VectorAnswer Minimum(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var contracts = Kinds.Sum(kind => inputs.Find(kind)?.Number() ?? 0m);
        var minimum = TimsRequirement.MinimumOf(contracts, inputs.Get("multiplier").Number(), inputs.Get("minimum_per_unit").Number());

        // The loss is either told or known to be the smaller of the two; else there is nothing to compare the minimum with.
        var loss = inputs.Find("scenario_loss")?.Number()
            ?? (inputs.Get("scenario_loss_below_minimum").Flag() ? 0m : throw inputs.Get("scenario_loss_below_minimum").Refused("a loss above the minimum has to be told"));
        return new VectorAnswer().Add("margin", new TimsRequirement(loss, minimum).Amount).Add("minimum", minimum);
    }

    private static VectorAnswer Shares(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var moves = TimsGrid.Moves(inputs.Get("range_down").Number(), inputs.Get("range_up").Number(), inputs.Get("points").Whole());
        var value = inputs.Get("shares").Number() * inputs.Get("price").Number();
        var profits = moves.Select(move => value * move).ToList();
        return new VectorAnswer().Add("moves", moves).Add("pnl", profits).Add("margin", Margin(profits, inputs));
    }

    private static VectorAnswer Totals(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var totals = SumOf(Numbers(inputs.Get("stock_values")), Numbers(inputs.Get("put_values")));
        var reference = inputs.Get("reference_value").Number();
        var loss = TimsOffset.WorstLoss(totals.Select(total => total - reference));
        return new VectorAnswer().Add("scenario_values", totals).Add("worst_loss", loss).Add("margin", new TimsRequirement(loss, 0m).Amount);
    }

    private static decimal Margin(IReadOnlyList<decimal> profits, InputObject inputs) =>
        new TimsRequirement(TimsOffset.WorstLoss(profits), inputs.Find("minimum")?.Number() ?? 0m).Amount;

    private static List<decimal> SumOf(IReadOnlyList<decimal> one, IReadOnlyList<decimal> other) => [.. one.Zip(other, (left, right) => left + right)];

    private static IReadOnlyList<decimal> Numbers(InputValue list) => [.. list.Items().Select(item => item.Number())];
}
