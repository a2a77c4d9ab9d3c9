using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>A patched book against the same book compiled anew.</summary>
public sealed class BookPatchTests(ITestOutputHelper output)
{
    private readonly HotScratch _scratch = new();
    private int _patched;
    private int _compiled;
    private int _figures;
    private int _outOfDate;

    [Fact]
    public void PatchedBook_AfterManyChangesAndTicks_HasTheFiguresOfACompiledOneToTheBit()
    {
        BookProperty.Holds(150, drawn =>
        {
            var before = HotTicks.WithoutHistory(drawn);
            var market = new HotMarket(before.Priced);
            var kept = new Kept(before.Book, BookCompiler.Compile(before.Book, market));
            var changes = new BookChanges(drawn.Number, drawn);
            foreach (var tick in HotTicks.Of(before).Prepend(before))
            {
                market.Fill(new PricedMarket(tick.Market, before.Rules));
                for (var i = 0; i < 4; i++)
                {
                    kept = Follow(kept, i == 3 ? changes.Renewed(kept.Book) : changes.Traded(kept.Book), market);
                }
            }
        });
        output.WriteLine($"{_patched} patched, {_compiled} compiled; {_figures} pools compared, {_outOfDate} books out of date");
        Assert.True(_patched > 2 * _compiled, $"{_patched} patched, {_compiled} compiled");
        Assert.True(_compiled > 0, "nothing was refused");
        Assert.True(_figures > 5 * _outOfDate, $"{_figures} pools compared, {_outOfDate} books out of date");
    }

    /// <summary>A patch that did nothing would agree wherever nothing hangs on what changed: most changes must show.</summary>
    [Fact]
    public void PatchedBook_WhenQuantitiesOrBalancesChange_HasOtherFigures()
    {
        var (patched, other) = (0, 0);
        for (var number = 1; number <= 200; number++)
        {
            var drawn = HotTicks.WithoutHistory(RandomBooks.Number(number));
            var market = new HotMarket(drawn.Priced);
            var compiled = BookCompiler.Compile(drawn.Book, market);
            var first = HotHouse.Evaluate(compiled, market, _scratch).ToArray();
            var changed = new BookChanges(number, drawn).Traded(drawn.Book);
            if (first[0].Gap == HotGap.None && !changed.Lines.Select(line => line.Amount).SequenceEqual(drawn.Book.Lines.Select(line => line.Amount))
                && BookPatch.TryApply(compiled, drawn.Book, changed, market))
            {
                patched++;
                other += HotHouse.Evaluate(compiled, market, _scratch).SequenceEqual(first) ? 0 : 1;
            }
        }

        output.WriteLine($"{other} of {patched} are other");
        Assert.True(patched >= 50 && other >= patched * 9 / 10, $"{other} of {patched} are other");
    }

    [Fact]
    public void TryApply_WhenSomethingComesGoesOrIsAnother_RefusesAndLeavesNoBook()
    {
        for (var number = 1; number <= 100; number++)
        {
            var drawn = HotTicks.WithoutHistory(RandomBooks.Number(number));
            var market = new HotMarket(drawn.Priced);
            var compiled = BookCompiler.Compile(drawn.Book, market);
            var reshaped = new BookChanges(number, drawn).Reshaped(drawn.Book);
            if (reshaped.Positions.SequenceEqual(drawn.Book.Positions) && reshaped.Lines.SequenceEqual(drawn.Book.Lines)
                && reshaped.Orders.SequenceEqual(drawn.Book.Orders) && reshaped.LostFeeds.SequenceEqual(drawn.Book.LostFeeds))
            {
                continue;
            }

            Assert.False(BookPatch.TryApply(compiled, drawn.Book, reshaped, market));
            Assert.All(HotHouse.Evaluate(compiled, market, _scratch).ToArray(), figures => Assert.Equal(HotGap.OutOfDate, figures.Gap));
            Assert.False(BookPatch.TryApply(compiled, drawn.Book, drawn.Book, market), "What is half patched cannot be mended.");
        }
    }

    /// <summary>Its series, its strikes and the cover of its group are sums that a patch does not know.</summary>
    [Fact]
    public void TryApply_WhenAnOptionOrWhatIsBoundedWithItChanges_Refuses()
    {
        var refused = 0;
        for (var number = 1; number <= 60; number++)
        {
            var drawn = HotTicks.WithoutHistory(RandomBooks.Number(number));
            var market = new HotMarket(drawn.Priced);
            for (var i = 0; i < drawn.Book.Positions.Count; i++)
            {
                var position = drawn.Book.Positions[i];
                var compiled = BookCompiler.Compile(drawn.Book, market);
                if (drawn.Market.Instruments[position.Instrument] is not EuropeanOption
                    || !compiled.CompiledPools.Any(pool => pool.Slots.Any(slot => slot.OptionLocation >= 0 && slot.Row == market.RowOf(position.Instrument)))
                    || drawn.Book.LostFeeds.Count > 0)
                {
                    continue;
                }

                var more = position with { Quantity = position.Quantity + new Quantity(1m) };
                Assert.False(BookPatch.TryApply(compiled, drawn.Book, drawn.Book with { Positions = With(drawn.Book.Positions, i, more) }, market));
                refused++;
            }
        }

        Assert.True(refused > 50, $"{refused} options");
    }

    /// <summary>Statistical figures are found by compiling: a book that has them is only ever made younger, and no longer claims a proven bound.</summary>
    [Fact]
    public void TryApply_WhenAHistoryIsLoaded_RenewsAgesAndRefusesFigures()
    {
        var (renewed, refused) = (0, 0);
        for (var number = 1; number <= 200; number++)
        {
            var drawn = RandomBooks.Number(number);
            var market = new HotMarket(drawn.Priced);
            var compiled = BookCompiler.Compile(drawn.Book, market);
            if (!compiled.HasStatistics || drawn.Book.Lines.Count == 0)
            {
                continue;
            }

            Assert.True(compiled.IsExactOn(market));
            var younger = new BookChanges(number, drawn).Renewed(drawn.Book);
            Assert.True(BookPatch.TryApply(compiled, drawn.Book, younger, market));
            Assert.False(compiled.IsExactOn(market));
            renewed++;
            var richer = younger with { Lines = With(younger.Lines, 0, younger.Lines[0] with { Balance = younger.Lines[0].Balance + new Quantity(1m) }) };
            Assert.False(BookPatch.TryApply(compiled, younger, richer, market));
            refused++;
        }

        Assert.True(renewed > 20 && refused > 20, $"{renewed} renewed, {refused} refused");
    }

    /// <summary>Of a history that is loaded later a book without statistical figures knows nothing: it must say so, not leave them out.</summary>
    [Fact]
    public void HotFigures_WhenAHistoryIsLoadedAfterwards_AreOutOfDate()
    {
        var looked = 0;
        for (var number = 1; number <= 100; number++)
        {
            var drawn = RandomBooks.Number(number);
            var without = HotTicks.WithoutHistory(drawn);
            var market = new HotMarket(without.Priced);
            var compiled = BookCompiler.Compile(drawn.Book, market);
            market.Fill(drawn.Priced);
            if (BookCompiler.Compile(drawn.Book, market).HasStatistics)
            {
                Assert.All(HotHouse.Evaluate(compiled, market, _scratch).ToArray(), figures => Assert.Equal(HotGap.OutOfDate, figures.Gap));
                looked++;
            }
        }

        Assert.True(looked > 20, $"{looked} books");
    }

    [Fact]
    public void TryApply_WhenEverythingIsYounger_AllocatesNothingByTheSizeOfTheBook()
    {
        var drawn = Enumerable.Range(1, 200).Select(RandomBooks.Number).Select(HotTicks.WithoutHistory)
            .MaxBy(each => each.Book.Positions.Count(position => position.AverageEntry is not null))!;
        var market = new HotMarket(drawn.Priced);
        var compiled = BookCompiler.Compile(drawn.Book, market);
        var younger = new BookChanges(1, drawn).Renewed(drawn.Book);
        Assert.True(BookPatch.TryApply(compiled, drawn.Book, younger, market));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(BookPatch.TryApply(compiled, younger, drawn.Book, market));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_024);
    }

    private static T[] With<T>(IReadOnlyList<T> items, int index, T item) => [.. items.Select((each, i) => i == index ? item : each)];

    /// <summary>Patches, or compiles where that is refused; in both cases as a book that was compiled now.</summary>
    private Kept Follow(Kept kept, Book now, HotMarket market)
    {
        var anew = BookCompiler.Compile(now, market);
        if (!BookPatch.TryApply(kept.Compiled, kept.Book, now, market))
        {
            _compiled++;
            return new Kept(now, anew);
        }

        _patched++;
        var patched = HotHouse.Evaluate(kept.Compiled, market, _scratch).ToArray();
        if (patched[0].Gap == HotGap.OutOfDate)
        {
            _outOfDate++;
            return new Kept(now, anew);
        }

        Assert.Equal(HotHouse.Evaluate(anew, market, _scratch).ToArray(), patched);
        _figures += patched.Length;
        return new Kept(now, kept.Compiled);
    }

    private sealed record Kept(Book Book, CompiledBook Compiled);
}
