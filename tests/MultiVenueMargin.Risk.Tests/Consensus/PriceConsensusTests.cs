using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Risk.Tests.Consensus;

/// <summary>Worked by hand.</summary>
public sealed class PriceConsensusTests
{
    [Fact]
    public void Mark_WhenSourcesAreOdd_IsTheMiddleOne()
    {
        var result = Quotes.At(101m, 99m, 100m, 100.2m, 99.9m).Consensus();

        Assert.Equal(new Price(100m), result.Mark);
        // Distances 0, 0.1, 0.2, 1, 1: the median is 0.2, times 1.5 is 0.3 of 100.
        Assert.Equal(new Rate(0.003m), result.Confidence);
        Assert.Equal(ConsensusLevel.Agreed, result.Level);
        Assert.Empty(result.Outlying);
    }

    [Fact]
    public void Mark_WhenSourcesAreEven_IsTheMiddleOfTheMiddleTwo() =>
        Assert.Equal(new Price(100.15m), Quotes.At(100m, 100.3m, 99.8m, 100.9m).Consensus().Mark);

    [Fact]
    public void Mark_WhenWeightsDiffer_IsTheWeightedMedian()
    {
        var policy = new ConsensusPolicy { Weights = new Dictionary<LocationId, decimal> { [new("C")] = 3m, [new("D")] = 3m } };

        // Weights 1, 1, 3, 3 from below: half of the eight is passed at C. Unweighted it would be 100.15.
        Assert.Equal(new Price(100.2m), Quotes.At(100m, 100.1m, 100.2m, 100.3m).Consensus(policy: policy).Mark);
    }

    [Fact]
    public void Mark_WhenOneSourceOutweighsAllOthers_DoesNotFollowItAlone()
    {
        var policy = new ConsensusPolicy { Weights = new Dictionary<LocationId, decimal> { [new("C")] = 900m } };

        var result = Quotes.At(100m, 100.1m, 65m).Consensus(policy: policy);

        Assert.Equal(new Price(100m), result.Mark);
        Assert.All(result.Sources, source => Assert.Equal(1m, source.Weight));
    }

    [Fact]
    public void Weight_WhenQuotesAge_HalvesAndEnds()
    {
        List<PriceQuote> quotes =
        [
            Quotes.Quote("A", 100m), Quotes.Quote("B", 100m, 9.999), Quotes.Quote("C", 100m, 10), Quotes.Quote("D", 100m, 59.999),
            Quotes.Quote("E", 100m, 60), Quotes.Quote("F", 100m, -2), Quotes.Quote("G", 100m, -2.001),
        ];

        Assert.Equal(
            [
                ("A", QuoteStanding.Fresh, 1m), ("B", QuoteStanding.Fresh, 1m), ("C", QuoteStanding.Ageing, 0.5m),
                ("D", QuoteStanding.Ageing, 0.5m), ("E", QuoteStanding.Stale, 0m), ("F", QuoteStanding.Fresh, 1m), ("G", QuoteStanding.Ahead, 0m),
            ],
            quotes.Consensus().Sources.Select(source => (source.Quote.Source.Code, source.Standing, source.Weight)));
    }

    [Fact]
    public void Quote_WhenItIsNoPrice_IsNamedAndDoesNotCount()
    {
        List<PriceQuote> quotes =
        [
            .. Quotes.At(100m, 100m, 100m), Quotes.Quote("zero", 0m), Quotes.Quote("huge", Price.Largest), Quotes.Quote("wide", 100m, halfWidth: 1m),
            Quotes.Quote("negative", 100m, halfWidth: -0.1m), default,
        ];

        var result = quotes.Consensus();

        Assert.Equal(5, result.Sources.Count(source => source is { Standing: QuoteStanding.Unsound, Weight: 0 }));
        Assert.Equal(new Price(100m), result.Mark);
    }

    [Fact]
    public void Quote_WhenTheSourceSaidAnotherLater_IsSuperseded()
    {
        List<PriceQuote> quotes = [.. Quotes.At(100m, 100.1m), Quotes.Quote("C", 65m, 3), Quotes.Quote("C", 100.2m, 1)];

        var result = quotes.Consensus();

        Assert.Equal(new Price(100.1m), result.Mark);
        Assert.Equal(QuoteStanding.Superseded, result.Sources.Single(source => source.Quote.Price == new Price(65m)).Standing);
    }

    [Fact]
    public void Quote_WhenItsSourceWeighsNothing_IsUnused()
    {
        var policy = new ConsensusPolicy { Weights = new Dictionary<LocationId, decimal> { [new("B")] = 0m } };

        Assert.Equal(QuoteStanding.Unused, Quotes.At(100m, 65m, 100m, 100m).Consensus(policy: policy).Sources[1].Standing);
    }

    [Fact]
    public void Confidence_WhenSourcesAreNarrowerThanTheirOwnWidth_IsThatWidth()
    {
        List<PriceQuote> quotes =
        [
            Quotes.Quote("A", 100m, halfWidth: 0.001m), Quotes.Quote("B", 100m, halfWidth: 0.002m), Quotes.Quote("C", 100m, halfWidth: 0.009m),
        ];

        Assert.Equal(new Rate(0.002m), quotes.Consensus().Confidence);
    }

    [Fact]
    public void Confidence_WhenItDoesNotEndAtEightDigits_IsRoundedUp()
    {
        // 1.5 × 0.1 of 99.9 is 0.0015015015…
        var result = Quotes.At(99.9m, 100m, 99.8m).Consensus();

        Assert.Equal(new Rate(0.00150151m), result.Confidence);
    }

    [Fact]
    public void Outlier_WhenOthersAgree_IsNamedWithItsDistanceAndWidensTheConfidence()
    {
        var result = Quotes.At(100m, 100.1m, 99.9m, 65m).Consensus();

        Assert.Equal(new Price(99.95m), result.Mark);
        var outlier = Assert.Single(result.Outlying);
        // (65 − 99.95)/99.95
        Assert.Equal((new LocationId("D"), new Price(65m), new Rate(-0.34967484m)), (outlier.Source, outlier.Price, outlier.Distance));
        Assert.Equal(ConsensusLevel.Diverging, result.Level);
        Assert.Equal(new Rate(0.01m), result.Confidence);
    }

    [Fact]
    public void Outlier_WhenExactlyAtTheLimit_IsNone()
    {
        Assert.Empty(Quotes.At(100m, 100m, 101m).Consensus().Outlying);
        Assert.Single(Quotes.At(100m, 100m, 101.0001m).Consensus().Outlying);
    }

    [Fact]
    public void Split_WhenNoMajorityIsNear_CoversThreeQuartersOfTheWeight()
    {
        // The median is 94; within 1 % of it is 94 alone. Distances 0, 4, 6, 6, 29: three quarters of five are covered at 6.
        var result = Quotes.At(90m, 94m, 100m, 65m, 100m).Consensus();

        Assert.Equal(ConsensusLevel.Split, result.Level);
        Assert.Equal(new Price(94m), result.Mark);
        // 1.5 × the median distance 6 is more than that: 9/94 up.
        Assert.Equal(new Rate(0.09574469m), result.Confidence);
    }

    [Fact]
    public void Split_WhenTheMedianDeviationIsSmall_CoversThreeQuartersOfTheWeightAllTheSame()
    {
        // Around 100: half a per cent four times, then 2, 9, 10, 10. 1.5 × 2 would leave half of those who disagree outside.
        var result = Quotes.At(90m, 91m, 99.5m, 99.5m, 100.5m, 100.5m, 102m, 110m).Consensus();

        Assert.Equal((ConsensusLevel.Split, new Price(100m), new Rate(0.09m)), (result.Level, result.Mark!.Value, result.Confidence));
    }

    [Fact]
    public void Split_WhenHalfSayOneThingAndHalfAnother_HasTheMiddleAndCoversBoth()
    {
        var result = Quotes.At(90m, 90m, 110m, 110m).Consensus();

        Assert.Equal(ConsensusLevel.Split, result.Level);
        Assert.Equal(new Price(100m), result.Mark);
        Assert.Equal(new Rate(0.15m), result.Confidence);
        Assert.Equal(4, result.Outlying.Count);
    }

    [Fact]
    public void Confidence_WhenSourcesAreWorldsApart_IsTheWidest()
    {
        var result = Quotes.At(0.000001m, 1m, 100_000_000_000m).Consensus();

        Assert.Equal(new Rate(0.99m), result.Confidence);
        Assert.Equal(new Rate(Rate.Largest), result.Outlying[^1].Distance);
    }

    [Fact]
    public void TwoSources_WhenTheyAreAllThatIsLeft_AreUnconfirmedAndCannotOutvoteTheLastConfirmedMark()
    {
        var before = Quotes.At(0.99m, 0.99m, 0.991m).Consensus();

        var split = Quotes.At(0.65m, 1m).After(1).Consensus(before.State, 1);
        var low = Quotes.At(0.65m, 0.7m).After(1).Consensus(before.State, 1);

        Assert.Equal((ConsensusLevel.Unconfirmed, new Price(0.99m)), (split.Level, split.Mark!.Value));
        // Both say less: the mark stays within their span, at its end near what was confirmed, and the confidence reaches back to it.
        Assert.Equal((ConsensusLevel.Unconfirmed, new Price(0.7m)), (low.Level, low.Mark!.Value));
        Assert.Equal(new Rate(0.41428572m), low.Confidence);
        Assert.Equal(new Price(0.99m), low.State.LastConfirmed!.Mark);
    }

    [Fact]
    public void LastSource_WhenItIsTheOutlier_IsUnconfirmedAndTheConfidenceReachesBack()
    {
        var before = Quotes.At(1m, 1m, 1m).Consensus();

        var result = Quotes.At(0.65m).After(1).Consensus(before.State, 1);

        Assert.Equal(ConsensusLevel.Unconfirmed, result.Level);
        Assert.Equal(new Price(0.65m), result.Mark);
        Assert.Equal(new Rate(0.53846154m), result.Confidence);
    }

    [Fact]
    public void LastConfirmedMark_WhenItIsTooOld_HasNoVote()
    {
        var before = Quotes.At(1m, 1m, 1m).Consensus();

        Assert.Equal(new Price(1m), Quotes.At(0.5m, 1m).After(3600).Consensus(before.State, 3600).Mark);
        Assert.Equal(new Price(0.75m), Quotes.At(0.5m, 1m).After(3601).Consensus(before.State, 3601).Mark);
    }

    [Fact]
    public void Mark_WhenNoSourceCounts_IsAbsentAndTheStateRemembers()
    {
        var before = Quotes.At(1m, 1m, 1m).Consensus();

        var result = Quotes.At(1m, 1m, 1m).Consensus(before.State, 60);

        Assert.Equal(ConsensusLevel.Absent, result.Level);
        Assert.Null(result.Mark);
        Assert.Null(result.AssetMark);
        Assert.Null(result.MarkOf(new InstrumentMark { AsOf = Quotes.Now }));
        Assert.Equal(new Price(1m), result.State.LastConfirmed!.Mark);
        Assert.Equal(ConsensusLevel.Absent, Array.Empty<PriceQuote>().Consensus().Level);
    }

    [Fact]
    public void AsOf_WhenOneSourceLags_IsThatOfTheMajorityAndNeverAhead()
    {
        List<PriceQuote> quotes = [Quotes.Quote("A", 1m, -1), Quotes.Quote("B", 1m, 4), Quotes.Quote("C", 1m, 9)];

        Assert.Equal(Quotes.Now - TimeSpan.FromSeconds(4), quotes.Consensus().AsOf);
        Assert.Equal(Quotes.Now, Quotes.At(1m, 1m, 1m).After(1).Consensus().AsOf);
    }

    [Fact]
    public void Marks_WhenThereIsAConsensus_CarryItAndItsSources()
    {
        var result = Quotes.At(100m, 101m, 100.5m).Consensus();
        var stated = new InstrumentMark { AsOf = Quotes.Now, ImpliedVolatility = 0.5, Mark = new Price(7m) };

        Assert.Equal((result.Mark!.Value, result.Confidence, result.AsOf), (result.AssetMark!.Mark, result.AssetMark.Confidence, result.AssetMark.AsOf));
        Assert.Equal(["A", "B", "C"], result.AssetMark.Sources.Select(source => source.Source.Code));
        Assert.Equal((result.Mark.Value, 0.5), (result.MarkOf(stated)!.Mark!.Value, result.MarkOf(stated)!.ImpliedVolatility!.Value));
    }

    [Fact]
    public void Quotes_WhenMoreThanTheLimit_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Enumerable.Repeat(Quotes.Quote("A", 1m), PriceConsensus.MostQuotes + 1).ToList().Consensus());
}
