using MultiVenueMargin.Risk.RuleBooks.Dederi;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Dederi's futures.</summary>
internal static class DederiVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["Dederi portfolio margin"],
            Inputs = ["spot", "basis_rate", "days", "qty", "contingency_factor", "shocks"],
            Answer = Answer,
        },
    ];

    private static VectorAnswer Answer(GoldenVector vector)
    {
        decimal Input(string name) => vector.Inputs.Get(name).Number();
        var forward = DederiFutures.Forward(Input("spot"), Input("basis_rate"), Input("days"));
        return new VectorAnswer()
            .Add("forward", forward)
            .Add("contingency", DederiFutures.Contingency(Input("contingency_factor"), Input("spot"), [Input("qty")]))
            .Add("pnl", vector.Inputs.Get("shocks").Items().Select(shock => DederiFutures.Profit(Input("qty"), forward, shock.Number())));
    }
}
