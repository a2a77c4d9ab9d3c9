using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Domain.Tests.Contracts;

public sealed class AccountIdContract : OrderedValueContract<AccountId>
{
    protected override IReadOnlyList<(Func<AccountId> Make, string Text)> Ascending =>
    [
        (() => new(new("a"), "z"), "a/z"),
        (() => new(new("a-b"), "a"), "a-b/a"),
        (() => new(new("b"), "A"), "b/A"),
        (() => new(new("b"), "a"), "b/a"),
    ];

    protected override string DefaultText => string.Empty;

    protected override bool DefaultIsAValue => false;
}

public sealed class VenueAccountIdContract : OrderedValueContract<VenueAccountId>
{
    protected override IReadOnlyList<(Func<VenueAccountId> Make, string Text)> Ascending =>
    [
        (() => new(new("A"), "z"), "A:z"),
        (() => new(new("A-B"), "a"), "A-B:a"),
        (() => new(new("B"), "A"), "B:A"),
        (() => new(new("B"), "a"), "B:a"),
        (() => new(new("B"), "a:b"), "B:a:b"),
    ];

    protected override string DefaultText => string.Empty;

    protected override bool DefaultIsAValue => false;
}

public sealed class PriceContract : OrderedValueContract<Price>
{
    protected override IReadOnlyList<(Func<Price> Make, string Text)> Ascending =>
    [
        (() => new(0.000m), "0"),
        (() => new(0.0000000000000000000000000001m), "0.0000000000000000000000000001"),
        (() => new(1.50m), "1.5"),
        (() => new(Price.Largest), "1000000000000"),
    ];

    protected override string DefaultText => "0";

    protected override bool DefaultIsAValue => true;
}

public sealed class QuantityContract : OrderedValueContract<Quantity>
{
    protected override IReadOnlyList<(Func<Quantity> Make, string Text)> Ascending =>
    [
        (() => new(-Quantity.Largest), "-1000000000000000000"),
        (() => new(-0.10m), "-0.1"),
        (() => -Quantity.Zero, "0"),
        (() => new(0.123456789012345678m), "0.123456789012345678"),
        (() => new(Quantity.Largest), "1000000000000000000"),
    ];

    protected override string DefaultText => "0";

    protected override bool DefaultIsAValue => true;
}

public sealed class RateContract : OrderedValueContract<Rate>
{
    protected override IReadOnlyList<(Func<Rate> Make, string Text)> Ascending =>
    [
        (() => new(-Rate.Largest), "-1000"),
        (() => new(-0.0200m), "-0.02"),
        (() => Rate.Zero, "0"),
        (() => new(0.0001m), "0.0001"),
        (() => new(Rate.Largest), "1000"),
    ];

    protected override string DefaultText => "0";

    protected override bool DefaultIsAValue => true;
}

public sealed class UsdContract : OrderedValueContract<Usd>
{
    protected override IReadOnlyList<(Func<Usd> Make, string Text)> Ascending =>
    [
        (() => new(decimal.MinValue), "-79228162514264337593543950335"),
        (() => new(-Usd.Step), "-0.00000001"),
        (() => -Usd.Zero, "0"),
        (() => new(1_000.00m), "1000"),
        (() => new(decimal.MaxValue), "79228162514264337593543950335"),
    ];

    protected override string DefaultText => "0";

    protected override bool DefaultIsAValue => true;
}

public sealed class MoneyContract : OrderedValueContract<Money>
{
    protected override IReadOnlyList<(Func<Money> Make, string Text)> Ascending =>
    [
        (() => new(-2.50m, new("BTC")), "-2.5 BTC"),
        (() => new(0m, new("BTC")), "0 BTC"),
        (() => new(0.1m, new("BTC")), "0.1 BTC"),
    ];

    protected override string DefaultText => "0";

    protected override bool DefaultIsAValue => true;
}

public sealed class FinalityContract : PlainValueContract<Finality>
{
    protected override IReadOnlyList<Func<Finality>> Different => [() => new(0, 6), () => new(1, 6), () => new(1, 12)];

    protected override Finality Empty => new(0, 0);
}

public sealed class DepthLevelContract : PlainValueContract<DepthLevel>
{
    protected override IReadOnlyList<Func<DepthLevel>> Different =>
        [() => new(new(0.1m), new(1m)), () => new(new(0.1m), new(2m)), () => new(new(0.2m), new(2m))];

    protected override DepthLevel Empty => new(Rate.Zero, Quantity.Zero);
}

public sealed class StressMoveContract : PlainValueContract<StressMove>
{
    protected override IReadOnlyList<Func<StressMove>> Different => [() => new(0.1, 1), () => new(0.1, 2), () => new(0.2, 2)];

    protected override StressMove Empty => new(0, 0);
}

public sealed class SmilePointContract : PlainValueContract<SmilePoint>
{
    protected override IReadOnlyList<Func<SmilePoint>> Different => [() => new(0.1, 1), () => new(0.1, 2), () => new(0.2, 2)];

    protected override SmilePoint Empty => new(0, 0);
}

public sealed class StatedComponentContract : PlainValueContract<StatedComponent>
{
    protected override IReadOnlyList<Func<StatedComponent>> Different => [() => new("a", new(1m)), () => new("a", new(2m)), () => new("b", new(2m))];

    protected override StatedComponent Empty => new(null!, Usd.Zero);
}

public sealed class RuleBookTextContract : PlainValueContract<RuleBookText>
{
    protected override IReadOnlyList<Func<RuleBookText>> Different => [() => default, () => new("""{ "model": "a" }"""), () => new("""{ "model": "b" }""")];

    protected override RuleBookText Empty => new("{}");
}

public sealed class TierContract : PlainValueContract<Tier>
{
    protected override IReadOnlyList<Func<Tier>> Different => [() => new(1m, 0.1m), () => new(1m, 0.2m), () => new(2m, 0.2m), () => new(null, 0.2m)];

    protected override Tier Empty => new(null, 0m);
}

public sealed class StateThresholdContract : PlainValueContract<StateThreshold>
{
    protected override IReadOnlyList<Func<StateThreshold>> Different =>
    [
        () => new(MarginState.Call, 1m, 2m),
        () => new(MarginState.Notice, 1m, 2m),
        () => new(MarginState.Notice, 1.5m, 2m),
        () => new(MarginState.Notice, 1.5m, 2.5m),
    ];

    protected override StateThreshold Empty => new(MarginState.Unknown, 0m, 0m);
}

public sealed class CreditPairContract : PlainValueContract<CreditPair>
{
    protected override IReadOnlyList<Func<CreditPair>> Different =>
        [() => new(new("BTC"), new("ETH")), () => new(new("ETH"), new("BTC")), () => new(new("ETH"), new("SOL"))];

    protected override CreditPair Empty => new(default, default);
}
