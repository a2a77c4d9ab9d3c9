using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>What random books found wrong, cut down and written out, so that it stays found however books are drawn.</summary>
public sealed class FoundBooksTests
{
    private static readonly RiskUnit Pepe = new("PEPE");
    private static readonly RiskUnit Btc = new("BTC");

    /// <summary>The profit of an inverse contract is a quotient; its last digit hung on the lots it was entered in.</summary>
    [Fact]
    public void Report_WhenLotsOfAnInverseFutureAreSplit_IsTheSame() => LotsAndOrderTests.SplitIsTheSame(Case(
        [],
        [new() { Venue = World.A, Instrument = new("F"), Quantity = new(-2_370m), AverageEntry = new(0.000010763m), AsOf = World.Now }],
        [("PEPE", 0.000012287m)],
        (new DatedFuture(new("F"), Pepe, ContractStyle.Inverse, Asset.Usd, 10m, World.Expiries[3]), new InstrumentMark { Mark = new(0.00001234401m), AsOf = World.Now })));

    /// <summary>Free collateral was summed in the order of the book, and Δ$ with G kept the last digit of that.</summary>
    [Fact]
    public void Report_WhenFreeCollateralIsGivenInAnotherOrder_IsTheSame()
    {
        var drawn = Case(
            [Line("BTC", World.Chain, 240.99m), Line("BTC", World.B, 174.01m), Line("vBTC", World.A, -44.698m), Line("BTC", World.C, 1_606.3m)],
            [],
            [("BTC", 134_530m), ("vBTC", 63_739m)]);
        var confident = drawn.Market.Prices.ToDictionary(
            pair => pair.Key, pair => pair.Value with { Confidence = new(pair.Key.Code == "BTC" ? 0.00234m : 0m) });
        drawn = drawn with { Market = drawn.Market with { Prices = confident } };
        ReportFigures.Same(drawn.Evaluate(), (drawn with { Book = LotsAndOrderTests.Reversed(drawn.Book) }).Evaluate());
    }

    /// <summary>What orders at one limit give away was a quotient each, and so one digit each.</summary>
    [Fact]
    public void Orders_WhenOneIsCutInThree_GiveAwayTheSame()
    {
        var drawn = Case(
            [],
            [],
            [("PEPE", 0.000012287m)],
            (new Perpetual(new("P"), Pepe, ContractStyle.Inverse, Asset.Usd, 10m), new InstrumentMark { Mark = new(0.00001234401m), AsOf = World.Now }));
        for (var limit = 0.0000130001m; limit < 0.0000130030m; limit += 0.0000000001m)
        {
            ReportFigures.Same(WithBids(limit, 9_999_999m).Evaluate(), WithBids(limit, 1_234_567m, 2_345_678m, 6_419_754m).Evaluate());
        }

        BookCase WithBids(decimal limit, params decimal[] quantities) => drawn with
        {
            Book = drawn.Book with
            {
                Orders = [.. quantities.Select(quantity => new RestingOrder
                {
                    Venue = World.A,
                    Instrument = new("P"),
                    Side = OrderSide.Bid,
                    Quantity = new(quantity),
                    Limit = new(limit),
                })],
            },
        };
    }

    /// <summary>One number, two lengths, two doubles: with it FHS moved when a book was cut up, or a price came with more zeros.</summary>
    [Fact]
    public void Double_OfANumberWithMoreZeros_IsTheSame()
    {
        var random = new Random(1);
        var moved = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var number = new decimal(random.Next(), random.Next(), random.Next(1_000), false, 20);
            var longer = number * 1.00m;
            Assert.Equal(Kernel.ToDouble(number), Kernel.ToDouble(longer));
            moved += (double)number == (double)longer ? 0 : 1;
        }

        Assert.True(moved > 0, "the conversion of the framework would do, then");
    }

    /// <summary>Contributions carried 28 digits, and the sum of their price and volatility parts lost the last.</summary>
    [Fact]
    public void Contributions_OfAGainThatCountsInPart_AddUp()
    {
        for (var puts = 80m; puts < 90m; puts += 0.3m)
        {
            AddUp(puts);
        }
    }

    private static void AddUp(decimal puts)
    {
        var drawn = Case(
            [],
            [
                new() { Venue = World.B, Instrument = new("P77500"), Quantity = new(puts), AsOf = World.Now },
                new() { Venue = World.C, Instrument = new("C70500"), Quantity = new(14_100m), AsOf = World.Now },
            ],
            [("BTC", 70_480m)],
            (new EuropeanOption(new("P77500"), Btc, ContractStyle.Linear, Asset.Usd, 0.1m, World.Expiries[5], OptionRight.Put, new(77_500m)), new InstrumentMark { Forward = new(70_540.61m), ImpliedVolatility = 0.77375, AsOf = World.Now }),
            (new EuropeanOption(new("C70500"), Btc, ContractStyle.Linear, Asset.Usd, 0.1m, World.Expiries[2], OptionRight.Call, new(70_500m)), new InstrumentMark { Forward = new(71_096.7m), ImpliedVolatility = 0.315, Mark = new(657.6m), AsOf = World.Now }));
        // A discount of fifteen digits makes profits of twenty-eight.
        drawn = drawn with { Market = drawn.Market with { Units = new Dictionary<RiskUnit, UnitMarket> { [Btc] = new() { InterestRate = 0.03222 } } } };
        var scan = Assert.Single(drawn.Evaluate().Pools[0].Units).Scan;
        Assert.Equal(scan.Amount, Usd.Sum(scan.Contributions.Select(part => part.Amount)));
        Assert.All(scan.Contributions, part => Assert.Equal(part.Amount, part.OfPrice + part.OfVolatility));
    }

    /// <summary>A trillion dollars of an inverse contract on a coin of 10^-7 earn more coins than a balance may hold: it threw.</summary>
    [Fact]
    public void Report_WhenAProfitIsMoreCoinsThanABalanceMayHold_DoesNotThrow()
    {
        var drawn = Case(
            [],
            [new() { Venue = World.B, Instrument = new("P"), Quantity = new(-141_000_000_000m), AverageEntry = new(0.0000001391m), AsOf = World.Now }],
            [("PEPE", 0.00000016357m)],
            (new Perpetual(new("P"), Pepe, ContractStyle.Inverse, Asset.Usd, 100m), new InstrumentMark { Mark = new(0.0000001626556m), AsOf = World.Now }));
        Assert.Empty(BookCheck.Check(drawn.Book, drawn.Market));
        var line = Assert.Single(drawn.Evaluate().Pools[0].Equity.Lines);
        Assert.True(line.Amount < -Quantity.Largest);
    }

    /// <summary>Sharing a hedge multiplied it by its coins before it divided: two quadrillions are more than a decimal squares.</summary>
    [Fact]
    public void Report_WhenAHedgeIsAsLargeAsABookMayHold_DoesNotThrow()
    {
        var drawn = Case(
            [Line("BTC", World.Chain, 8_000_000_000m), Line("BTC", World.A, 9_000_000_000m)],
            [new() { Venue = World.A, Instrument = new("P"), Quantity = new(-9_000_000_000m), AsOf = World.Now }],
            [("BTC", 100_000m)],
            (new Perpetual(new("P"), Btc, ContractStyle.Linear, Asset.Usd, 1m), new InstrumentMark { Mark = new(100_000m), AsOf = World.Now }));
        Assert.Empty(BookCheck.Check(drawn.Book, drawn.Market));
        Assert.Equal(900_000_000_000_000m, drawn.Evaluate().Pools[0].Equity.Lines.Sum(line => line.Hedge.Amount), 3);
    }

    private static CollateralLine Line(string asset, LocationId location, decimal balance) =>
        new() { Asset = new(asset), Location = location, Balance = new(balance), AsOf = World.Now };

    private static BookCase Case(
        IReadOnlyList<CollateralLine> lines,
        IReadOnlyList<Position> positions,
        (string Asset, decimal Price)[] prices,
        params (Derivative Contract, InstrumentMark Mark)[] contracts) => new(
            0,
            new Book { Account = new AccountId(new InstitutionId("found"), "book"), Lines = lines, Positions = positions },
            new MarketSnapshot
            {
                Version = new("found"),
                AsOf = World.Now,
                Prices = prices.ToDictionary(pair => new Asset(pair.Asset), pair => new AssetMark { Mark = new(pair.Price), AsOf = World.Now }),
                Instruments = contracts.ToDictionary(one => one.Contract.Id, Instrument (one) => one.Contract),
                Marks = contracts.ToDictionary(one => one.Contract.Id, one => one.Mark),
                Units = new Dictionary<RiskUnit, UnitMarket>(),
            },
            RandomRules.AsWritten);
}
