using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Consensus;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Consensus;

/// <summary>
/// 10 October 2025: for forty minutes one venue valued USDe at its own book, 0.65, while it traded between 0.90 and 1.00
/// elsewhere, and liquidated by it. Played again at four quotes a second from each of five venues.
/// </summary>
public sealed class TenthOfOctoberTests
{
    private const int QuotesASecond = 4;
    private const int Seconds = 40 * 60;

    private static readonly Asset Usde = new("USDe");

    [Fact]
    public void OctoberTenth_WhenOneVenueSays65Cents_DivergesWithinTwoSecondsAndTheMarkFollowsTheOthers()
    {
        var state = Before();
        DateTimeOffset? noticed = null;
        for (var tick = 0; tick < Seconds * QuotesASecond; tick++)
        {
            var result = Consensus(tick, state);
            state = result.State;
            Assert.InRange(result.Mark!.Value.Value, 0.90m, 1.00m);
            Assert.Contains(result.Outlying, source => source.Source.Code == "V" && source.Distance.Value < -0.25m);
            if (result.Level >= ConsensusLevel.Diverging)
            {
                noticed ??= At(tick);
            }
            else
            {
                Assert.Null(noticed);
            }
        }

        Assert.NotNull(noticed);
        Assert.True(noticed.Value - At(0) <= TimeSpan.FromSeconds(2), $"noticed after {noticed.Value - At(0)}");
    }

    [Fact]
    public void OctoberTenth_WhenMarginedOnTheConsensus_NobodyIsLiquidatedByTheOutlierAlone()
    {
        var desk = Desk.At("V").Priced("BTC", 100_000m).Perp("BTC-PERP", 100_000m, -28m).Holds("USDe", 1_000_000m)
            .Under(rules => rules with { Collateral = rules.Collateral with { Assets = With(rules.Collateral.Assets) } });
        var (state, onConsensus, onOutlier) = (Before(), MarginState.Healthy, MarginState.Healthy);
        var (gravest, gravestOnOutlier) = (MarginState.Healthy, MarginState.Healthy);
        for (var tick = 0; tick < Seconds * QuotesASecond; tick++)
        {
            var result = Consensus(tick, state);
            state = result.State;
            if (tick % 40 != 0 && tick > 40)
            {
                continue;
            }

            onConsensus = StateOn(desk, result.AssetMark!, onConsensus);
            onOutlier = StateOn(desk, new AssetMark { Mark = new Price(0.65m), AsOf = At(tick) }, onOutlier);
            gravest = onConsensus > gravest ? onConsensus : gravest;
            gravestOnOutlier = onOutlier > gravestOnOutlier ? onOutlier : gravestOnOutlier;
            Assert.NotEqual(MarginState.Unknown, onConsensus);
        }

        Assert.True(gravest < MarginState.Liquidating, $"on the consensus: {gravest}");
        Assert.Equal(MarginState.Takeover, gravestOnOutlier);
    }

    /// <summary>The state of the account when USDe is worth so much, after the state it was in; everything else stands still.</summary>
    private static MarginState StateOn(Desk desk, AssetMark mark, MarginState prior)
    {
        var market = desk.Market with
        {
            Prices = new Dictionary<Asset, AssetMark>(desk.Market.Prices) { [Usde] = mark with { AsOf = desk.Market.AsOf } },
        };
        var book = desk.Book with { PriorStates = new Dictionary<PoolId, MarginState> { [PoolId.Cross] = prior } };
        return HouseModel.EvaluateFigures(book, new PricedMarket(market, desk.Rules)).PoolOf(PoolId.Cross).State;
    }

    private static ConsensusState Before() => PriceConsensus.Of(Said(-1, venue: 0.9995m), null, ConsensusPolicy.Default, At(-1)).State;

    private static ConsensusResult Consensus(int tick, ConsensusState state) =>
        PriceConsensus.Of(Said(tick, venue: 0.65m), state, ConsensusPolicy.Default, At(tick));

    private static DateTimeOffset At(int tick) =>
        new DateTimeOffset(2025, 10, 10, 21, 36, 0, TimeSpan.Zero) + TimeSpan.FromSeconds(tick / (double)QuotesASecond);

    /// <summary>Four venues wander between 0.90 and 1.00, a minute down and a minute up, each at its own pace; before it begins they stand at par.</summary>
    private static List<PriceQuote> Said(int tick, decimal venue)
    {
        decimal Elsewhere(int place) => tick < 0 ? 1m : 1m - (0.10m * Math.Abs(1m - (((tick / 240m) + (place * 0.13m) + 1m) % 2m)));
        return
        [
            new(new("V"), new(venue), new(0.0005m), At(tick)),
            .. Enumerable.Range(0, 4).Select(place => new PriceQuote(new($"W{place}"), new(Elsewhere(place)), new(0.0005m), At(tick))),
        ];
    }

    private static Dictionary<Asset, AssetTerms> With(IReadOnlyDictionary<Asset, AssetTerms> assets) => new(assets)
    {
        [Usde] = new AssetTerms { Kind = AssetKind.Stablecoin, Issuer = "Ethena", Haircut = [new Tier(null, 0.05m)], ExcessWeight = 0m },
    };
}
