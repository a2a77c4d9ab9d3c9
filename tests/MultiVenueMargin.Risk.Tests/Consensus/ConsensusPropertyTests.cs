using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Consensus;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Consensus;

/// <summary>What holds for any quotes.</summary>
public sealed class ConsensusPropertyTests
{
    private static readonly ConsensusPolicy Weighted = new()
    {
        Weights = new Dictionary<LocationId, decimal> { [new("B")] = 2m, [new("C")] = 0.3m, [new("D")] = 40m },
    };

    private static readonly Gen<PriceQuote[]> AnyQuotes =
        from count in Gen.Choose(1, 9)
        from near in Draw.LogUniform(1e-6, 1e6)
        from spread in Gen.ArrayOf(Draw.Between(0.97m, 1.03m), count)
        from wild in Gen.ArrayOf(Draw.Perhaps(15, Draw.LogUniform(1e-6, 1e6)), count)
        from ages in Gen.ArrayOf(Draw.Weighted((6, 0), (2, 5), (2, 20), (1, 70)), count)
        from widths in Gen.ArrayOf(Draw.Between(0m, 0.01m), count)
        select Enumerable.Range(0, count)
            .Select(i => Quotes.Quote(((char)('A' + i)).ToString(), wild[i] ?? (near * spread[i]), ages[i], widths[i]))
            .ToArray();

    private static readonly Gen<ConsensusState?> AnyPrior =
        from quotes in AnyQuotes
        from isThere in Draw.Chance(70)
        select isThere ? PriceConsensus.Of(quotes, null, Weighted, Quotes.Now - TimeSpan.FromSeconds(2)).State : null;

    [Fact]
    public void Result_WhenQuotesAreReordered_IsTheSame() => Holds(
        from quotes in AnyQuotes
        from prior in AnyPrior
        from shuffled in Gen.Shuffle(quotes)
        select (quotes, prior, shuffled),
        drawn => Assert.Equivalent(Of(drawn.quotes, drawn.prior), Of(drawn.shuffled, drawn.prior), strict: true));

    [Fact]
    public void Mark_WhenThereIsOne_LiesWithinTheSpanOfTheSourcesThatCount() => Holds(
        from quotes in AnyQuotes from prior in AnyPrior select (quotes, prior),
        drawn =>
        {
            var result = Of(drawn.quotes, drawn.prior);
            var counted = result.Sources.Where(source => source.Weight > 0).Select(source => source.Quote.Price.Value).ToList();
            Assert.Equal(counted.Count > 0, result.Mark is not null);
            if (result.Mark is { } mark)
            {
                Assert.InRange(mark.Value, counted.Min(), counted.Max());
                Assert.InRange(result.Confidence.Value, 0m, 0.99m);
            }
        });

    [Fact]
    public void Result_WhenEveryPriceIsScaled_ScalesWithThem() => Holds(
        from quotes in AnyQuotes from factor in Gen.Elements(2m, 0.5m, 10m, 0.001m) select (quotes, factor),
        drawn =>
        {
            var before = Of(drawn.quotes);
            var after = Of(drawn.quotes.Select(quote => quote with { Price = new Price(quote.Price.Value * drawn.factor) }).ToArray());
            Assert.Equal(before.Mark is { } mark ? mark.Value * drawn.factor : null, after.Mark?.Value);
            Assert.Equal(before.Confidence, after.Confidence);
            Assert.Equal(before.Outlying.Select(source => (source.Source, source.Distance)), after.Outlying.Select(source => (source.Source, source.Distance)));
            Assert.Equal(before.Level, after.Level);
        });

    [Fact]
    public void Mark_WhenOneSourceSaysMore_DoesNotFall() => Holds(
        from quotes in AnyQuotes
        from prior in AnyPrior
        from index in Gen.Choose(0, quotes.Length - 1)
        from rise in Draw.LogUniform(1.0001, 1e4)
        select (quotes, prior, index, rise),
        drawn =>
        {
            var raised = drawn.quotes.ToArray();
            raised[drawn.index] = raised[drawn.index] with { Price = new Price(raised[drawn.index].Price.Value * drawn.rise) };
            Assert.True((Of(raised, drawn.prior).Mark?.Value ?? 0) >= (Of(drawn.quotes, drawn.prior).Mark?.Value ?? 0));
        });

    /// <summary>Without weights the median has a closed form in the one price that is free: it is clamped between its neighbours.</summary>
    [Fact]
    public void Mark_WhenOneOfAtLeastThreeSaysAnything_MovesNoFurtherThanItsNeighbours() => Holds(
        from count in Gen.Choose(2, 8)
        from others in Gen.ArrayOf(Draw.Between(0.9m, 1.1m), count)
        from price in Draw.LogUniform(1e-9, 1e9)
        select (others, price),
        drawn =>
        {
            var sorted = drawn.others.Order().ToArray();
            var half = sorted.Length / 2;
            var expected = sorted.Length % 2 == 0
                ? Math.Clamp(drawn.price, sorted[half - 1], sorted[half])
                : sorted.Length == 1 ? (drawn.price + sorted[0]) / 2
                : (Math.Clamp(drawn.price, sorted[half - 1], sorted[half + 1]) + sorted[half]) / 2;
            Assert.Equal(expected, Quotes.At([drawn.price, .. drawn.others]).Consensus().Mark!.Value.Value);
        });

    [Fact]
    public void Mark_WhenWeightsAndAgesDiffer_StaysAmongTheOthersWhateverOneSays() => Holds(
        from quotes in AnyQuotes
        from index in Gen.Choose(0, quotes.Length - 1)
        from price in Draw.LogUniform(1e-9, 1e9)
        select (quotes, index, price),
        drawn =>
        {
            var moved = drawn.quotes.ToArray();
            moved[drawn.index] = moved[drawn.index] with { Price = new Price(drawn.price) };
            var result = Of(moved);
            var others = result.Sources
                .Where(source => source.Weight > 0 && source.Quote.Source != moved[drawn.index].Source)
                .Select(source => source.Quote.Price.Value)
                .ToList();
            if (others.Count >= 2)
            {
                Assert.InRange(result.Mark!.Value.Value, others.Min(), others.Max());
            }
        });

    private static ConsensusResult Of(PriceQuote[] quotes, ConsensusState? prior = null) => quotes.Consensus(prior, policy: Weighted);

    private static void Holds<T>(Gen<T> draws, Action<T> property) => Check.One(
        Config.QuickThrowOnFailure
            .WithMaxTest(BookProperty.Runs(400))
            .WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20_251_010UL), FSharpOption<int>.None))),
        Prop.ForAll(Arb.From(draws), property));
}
