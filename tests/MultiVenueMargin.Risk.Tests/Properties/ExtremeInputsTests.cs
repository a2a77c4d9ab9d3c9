using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.Risk.Valuation;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>What passes the checks of book, market and rules is margined, however odd; what does not pass is refused there by name.</summary>
public sealed class ExtremeInputsTests(ITestOutputHelper output)
{
    [Fact]
    public void Report_OfAnEmptyBook_IsHealthyAndZero()
    {
        var drawn = RandomBooks.Number(1);
        var pool = Assert.Single(HouseModel.Evaluate(new Book { Account = drawn.Book.Account }, drawn.Market, drawn.Rules).Pools);
        Assert.Equal(PoolId.Cross, pool.Pool);
        Assert.Equal(Usd.Zero, pool.MaintenanceMargin);
        Assert.Equal(Usd.Zero, pool.Equity.Adjusted);
        Assert.Equal(MarginState.Healthy, pool.State);
        Assert.Null(pool.Ratio.Worst);
    }

    [Fact]
    public void Report_WhenEveryQuantityIsZero_RequiresNothing() => BookProperty.Holds(40, drawn =>
    {
        var book = drawn.Book with
        {
            Lines = [.. drawn.Book.Lines.Select(line => line with { Balance = Quantity.Zero, UnrealisedProfit = Quantity.Zero, Owed = Quantity.Zero })],
            Positions = [.. drawn.Book.Positions.Select(position => position with { Quantity = Quantity.Zero })],
            Orders = [],
            VenueStatements = new Dictionary<LocationId, VenueStatement>(),
        };
        foreach (var pool in (drawn with { Book = book }).Evaluate().Pools)
        {
            Assert.Equal(Usd.Zero, pool.MaintenanceMargin);
            Assert.Equal(Usd.Zero, pool.Equity.Adjusted);
        }
    });

    [Fact]
    public void Report_WhenTheMarketKnowsNothing_NamesItAll() => BookProperty.Holds(40, drawn =>
    {
        var empty = new MarketSnapshot
        {
            Version = drawn.Market.Version,
            AsOf = drawn.Market.AsOf,
            Prices = new Dictionary<Asset, AssetMark>(),
            Instruments = new Dictionary<InstrumentId, Instrument>(),
            Marks = new Dictionary<InstrumentId, InstrumentMark>(),
            Units = new Dictionary<RiskUnit, UnitMarket>(),
        };
        foreach (var pool in (drawn with { Market = empty }).Evaluate().Pools)
        {
            var hasPositions = drawn.Book.Positions.Where(position => position.Pool == pool.Pool)
                .GroupBy(position => (position.Instrument, position.Venue))
                .Any(group => group.Sum(position => position.Quantity.Value) != 0);
            Assert.True(!hasPositions || pool.State == MarginState.Unknown);
        }
    });

    [Fact]
    public void Report_WhenInputsLieAtTheEdgesOfWhatIsChecked_DoesNotThrow()
    {
        var (passed, all) = (0, 0);
        BookProperty.Holds(150, drawn =>
        {
            var stretched = Stretched(drawn);
            all++;
            if (MarketCheck.Check(stretched.Market).Count > 0 || BookCheck.Check(stretched.Book, stretched.Market).Count > 0)
            {
                return;
            }

            passed++;
            foreach (var pool in Evaluated(stretched).Pools)
            {
                Assert.True(pool.InitialMargin >= pool.MaintenanceMargin);
                Assert.True(pool.Equity.Best >= pool.Equity.Likely && pool.Equity.Likely >= pool.Equity.Adjusted);
                Assert.Equal(pool.MaintenanceMargin, Explanation.OfRequirement(pool).Amount);
            }
        });
        output.WriteLine($"{passed} of {all} stretched books pass the checks");
        Assert.True(passed > all / 4, $"only {passed} of {all} stretched books pass the checks, so this says little");
    }

    /// <summary>Callers bring such books along and name any model; one of them is asked how far the book may move, too, for that is a hundred books more.</summary>
    [Fact]
    public void Models_WhenInputsLieAtTheEdgesOfWhatIsChecked_DoNotThrow()
    {
        var (passed, models) = (0, ModelCatalogue.Shipped.Models);
        BookProperty.Holds(60, drawn =>
        {
            var stretched = Stretched(drawn);
            if (MarketCheck.Check(stretched.Market).Count > 0 || BookCheck.Check(stretched.Book, stretched.Market).Count > 0)
            {
                return;
            }

            var market = new PricedMarket(stretched.Market, stretched.Rules);
            var searched = models[++passed % models.Count];
            foreach (var pool in stretched.Book.Positions.Select(position => position.Pool).Distinct())
            {
                var book = ModelBook.Of(stretched.Book, pool, market);
                foreach (var report in ModelComparison.Of(book, models, withDistances: false).Concat(ModelComparison.Of(book, [searched])).Select(compared => compared.Report))
                {
                    Assert.True(report.Initial >= report.Maintenance, $"{report.Model} asks {report.Initial} to enter and {report.Maintenance} to stay, of {stretched}");
                    Assert.True(report.Acts || report.Cushion >= Usd.Zero, $"{report.Model} does not act at a cushion of {report.Cushion}, of {stretched}");
                }
            }
        });
        output.WriteLine($"{passed} stretched books under {models.Count} models");
        Assert.True(passed >= models.Count, $"only {passed} stretched books pass the checks, so that not every model was searched");
    }

    private static MarginReport Evaluated(BookCase stretched)
    {
        try
        {
            return stretched.Evaluate();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message} of the stretched {stretched}", failure);
        }
    }

    /// <summary>
    /// The same book with coins worth a power of ten more or less, amounts to the edge of 10^15 USD or a trillionth of a cent,
    /// and every other figure of the market at one of its ends.
    /// </summary>
    private static BookCase Stretched(BookCase drawn)
    {
        var random = new Random(drawn.Number);
        var price = Power(random.Next(-6, 6));
        var size = Power(random.Next(-16, 8));
        var wild = random.Next(4) == 0;
        return drawn with
        {
            Book = drawn.Book with
            {
                Lines = [.. drawn.Book.Lines.Select(line => line with { Balance = Resized(line.Balance, size / price), UnrealisedProfit = Quantity.Zero, Owed = Quantity.Zero })],
                Positions = [.. drawn.Book.Positions.Select(position => position with
                {
                    Quantity = Resized(position.Quantity, IsInverseFuture(position.Instrument) ? size : size / price),
                    AverageEntry = Repriced(position.AverageEntry, price),
                })],
                Orders = [.. drawn.Book.Orders.Select(order => order with
                {
                    Quantity = Resized(order.Quantity, IsInverseFuture(order.Instrument) ? size : size / price),
                    Limit = IsInverseOption(order.Instrument) ? order.Limit : Repriced(order.Limit, price)!.Value,
                })],
            },
            Market = drawn.Market with
            {
                Prices = drawn.Market.Prices.ToDictionary(
                    pair => pair.Key,
                    pair => drawn.Rules.Collateral.UnitOf(pair.Key) is null ? pair.Value : pair.Value with
                    {
                        Mark = Repriced(pair.Value.Mark, price)!.Value,
                        Confidence = new Rate(Pick(0m, 0m, 0.3m, 0.999m)),
                    }),
                Instruments = drawn.Market.Instruments.ToDictionary(
                    pair => pair.Key,
                    pair => pair.Value is EuropeanOption option ? option with { Strike = Repriced(option.Strike, price)!.Value } : pair.Value),
                Marks = drawn.Market.Marks.ToDictionary(pair => pair.Key, pair => pair.Value with
                {
                    Mark = IsInverseOption(pair.Key) ? pair.Value.Mark : Repriced(pair.Value.Mark, price),
                    Forward = Repriced(pair.Value.Forward, price * Pick(1m, 1m, 0.001m, 100m)),
                    Delivery = Repriced(pair.Value.Delivery, price),
                    ImpliedVolatility = pair.Value.ImpliedVolatility is null ? null : (double)Pick(0m, 0.000_000_001m, 0.7m, 5m, 50m),
                    Confidence = new Rate(Pick(0m, 0m, 0.3m, 0.999m)),
                    PredictedFunding = new Rate(Pick(-1m, 0m, 1m)),
                    HalfSpread = new Rate(Pick(0m, 0.001m, 10m)),
                    AverageDailyVolume = wild ? Volume((drawn.Market.Instruments[pair.Key] as Derivative)?.Unit) : null,
                }),
                Units = drawn.Market.Units.ToDictionary(pair => pair.Key, pair => pair.Value with
                {
                    AverageDailyVolume = Volume(pair.Key),
                    DailyVolatility = (double)Pick(0m, 0.05m, 10m),
                    InterestRate = (double)Pick(-5m, 0m, 5m),
                    History = pair.Value.History is { } history && wild
                        ? history with
                        {
                            PriceReturns = [.. history.PriceReturns.Select((_, i) => i % 5 == 0 ? (double)Pick(-10m, 0m, 10m) : 0)],
                            LongRunVolatility = (double)Pick(0m, 0.05m, 10m),
                            Stress = [new(-10, 10), new(10, -10)],
                        }
                        : pair.Value.History,
                }),
            },
        };

        // From one dollar a day, the least that is a volume.
        Quantity? Volume(RiskUnit? unit) => unit is { } known && drawn.Market.Prices.TryGetValue(known.NativeCoin, out var coin)
            ? new Quantity(Math.Min(Pick(1.000_1m, 1_000_000m, 1_000_000_000_000m) / (coin.Mark.Value * price), Quantity.Largest))
            : null;

        decimal Pick(params decimal[] values) => values[random.Next(values.Length)];

        // Inverse futures are counted in USD already; an inverse option's premium is in coin.
        bool IsInverseFuture(InstrumentId id) =>
            drawn.Market.Instruments.GetValueOrDefault(id) is Derivative { IsInverse: true } and not EuropeanOption;

        bool IsInverseOption(InstrumentId id) => drawn.Market.Instruments.GetValueOrDefault(id) is EuropeanOption { IsInverse: true };
    }

    private static decimal Power(int exponent) => (decimal)Math.Pow(10, exponent);

    private static Quantity Resized(Quantity quantity, decimal factor) =>
        new(Math.Clamp(quantity.Value * factor, -Quantity.Largest, Quantity.Largest));

    private static Price? Repriced(Price? price, decimal factor) =>
        price is { } stated ? new Price(Math.Min(stated.Value * factor, Price.Largest)) : null;
}
