using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Derive;
using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Prices of options by peers: Derive's library, Strata, Nautilus.</summary>
internal static class OptionPricingVectors
{
    private const string Family = "option_pricing";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["derive"],
            Family = Family,
            Inputs = ["seconds_to_expiry", "vol", "forward", "strike", "discount"],
            Answer = OnForward,
        },
        new()
        {
            Systems = ["derive"],
            Family = Family,
            Inputs = ["tau", "a", "b", "rho", "m", "sigma", "forward", "strike"],
            Answer = vector => new VectorAnswer().Add("vol", SmileOf(vector.Inputs).VolatilityAt(vector.Inputs.Get("strike").Number())),
        },
        new()
        {
            Systems = ["strata"],
            Family = Family,
            Inputs = ["forward", "strike", "time_to_expiry_years", "is_call", "vols"],
            Answer = ByVolatility,
        },
        new()
        {
            Systems = ["nautilus_trader"],
            Family = Family,
            Inputs = ["spot", "strike", "t_years", "rate", "carry", "vol", "is_call"],
            Answer = Carried,
        },
    ];

    private static VectorAnswer OnForward(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var (forward, strike) = (inputs.Get("forward").Number(), inputs.Get("strike").Number());
        var (volatility, discount) = (inputs.Get("vol").Statistic(), inputs.Get("discount").Number());
        var years = ForwardOption.YearsOf(inputs.Get("seconds_to_expiry").Number());
        return new VectorAnswer()
            .Add("call", ForwardOption.Price(OptionRight.Call, forward, strike, volatility, years, discount))
            .Add("put", ForwardOption.Price(OptionRight.Put, forward, strike, volatility, years, discount))
            .Add("call_delta_undiscounted", ForwardOption.CallDelta(forward, strike, volatility, years));
    }

    private static FeedSmile SmileOf(InputObject inputs) => new()
    {
        A = inputs.Get("a").Statistic(),
        B = inputs.Get("b").Statistic(),
        Rho = inputs.Get("rho").Statistic(),
        M = inputs.Get("m").Statistic(),
        Sigma = inputs.Get("sigma").Statistic(),
        Forward = inputs.Get("forward").Number(),
        Years = inputs.Get("tau").Statistic(),
    };

    private static VectorAnswer ByVolatility(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var right = DeriveInputs.RightOf(inputs);
        var name = right == OptionRight.Call ? "call_by_vol" : "put_by_vol";
        var answer = new VectorAnswer();
        foreach (var volatility in inputs.Get("vols").Items())
        {
            answer.Add($"{name}/{volatility.Json.GetRawText()}", ForwardOption.Price(
                right,
                inputs.Get("forward").Number(),
                inputs.Get("strike").Number(),
                volatility.Statistic(),
                inputs.Get("time_to_expiry_years").Statistic(),
                discount: 1m));
        }

        return answer;
    }

    private static VectorAnswer Carried(GoldenVector vector) => new VectorAnswer().Add("price", CarriedOption.Price(
        DeriveInputs.RightOf(vector.Inputs),
        vector.Inputs.Get("spot").Number(),
        vector.Inputs.Get("strike").Number(),
        vector.Inputs.Get("t_years").Statistic(),
        vector.Inputs.Get("rate").Statistic(),
        vector.Inputs.Get("carry").Statistic(),
        vector.Inputs.Get("vol").Statistic()));
}
