using MultiVenueMargin.Risk.RuleBooks.Paradex;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Paradex' minimum for delta and its cross margin of options.</summary>
internal static class ParadexVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["Paradex portfolio margin"],
            Inputs = ["spot", "net_rate", "hedged_rate"],
            Optional = ["perp", "perp_delta", "calls", "call_delta", "puts", "put_delta"],
            Answer = MinimumDeltas,
        },
        new()
        {
            Systems = ["Paradex option cross margin"],
            Inputs = ["spot", "marks", "premium_im", "premium_mm", "itm_im", "itm_mm"],
            Answer = Longs,
        },
        new()
        {
            Systems = ["Paradex option cross margin"],
            Inputs = ["spot", "cases", "itm_im", "itm_mm", "otm_im", "otm_mm", "put_cap"],
            Answer = Shorts,
        },
    ];

    private static VectorAnswer MinimumDeltas(GoldenVector vector)
    {
        decimal Input(string name) => vector.Inputs.Get(name).Number();
        decimal DeltaOf(string held, string each, decimal otherwise) => vector.Inputs.Find(held) is { } quantity
            ? quantity.Number() * (vector.Inputs.Find(each)?.Number() ?? otherwise)
            : 0m;
        decimal Option(string held, string each) => vector.Inputs.Find(held) is null ? 0m : Input(held) * Input(each);

        decimal[] deltas = [DeltaOf("perp", "perp_delta", 1m), Option("calls", "call_delta"), Option("puts", "put_delta")];
        var (net, gross) = (deltas.Sum(), deltas.Sum(Math.Abs));
        return new VectorAnswer()
            .Add("net_delta", net)
            .Add("gross_delta", gross)
            .Add("hedged_delta", MinimumDelta.Hedged(net, gross))
            .Add("min_delta_risk", new MinimumDelta(Input("net_rate"), Input("hedged_rate")).Of(deltas) * Input("spot"));
    }

    private static VectorAnswer Longs(GoldenVector vector)
    {
        decimal Input(string name) => vector.Inputs.Get(name).Number();
        var initial = new OptionCrossMargin(Input("premium_im"), Input("itm_im"), 0m, 0m, 0m);
        var maintenance = new OptionCrossMargin(Input("premium_mm"), Input("itm_mm"), 0m, 0m, 0m);
        var marks = vector.Inputs.Get("marks").Items().Select(mark => mark.Number()).ToList();
        return new VectorAnswer()
            .Add("imr", marks.Select(mark => initial.Long(mark, Input("spot"))))
            .Add("mmr", marks.Select(mark => maintenance.Long(mark, Input("spot"))));
    }

    private static VectorAnswer Shorts(GoldenVector vector)
    {
        decimal Input(string name) => vector.Inputs.Get(name).Number();
        var initial = new OptionCrossMargin(0m, 0m, Input("itm_im"), Input("otm_im"), Input("put_cap"));
        var maintenance = new OptionCrossMargin(0m, 0m, Input("itm_mm"), Input("otm_mm"), Input("put_cap"));
        var options = vector.Inputs.Get("cases").Items().Select(each => each.Fields())
            .Select(option => (Right: OptionRights.Of(option.Get("right")), Strike: option.Get("strike").Number()))
            .ToList();
        return new VectorAnswer()
            .Add("imr", options.Select(option => initial.Short(option.Right, Input("spot"), option.Strike)))
            .Add("mmr", options.Select(option => maintenance.Short(option.Right, Input("spot"), option.Strike)));
    }
}
