using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>
/// Books whose every figure is a short decimal: roots of squares, tiers and caps that divide. Here the model and the naive
/// evaluator must agree to the last digit, and a few figures are worked by hand beside them.
/// </summary>
public sealed class ExactCasesTests
{
    private static readonly RiskUnit Btc = new("BTC");
    private static readonly Asset Usdt = new("USDT");
    private static readonly Asset Usdc = new("USDC");

    private static readonly Instrument[] Contracts =
    [
        new Perpetual(new("BTC-USDT"), Btc, ContractStyle.Linear, Usdt, 1m),
        new Perpetual(new("BTC-USDC"), Btc, ContractStyle.Linear, Usdc, 1m),
        new Perpetual(new("BTC-INV"), Btc, ContractStyle.Inverse, Asset.Usd, 100m),
        new DatedFuture(new("BTC-F"), Btc, ContractStyle.Linear, Asset.Usd, 1m, World.Now.AddDays(73)),
        new EuropeanOption(new("BTC-C110"), Btc, ContractStyle.Linear, Asset.Usd, 1m, World.Now.AddDays(73), OptionRight.Call, new(110_000m)),
        new EuropeanOption(new("BTC-P90"), Btc, ContractStyle.Linear, Asset.Usd, 1m, World.Now.AddDays(73), OptionRight.Put, new(90_000m)),
        new EuropeanOption(new("BTC-C120"), Btc, ContractStyle.Linear, Asset.Usd, 1m, World.Now.AddDays(146), OptionRight.Call, new(120_000m)),
        new EuropeanOption(new("BTC-10"), Btc, ContractStyle.Linear, Asset.Usd, 1m, World.Now.AddDays(10), OptionRight.Call, new(100_000m)),
        new EuropeanOption(new("BTC-90"), Btc, ContractStyle.Linear, Asset.Usd, 1m, World.Now.AddDays(90), OptionRight.Call, new(100_000m)),
        new EuropeanOption(new("BTC-100"), Btc, ContractStyle.Linear, Asset.Usd, 1m, World.Now.AddDays(100), OptionRight.Call, new(100_000m)),
    ];

    /// <summary>
    /// 25 000 ETH: 5 000·3 % + 15 000·6 % + 5 000·12 % = 1 650, 6.6 % on average. At 4 000 they are worth 93.4 M; V = 93.4 M +
    /// 9.95 M; the cap 5 M + 40 %·V = 46.34 M, so that 46.34 M + 0.8·47.06 M = 83.988 M count.
    /// </summary>
    [Fact]
    public void Collateral_WithTiersAndCaps_AgreesToTheDigit()
    {
        var drawn = Case([Line("ETH", World.Chain, 25_000m), Line("USDC", World.Chain, 10_000_000m)], []);
        AgreesExactly(drawn);
        var lines = drawn.Evaluate().Pools[0].Equity.Lines;
        Assert.Equal(83_988_000m, lines.Single(line => line.Line.Asset.Code == "ETH").Counted.Amount);
    }

    /// <summary>Bridge, finality and place, one after the other: 100 BTC · 100 000 · 0.98 · 0.8 · 3/4 at A.</summary>
    [Fact]
    public void Collateral_OnItsWay_AgreesToTheDigit()
    {
        var onItsWay = Line("BTC", World.A, 100m) with { Bridge = BridgeClass.Multisig, Finality = new Finality(3, 4) };
        var drawn = Case([onItsWay, Line("BNB", World.B, 1_000m), Line("USD", World.B, -40_000m), Line("USDT", World.Custodian, 6_000_000m) with { IsLoan = true }], []);
        AgreesExactly(drawn);
        Assert.Equal(100m * 100_000m * 0.98m * 0.8m * 0.75m * 0.98m, drawn.Evaluate().Pools[0].Equity.Lines[0].Counted.Amount);
    }

    /// <summary>A long at one venue and a short at another: buckets, BASIS, PEG, FUNDING, GROSS_FLOOR, LIQ with coins/ADV a square.</summary>
    [Fact]
    public void Perpetuals_BetweenVenues_AgreeToTheDigit()
    {
        var drawn = Case(
            [Line("USD", World.Chain, 10_000_000m)],
            [Held("BTC-USDT", World.A, 100m), Held("BTC-USDC", World.B, -64m), Held("BTC-INV", World.C, -9_000m), Held("BTC-F", World.A, 16m)]);
        AgreesExactly(drawn);
        var unit = drawn.Evaluate().Pools[0].Units[0];

        // Longs 10 M, shorts 6.4 M + 0.9 M: 7.3 M × 0.2 %, and the future's 1.6 M × max(0.5 %, 5 %·0.2).
        Assert.Equal((7_300_000m * 0.002m) + (1_600_000m * 0.01m), unit.Basis.Amount.Amount);

        // √(coins/ADV) of 100, 64, 9 and 16 coins in 10 000: 0.1, 0.08, 0.03, 0.04.
        Assert.Equal(
            (10_000_000m * (0.0005m + (0.028m * 0.1m))) + (6_400_000m * (0.0005m + (0.028m * 0.08m)))
            + (900_000m * (0.0005m + (0.028m * 0.03m))) + (1_600_000m * (0.0005m + (0.028m * 0.04m))),
            unit.Liquidity.Amount.Amount);
    }

    /// <summary>Coins that hedge a short at another place, free collateral beside them, and a loan of the same coin.</summary>
    [Fact]
    public void Hedges_AcrossPlaces_AgreeToTheDigit() => AgreesExactly(Case(
        [Line("BTC", World.Chain, 40m), Line("BTC", World.Chain, 10m) with { Bridge = BridgeClass.LightClient }, Line("BTC", World.A, 4m) with { IsLoan = true }, Line("WBTC", World.Chain, 20m)],
        [Held("BTC-USDT", World.A, -21m)]));

    /// <summary>Options with marks: values, vega of two expiries, groups short calls with their cover, long ones bounded by their price.</summary>
    [Fact]
    public void Options_OfTwoExpiries_AgreeToTheDigit() => AgreesExactly(Case(
        [Line("USD", World.Chain, 1_000_000m)],
        [Held("BTC-C110", World.A, -2m), Held("BTC-P90", World.A, 3m), Held("BTC-C120", World.A, 4m), Held("BTC-C120", World.B, 1m)]));

    [Fact]
    public void AccountParts_WithOrdersStatementsAndRoutes_AgreeToTheDigit()
    {
        var drawn = Case(
            [Line("USD", World.Chain, 3_000_000m), Line("USDC", World.A, 500_000m), Line("USDT", World.A, 7_000_000m) with { IsLoan = true }],
            [Held("BTC-USDT", World.A, 4m)]);
        drawn = drawn with
        {
            Book = drawn.Book with
            {
                Orders =
                [
                    new() { Venue = World.A, Instrument = new("BTC-USDT"), Side = OrderSide.Bid, Quantity = new(2m), Limit = new(101_000m) },
                    new() { Venue = World.A, Instrument = new("BTC-USDT"), Side = OrderSide.Ask, Quantity = new(20m), Limit = new(100_500m) },
                    new() { Venue = World.B, Instrument = new("BTC-C110"), Side = OrderSide.Ask, Quantity = new(1m), Limit = new(4_900m) },
                ],
                VenueStatements = new Dictionary<LocationId, VenueStatement>
                {
                    [World.A] = new() { Equity = new(100_000m), MaintenanceMargin = new(1_000_000m), AsOf = World.Now },
                    [World.B] = new() { Equity = new(900_000m), MaintenanceMargin = new(200_000m), InitialMargin = new(650_000m), AsOf = World.Now },
                },
                Routes = [new(World.B, World.A, TimeSpan.FromHours(1)), new(World.Chain, World.A, TimeSpan.FromHours(9))],
                PriorStates = new Dictionary<PoolId, MarginState> { [PoolId.Cross] = MarginState.Call },
            },
        };
        AgreesExactly(drawn);

        // 900 000 are missing at A; B sends its 250 000 above its initial margin in time, the chain does not.
        Assert.Equal(650_000m, drawn.Evaluate().Pools[0].VenueTrap.Amount.Amount);
    }

    /// <summary>
    /// Both venues miss two million and the chain can send three. B waits for an hour and is served first; A gets the million left.
    /// </summary>
    [Fact]
    public void VenueTrap_WhenOneSourceServesTwo_AgreesToTheDigit()
    {
        var drawn = Case([Line("USD", World.Chain, 3_000_000m)], [Held("BTC-USDT", World.A, 4m)]);
        drawn = drawn with
        {
            Book = drawn.Book with
            {
                VenueStatements = new Dictionary<LocationId, VenueStatement>
                {
                    [World.A] = new() { Equity = new(0m), MaintenanceMargin = new(2_000_000m), AsOf = World.Now },
                    [World.B] = new() { Equity = new(0m), MaintenanceMargin = new(2_000_000m), AsOf = World.Now },
                },
                Routes = [new(World.Chain, World.A, TimeSpan.FromMinutes(10)), new(World.Chain, World.B, TimeSpan.FromMinutes(50))],
            },
        };
        AgreesExactly(drawn);
        Assert.Equal(
            [(World.B, 0m), (World.A, 1_000_000m)],
            drawn.Evaluate().Pools[0].VenueTrap.Items.Select(item => (item.Venue, item.Trapped.Amount)));
    }

    /// <summary>Long vega in 10 and in 100 days, short in 90: the short meets the nearest first, ten days away.</summary>
    [Fact]
    public void VegaTerm_OfThreeExpiries_AgreesToTheDigit()
    {
        var drawn = Case([], [Held("BTC-10", World.A, 5m), Held("BTC-90", World.A, -2m), Held("BTC-100", World.A, 1m)]);
        AgreesExactly(drawn);
        Assert.Equal(
            ["2026-06-10 against 2026-05-31", "2026-03-12 against 2026-05-31"],
            drawn.Evaluate().Pools[0].Units[0].VegaTerm.Items.Select(item => item.Subject));
    }

    private static void AgreesExactly(BookCase drawn) => NaiveHouseTests.Agree(drawn, exactly: true);

    private static BookCase Case(IReadOnlyList<CollateralLine> lines, IReadOnlyList<Position> positions) => new(
        0,
        new Book { Account = new AccountId(new InstitutionId("exact"), "case"), Lines = lines, Positions = positions },
        new MarketSnapshot
        {
            Version = new("exact"),
            AsOf = World.Now,
            Prices = new (string Asset, decimal Price)[] { ("BTC", 100_000m), ("ETH", 4_000m), ("USDC", 1m), ("USDT", 1m), ("BNB", 500m), ("WBTC", 100_000m) }
                .ToDictionary(pair => new Asset(pair.Asset), pair => new AssetMark { Mark = new(pair.Price), AsOf = World.Now }),
            Instruments = Contracts.ToDictionary(contract => contract.Id),
            Marks = Contracts.OfType<Derivative>().ToDictionary(contract => contract.Id, contract => new InstrumentMark
            {
                Mark = new(contract switch
                {
                    EuropeanOption { Right: OptionRight.Put } => 3_000m,
                    EuropeanOption => 5_000m,
                    _ => 100_000m,
                }),
                ImpliedVolatility = contract is EuropeanOption ? 0.6 : null,
                PredictedFunding = new Rate(0.0001m),
                AsOf = World.Now,
            }),
            Units = new Dictionary<RiskUnit, UnitMarket> { [Btc] = new() { AverageDailyVolume = new(10_000m), DailyVolatility = 0.04 } },
        },
        RandomRules.AsWritten);

    private static CollateralLine Line(string asset, LocationId location, decimal balance) =>
        new() { Asset = new(asset), Location = location, Balance = new(balance), AsOf = World.Now };

    private static Position Held(string instrument, LocationId venue, decimal quantity) =>
        new() { Instrument = new(instrument), Venue = venue, Quantity = new(quantity), AsOf = World.Now };
}
