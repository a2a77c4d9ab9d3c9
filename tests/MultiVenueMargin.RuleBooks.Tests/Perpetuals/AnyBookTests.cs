using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.RuleBooks.Tests.Perpetuals.PerpetualsDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Perpetuals;

/// <summary>What holds for these models on any book.</summary>
public sealed class AnyBookTests
{
    private static readonly InstrumentId[] Instruments = [BtcUsdt, BtcUsdc, EthUsdt, EthUsdc, SolUsdt, SolUsdc, Inverse, Future, Call];
    private static readonly Asset[] Coins = [Btc, Eth, Sol, Usdt, Usdc, Unpriced];

    public static TheoryData<string> Names => ["hyperliquid", "binance-um", "binance-pm", "bybit-uta", "bybit-pm"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_AnyBook_IsLawful(string name) => ForAny(draw =>
    {
        var report = Find(name).Evaluate(draw.ToBook());
        return report.Components.All(component => component.Initial >= Usd.Zero && component.Maintenance >= Usd.Zero && component.Name.Length > 0)
            && report.Initial == Usd.Sum(report.Components.Select(component => component.Initial))
            && report.Components.Select(component => (component.Name, component.Of)).Distinct().Count() == report.Components.Count
            && report.Initial >= report.Maintenance
            && report.NotCovered.Concat(report.NotModelled).All(gap => gap.Subject.Length > 0 && gap.Reason.Length > 0);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Equity_WhenAPricedCoinIsAdded_NeverFalls(string name) => ForAny(draw =>
    {
        var model = Find(name);
        var before = model.Evaluate(draw.ToBook());
        return Coins.All(coin =>
        {
            var after = model.Evaluate((draw with { Lines = [.. draw.Lines, Own(coin, 1.5m)] }).ToBook());
            return after.Equity >= before.Equity && after.Maintenance <= before.Maintenance;
        });
    });

    /// <summary>Brackets and contingencies grow with size at least in proportion.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Maintenance_WhenEveryPositionDoubles_AtLeastDoubles(string name) => ForAny(draw =>
    {
        var model = Find(name);
        var once = model.Evaluate((draw with { Lines = [] }).ToBook()).Maintenance;
        var twice = model.Evaluate((draw with { Lines = [], Positions = [.. draw.Positions.Select(position => position with { Quantity = position.Quantity + position.Quantity })] }).ToBook()).Maintenance;
        return twice.Amount >= (2m * once.Amount) - 0.000001m;
    });

    private static IMarginModel Find(string name) => ModelCatalogue.Shipped.Find(name)!;

    private static void ForAny(Func<Draw, bool> holds) => Prop.ForAll(ArbMap.Default.ArbFor<short[]>(), ArbMap.Default.ArbFor<sbyte[]>(), (quantities, balances) =>
        holds(Draw.Of(quantities, balances))).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    /// <summary>A book from whatever numbers come: the i-th is a quantity of the i-th instrument, a balance (owed where negative) of the i-th coin.</summary>
    private sealed record Draw(IReadOnlyList<CollateralLine> Lines, IReadOnlyList<Position> Positions, IReadOnlyList<RestingOrder> Orders)
    {
        public static Draw Of(short[] quantities, sbyte[] balances) => new(
            [.. balances.Index().Select(at => LineOf(Coins[at.Index % Coins.Length], at.Item))],
            [.. quantities.Index().Where(at => at.Index % 3 != 2).Select(at => Hold(InstrumentOf(at.Index), at.Item / 100m, Call == InstrumentOf(at.Index) || at.Index % 2 == 0 ? null : 50_000m, at.Index % 2 == 0 ? A : B))],
            [.. quantities.Index().Where(at => at.Index % 3 == 2 && at.Item != 0).Select(at =>
                Rest(InstrumentOf(at.Index), at.Item > 0 ? OrderSide.Bid : OrderSide.Ask, Math.Abs(at.Item) / 100m, 60_000m))]);

        public MultiVenueMargin.Risk.RuleBooks.Books.ModelBook ToBook() => BookOf(Lines, Positions, Orders);

        private static InstrumentId InstrumentOf(int at) => Instruments[at % Instruments.Length];

        private static CollateralLine LineOf(Asset coin, sbyte amount) => amount < 0 ? Owe(coin, -amount) : Own(coin, amount);
    }
}
