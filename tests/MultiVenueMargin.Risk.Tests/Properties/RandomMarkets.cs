using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>Markets: prices first, because sizes and strikes hang on them, then marks of what a book needs.</summary>
internal static class RandomMarkets
{
    /// <summary>How old things are in one book. Most books are all fresh, some are late here and there, a few have lost something.</summary>
    public static readonly Gen<Gen<TimeSpan>> Freshness = Draw.Weighted(
        (60, Seconds(0, 60)),
        (32, Gen.Frequency((2, Seconds(0, 60)), (1, Seconds(61, 3_660)))),
        (8, Gen.Frequency((12, Seconds(0, 300)), (1, Seconds(3_661, 90_000)))));

    public static Gen<Dictionary<Asset, AssetMark>> Prices(Gen<TimeSpan> age)
    {
        var coins =
            from prices in Gen.CollectToList(
                World.Units.Select(unit => (Asset: unit.Unit.NativeCoin, unit.Price)).Concat(World.OtherAssets),
                asset => Mark(asset.Asset, Draw.LogUniform(asset.Price * 0.6, asset.Price * 1.7, 5), age))
            select prices;
        var pegged = Gen.CollectToList(
            World.Stablecoins,
            coin => Mark(
                coin,
                Gen.Frequency((6, Gen.Constant(1m)), (3, Draw.Between(0.985m, 1.005m)), (1, Draw.Between(0.75m, 0.985m))),
                age));
        return
            from some in coins
            from stable in pegged
            from isMissing in Draw.Chance(6)
            from missing in Gen.Elements("SOL", "DAI", "EUR", "stETH", "USDT")
            select some.Concat(stable)
                .Where(pair => !isMissing || pair.Asset.Code != missing)
                .ToDictionary(pair => pair.Asset, pair => pair.Mark);
    }

    public static Gen<Dictionary<RiskUnit, UnitMarket>> UnitMarkets(IReadOnlyDictionary<Asset, AssetMark> prices) =>
        from drawn in Gen.CollectToList(World.Units, unit => Unit(unit.Unit, prices))
        select drawn.Where(pair => pair.Market is not null).ToDictionary(pair => pair.Unit, pair => pair.Market!);

    /// <summary>A mark for each instrument, near what the index and a model make of it; a few have none.</summary>
    public static Gen<Dictionary<InstrumentId, InstrumentMark>> Marks(
        IEnumerable<Derivative> instruments, IReadOnlyDictionary<Asset, AssetMark> prices, Gen<TimeSpan> age) =>
        from drawn in Gen.CollectToList(instruments, instrument => Mark(instrument, prices, age))
        select drawn.Where(pair => pair.Mark is not null).ToDictionary(pair => pair.Id, pair => pair.Mark!);

    public static Gen<List<Correlation>> Correlations =>
        from isThere in Draw.Chance(85)
        from days250 in Draw.Between(-0.2m, 1m)
        from stress in Draw.Between(0m, 1m)
        select isThere ? new List<Correlation> { new(new("ETH"), new("BTC"), (double)days250, (double)stress) } : [];

    private static Gen<TimeSpan> Seconds(int least, int most) =>
        Gen.Choose(least, most).Select(seconds => TimeSpan.FromSeconds(seconds));

    private static Gen<Rate> Confidence() =>
        Gen.Frequency((2, Gen.Constant(Rate.Zero)), (1, Draw.Between(0m, 0.004m).Select(width => new Rate(width))));

    private static Gen<(Asset Asset, AssetMark Mark)> Mark(Asset asset, Gen<decimal> price, Gen<TimeSpan> age) =>
        from mark in price
        from confidence in Confidence()
        from old in age
        select (asset, new AssetMark { Mark = new Price(mark), Confidence = confidence, AsOf = World.Now - old });

    private static Gen<(RiskUnit Unit, UnitMarket? Market)> Unit(RiskUnit unit, IReadOnlyDictionary<Asset, AssetMark> prices) =>
        from isThere in Draw.Chance(92)
        from volume in Draw.Perhaps(85, Draw.LogUniform(2e7, 2e10))
        from volatility in Draw.Perhaps(40, Draw.Between(0.01m, 0.12m))
        from rate in Draw.Perhaps(40, Draw.Between(-0.02m, 0.12m))
        from smiles in Smiles()
        from hasHistory in Draw.Chance(25)
        from history in History()
        let price = prices.TryGetValue(unit.NativeCoin, out var mark) ? mark.Mark.Value : 1m
        select (unit, isThere
            ? new UnitMarket
            {
                AverageDailyVolume = volume is { } usd ? new Quantity(Draw.Significant((double)(usd / price), 4)) : null,
                DailyVolatility = (double?)volatility,
                InterestRate = (double?)rate,
                Smiles = smiles,
                History = hasHistory ? history : null,
            }
            : null);

    private static Gen<Dictionary<DateTimeOffset, Smile>> Smiles() =>
        from expiries in Gen.SubListOf(World.Expiries.Skip(2).ToArray())
        from smiles in Gen.CollectToList(expiries, expiry => Smile().Select(smile => (expiry, smile)))
        select smiles.ToDictionary(pair => pair.expiry, pair => pair.smile);

    private static Gen<Smile> Smile() => Gen.OneOf(
        from levels in Gen.ArrayOf(Draw.Between(0.3m, 1.4m), 3)
        select (Smile)new QuotedSmile([new(-0.4, (double)levels[0]), new(0, (double)levels[1]), new(0.3, (double)levels[2])]),
        from level in Draw.Between(0.01m, 0.2m)
        from slope in Draw.Between(0.05m, 0.4m)
        from tilt in Draw.Between(-0.7m, 0.7m)
        select (Smile)new SviSmile((double)level, (double)slope, (double)tilt, 0.02, 0.15));

    private static Gen<ReturnHistory> History() =>
        // Above two hundred days the value at risk is no longer the worst day, and the expected shortfall can exceed it.
        from days in Gen.Frequency((4, Gen.Choose(8, 130)), (1, Gen.Choose(201, 420)))
        from prices in Gen.ArrayOf(Gen.Choose(-900, 900), days)
        from volatilities in Gen.ArrayOf(Gen.Choose(-1_500, 1_500), days)
        from longRun in Draw.Between(0.02m, 0.08m)
        from stress in Draw.ListOf(0, 3, Draw.Between(-0.6m, 0.4m))
        select new ReturnHistory
        {
            PriceReturns = [.. prices.Select(step => step / 10_000.0)],
            VolatilityReturns = [.. volatilities.Select(step => step / 10_000.0)],
            LongRunVolatility = (double)longRun,
            Stress = [.. stress.Select(move => new StressMove((double)move, (double)-move))],
        };

    private static Gen<(InstrumentId Id, InstrumentMark? Mark)> Mark(
        Derivative instrument, IReadOnlyDictionary<Asset, AssetMark> prices, Gen<TimeSpan> age) =>
        from isThere in Draw.Chance(98)
        from basis in Draw.Between(-0.01m, 0.02m)
        from confidence in Confidence()
        from old in age
        from volatility in Draw.Between(0.25m, 1.5m)
        from statesVolatility in Draw.Chance(80)
        from statesForward in Draw.Chance(60)
        from statesMark in Draw.Chance(65)
        from off in Draw.Between(0.93m, 1.07m)
        from isDelivered in Draw.Chance(60)
        from funding in Draw.Perhaps(75, Draw.Between(-0.001m, 0.001m))
        from halfSpread in Draw.Perhaps(40, Draw.Between(0.00005m, 0.004m))
        from volume in Draw.Perhaps(40, Draw.LogUniform(1e6, 1e10))
        from hasDepth in Draw.Chance(20)
        from depth in Gen.ArrayOf(Draw.LogUniform(1e3, 1e7), 3)
        select (instrument.Id, isThere
            ? Assemble(
                instrument, prices, basis, (double)volatility, statesForward, statesMark ? off : null, isDelivered) is var mark
                ? mark with
                {
                    Confidence = confidence,
                    AsOf = World.Now - old,
                    ImpliedVolatility = statesVolatility && instrument is EuropeanOption ? (double)volatility : null,
                    PredictedFunding = funding is { } rate && instrument is Perpetual ? new Rate(rate) : null,
                    HalfSpread = halfSpread is { } half && instrument is not EuropeanOption ? new Rate(half) : null,
                    AverageDailyVolume = volume is { } usd ? Coins(usd, Index(instrument, prices)) : null,
                    Depth = hasDepth && instrument is not EuropeanOption
                        ? [.. depth.Select((usd, i) => new DepthLevel(new Rate(0.0004m * (i + 1) * (i + 1)), Coins(usd, Index(instrument, prices))))]
                        : [],
                }
                : null
            : null);

    private static Quantity Coins(decimal usd, decimal index) => new(Draw.Significant((double)(usd / index), 3));

    private static decimal Index(Derivative instrument, IReadOnlyDictionary<Asset, AssetMark> prices) =>
        prices.TryGetValue(instrument.Unit.NativeCoin, out var mark) ? mark.Mark.Value : 1m;

    private static InstrumentMark Assemble(
        Derivative instrument,
        IReadOnlyDictionary<Asset, AssetMark> prices,
        decimal basis,
        double volatility,
        bool statesForward,
        decimal? off,
        bool isDelivered)
    {
        var index = Index(instrument, prices);
        var quote = !instrument.IsInverse && prices.TryGetValue(instrument.Quote, out var peg) ? peg.Mark.Value : 1m;
        var forward = new Price(Draw.Significant((double)(index / quote * (1 + basis)), 7));
        var isExpired = instrument is DatedDerivative dated && dated.IsExpiredAt(World.Now);
        var mark = new InstrumentMark
        {
            AsOf = World.Now,
            Delivery = isExpired && isDelivered ? new Price(Draw.Significant((double)(index / quote), 6)) : null,
        };
        if (instrument is not EuropeanOption option)
        {
            return mark with { Mark = forward };
        }

        var model = Black76.Price(
            option.Right, (double)forward.Value, (double)option.Strike.Value, volatility, option.YearsAt(World.Now));
        return mark with
        {
            Forward = statesForward ? forward : null,
            Mark = off is { } share
                ? new Price(Draw.Significant(model * (double)share / (option.IsInverse ? (double)index : 1), 4))
                : null,
        };
    }
}
