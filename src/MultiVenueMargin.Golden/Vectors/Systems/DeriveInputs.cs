using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Derive;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Parts that several shapes of Derive's vectors share.</summary>
internal static class DeriveInputs
{
    public static IReadOnlyList<ManagerScenario> Scenarios(InputValue grid) => grid.Items()
        .Select(scenario => scenario.Items(3))
        .Select(parts => new ManagerScenario(parts[0].Number(), VolatilityOf(parts[1]), parts[2].Number()))
        .ToList();

    public static ManagerOption Option(InputObject option, string volatility) => new(
        option.Get("strike").Number(),
        RightOf(option),
        option.Get("amount").Number(),
        option.Get(volatility).Statistic());

    public static OptionRight RightOf(InputObject option) => option.Get("is_call").Flag() ? OptionRight.Call : OptionRight.Put;

    /// <summary>Zero where it is not stated.</summary>
    public static decimal NumberOrZero(this InputObject inputs, string key) => inputs.Find(key)?.Number() ?? 0m;

    /// <summary>Full confidence where none is stated.</summary>
    public static decimal ConfidenceOr(this InputObject inputs, string key, decimal otherwise = 1m) => inputs.Find(key)?.Number() ?? otherwise;

    public static ManagerPerpetual Perpetual(InputObject perpetual, decimal otherwise = 1m) => new(
        perpetual.Get("position").Number(),
        perpetual.Get("mark").Number(),
        perpetual.ConfidenceOr("confidence", otherwise),
        perpetual.NumberOrZero("unrealised_pnl") + perpetual.NumberOrZero("unrealised_funding"));

    public static ChargeRate Rate(InputObject set, string maintenance, string extraInitial) =>
        new(set.Get(maintenance).Number(), set.Get(extraInitial).Number());

    private static ScenarioVolatility VolatilityOf(InputValue text) => text.Text() switch
    {
        "Up" => ScenarioVolatility.Up,
        "Down" => ScenarioVolatility.Down,
        "None" => ScenarioVolatility.None,
        "LINEAR" or "Linear" => ScenarioVolatility.Linear,
        "ABS" or "Abs" => ScenarioVolatility.Abs,
        var other => throw text.Refused($"'{other}' is no move of volatilities"),
    };
}
