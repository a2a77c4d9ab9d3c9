using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Tests.Properties;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>The searches on the hot path against the same searches by reports alone: not near, the same.</summary>
public sealed class SearchTests(ITestOutputHelper output)
{
    private static int Books(int usually) => BookProperty.IsFull ? usually * 6 : usually;

    [Fact]
    public void HotMargin_AfterAnyMoveOfAnyFactor_LiesWithinItsBoundOfTheReport()
    {
        var (compared, absent, between) = (0, 0, 0);
        BookProperty.Holds(12, drawn =>
        {
            var (book, market) = (drawn.Book, drawn.Priced);
            var search = new AccountSearch(book, market);
            foreach (var factor in Distances.FactorsOf(book, market.Market, market.Rules))
            {
                foreach (var move in factor is VenueLossFactor ? [-1m] : Searches.Moves)
                {
                    foreach (var pool in search.Now.Pools.Select(each => each.Pool))
                    {
                        var reported = Searches.Reported(book, market, pool, factor, move);
                        var hot = search.Along(factor).FindHot(pool, move);
                        if (hot is not { HasFigures: true } margin)
                        {
                            absent += reported is null ? 0 : 1;
                            continue;
                        }

                        var (equity, maintenance) = Assert.NotNull(reported);
                        AssertWithin(equity, margin.Equity, $"equity of {pool} after {factor.Name} {move}");
                        AssertNotBelow(maintenance, margin.Least, $"MM of {pool} after {factor.Name} {move}");
                        AssertNotBelow(-maintenance, -margin.Most, $"−MM of {pool} after {factor.Name} {move}");
                        Assert.True(search.HasHistory || margin.Least == margin.Most);
                        between += margin.Least == margin.Most ? 0 : 1;
                        compared++;
                    }
                }
            }
        });
        output.WriteLine($"{compared} margins compared, {absent} absent, {between} between two bounds");
        Assert.True(between > 50, $"only {between} margins rest on histories");
        Assert.True(compared > 4 * absent, $"{compared} compared, {absent} absent");
    }

    [Fact]
    public void Distances_OfManyBooks_AreThoseThatReportsFind()
    {
        var (found, none) = (0, 0);
        var looks = new (int Reports, int Places)[2];
        for (var number = 1; number <= Books(8); number++)
        {
            // Half of them without history.
            var drawn = number % 2 == 0 ? RandomBooks.Number(number) : Searches.WithoutHistory(RandomBooks.Number(number));
            var (book, market) = (drawn.Book, drawn.Priced);
            var search = new AccountSearch(book, market);
            foreach (var pool in search.Now.Pools)
            {
                // Those that are asked for, and one that the pool is just above: there is something to find.
                var levels = Distances.LevelsOf(drawn.Rules).Append((pool.Ratio.Worst ?? 1m) * 0.93m).ToList();
                foreach (var factor in Distances.FactorsOf(book, market.Market, market.Rules))
                {
                    var expected = Searches.Distant(book, market, pool.Pool, factor, levels);
                    Assert.Equal(expected, Distances.Find(search, pool.Pool, factor, levels));
                    found += expected.Count(distance => distance.Down is not null and not 0 || distance.Up is not null and not 0);
                    none += expected.Count(distance => distance.Down is null || distance.Up is null);
                }
            }

            foreach (var factor in Distances.FactorsOf(book, market.Market, market.Rules))
            {
                ref var look = ref looks[search.HasHistory ? 1 : 0];
                look = (look.Reports + search.Along(factor).Reports, look.Places + search.Along(factor).Places);
            }
        }

        output.WriteLine($"{found} found, {none} with a direction that has none; reports and places without and with histories: {string.Join(", ", looks)}");
        Assert.All(looks, look => Assert.True(look.Reports < look.Places * 3 / 4, $"{look.Reports} reports at {look.Places} places"));
        Assert.True(found >= 20, $"only {found} distances were found at all");
        Assert.True(none >= 20, $"only {none} have a direction without a crossing");
    }

    /// <summary>A search that asks the report every time would be right too.</summary>
    [Fact]
    public void Distances_OfManyBooks_SeldomAskTheReport()
    {
        var (reports, places) = (0, 0);
        for (var number = 1; number <= 60; number++)
        {
            var drawn = Searches.WithoutHistory(RandomBooks.Number(number));
            if (drawn.Rules.Scan.Optional.VenueLoss)
            {
                // A gap by its rules.
                continue;
            }

            var search = new AccountSearch(drawn.Book, drawn.Priced);
            var pool = search.Now.Pools[0].Pool;
            foreach (var factor in Distances.FactorsOf(drawn.Book, drawn.Market, drawn.Rules))
            {
                Assert.Equal(2, Distances.Find(search, pool, factor, Distances.LevelsOf(drawn.Rules)).Count());
                reports += search.Along(factor).Reports;
                places += search.Along(factor).Places;
            }
        }

        output.WriteLine($"{reports} reports at {places} places");
        Assert.True(reports * 20 < places, $"{reports} reports at {places} places");
    }

    [Fact]
    public void CallAmounts_OfManyBooks_AreThoseThatReportsFind()
    {
        var (found, reports, amounts) = (0, 0, 0);
        for (var number = 1; found < Books(30); number++)
        {
            var drawn = number % 4 == 0 ? RandomBooks.Number(number) : Searches.WithoutHistory(RandomBooks.Number(number));
            var (book, market) = (drawn.Book, drawn.Priced);
            var search = new AccountSearch(book, market);
            foreach (var pool in search.Now.Pools.Where(pool => pool.CallAmount > Usd.Zero).Select(pool => pool.Pool))
            {
                foreach (var (asset, location) in new[] { ("USDC", "A"), ("BTC", "B"), ("stETH", "CUST"), ("XRP", "C") })
                {
                    var (of, at) = (new Asset(asset), new LocationId(location));
                    var expected = CallAmounts.AmountIn(search, pool, of, amount => Searches.Meets(book, market, pool, of, at, amount));
                    var posted = new PostedCollateral(search, pool, of, at);
                    Assert.Equal(expected, CallAmounts.AmountIn(search, pool, of, posted.Meets));
                    found += expected is null ? 0 : 1;
                    reports += search.HasHistory || drawn.Rules.Scan.Optional.VenueLoss ? 0 : posted.Reports;
                    amounts += search.HasHistory || drawn.Rules.Scan.Optional.VenueLoss ? 0 : posted.Amounts;
                }
            }
        }

        output.WriteLine($"{found} amounts found, {reports} reports for {amounts} looked at");
        Assert.True(reports * 5 < amounts, $"{reports} reports for {amounts} amounts");
    }

    private static void AssertWithin(decimal exact, Bounded hot, string what)
    {
        AssertNotBelow(exact, hot, what);
        AssertNotBelow(-exact, -hot, what);
    }

    private static void AssertNotBelow(decimal exact, Bounded hot, string what)
    {
        var head = (decimal)hot.Value;
        var above = (double)(exact - (head + (decimal)(hot.Value - (double)head)));
        Assert.True(above >= -hot.Error - (Math.Abs(hot.Value) * 1e-18), FormattableString.Invariant($"{what}: the report says {exact}, the hot path {hot.Value:R} ± {hot.Error:R}"));
    }
}
